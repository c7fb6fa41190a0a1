// What nodes of every version of OpenSearch have in common: the class path holds the modules, so each is named.

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;

final class OpenSearchStart {
    /** Arguments are the home, then setting=value. */
    static void run(String[] arguments, List<String> modules) {
        Path home = Path.of(arguments[0]);
        Child.run(home, () -> start(home, Child.settings(arguments, 1), modules));
    }

    private static Node start(Path home, Map<String, String> values, List<String> names) throws Exception {
        Settings.Builder settings = Settings.builder().put("path.home", home.toString());
        values.forEach(settings::put);
        List<Class<? extends Plugin>> modules = new ArrayList<>();
        for (String name : names) {
            modules.add(Class.forName(name).asSubclass(Plugin.class));
        }
        return new OpenSearchRunnerNode(new Environment(settings.build(), home.resolve("config")), modules).start();
    }

    private OpenSearchStart() {}
}
