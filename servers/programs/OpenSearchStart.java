// What nodes of every version of OpenSearch have in common: the class path holds the modules, so each is named.

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.analysis.PreBuiltAnalyzerProviderFactory;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;

final class OpenSearchStart {
    private static final List<String> MODULES = List.of(
        "index.mapper.MapperExtras",
        "index.rankeval.RankEval",
        "index.reindex.Reindex",
        "painless.Painless",
        "percolator.Percolator",
        "transport.Netty4");

    /** Arguments are the home, then setting=value; the names of all modules but the analysis end alike. */
    static void run(String[] arguments, Class<? extends Plugin> analysis, String ending) {
        List<Class<? extends Plugin>> modules = new ArrayList<>(List.of(analysis));
        Path home = Path.of(arguments[0]);
        Child.run(home, () -> {
            for (String name : MODULES) {
                modules.add(Class.forName("org.opensearch." + name + ending).asSubclass(Plugin.class));
            }
            return start(home, Child.settings(arguments, 1), modules);
        });
    }

    /** The small Java runtime cannot split Thai, and then no index can be made. */
    static <T> Map<String, T> withoutThai(Map<String, T> analyzers) {
        analyzers.remove("thai");
        return analyzers;
    }

    static List<PreBuiltAnalyzerProviderFactory> withoutThai(List<PreBuiltAnalyzerProviderFactory> factories) {
        return factories.stream().filter(factory -> !factory.getName().equals("thai")).toList();
    }

    private static Node start(Path home, Map<String, String> values, List<Class<? extends Plugin>> modules)
            throws Exception {
        Settings.Builder settings = Settings.builder().put("path.home", home.toString());
        values.forEach(settings::put);
        return new OpenSearchRunnerNode(new Environment(settings.build(), home.resolve("config")), modules).start();
    }

    private OpenSearchStart() {}
}
