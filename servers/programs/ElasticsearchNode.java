// Starts one real Elasticsearch node: arguments are its home, the folder of its modules, then setting=value.

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsUtils;

public final class ElasticsearchNode {
    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        Path modules = Path.of(arguments[1]);
        Child.run(home, () -> start(home, modules, Child.settings(arguments, 2)));
    }

    private static Node start(Path home, Path modules, Map<String, String> values) throws Exception {
        Settings.Builder settings = Settings.builder().put("path.home", home.toString());
        values.forEach(settings::put);
        LogConfigurator.configureESLogging();
        var bundles = PluginsUtils.getModuleBundles(modules);
        var loader = PluginsLoader.createPluginsLoader(bundles, Set.of(), Map.of(), false);
        return new Node(new Environment(settings.build(), home.resolve("config")), loader).start();
    }

    private ElasticsearchNode() {}
}
