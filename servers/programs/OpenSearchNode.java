// Starts one real OpenSearch node: arguments are its home, then setting=value.

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.analysis.AnalyzerProvider;
import org.opensearch.index.analysis.PreBuiltAnalyzerProviderFactory;
import org.opensearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;

public final class OpenSearchNode {
    private static final List<String> MODULES = List.of(
        "OpenSearchNode$Analysis",
        "org.opensearch.index.mapper.MapperExtrasModulePlugin",
        "org.opensearch.index.rankeval.RankEvalModulePlugin",
        "org.opensearch.index.reindex.ReindexModulePlugin",
        "org.opensearch.painless.PainlessModulePlugin",
        "org.opensearch.percolator.PercolatorModulePlugin",
        "org.opensearch.transport.Netty4ModulePlugin");

    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        Child.run(home, () -> start(home, Child.settings(arguments, 1)));
    }

    private static Node start(Path home, Map<String, String> values) throws Exception {
        Settings.Builder settings = Settings.builder().put("path.home", home.toString());
        values.forEach(settings::put);
        List<Class<? extends Plugin>> modules = new ArrayList<>();
        for (String name : MODULES) {
            modules.add(Class.forName(name).asSubclass(Plugin.class));
        }
        return new OpenSearchRunnerNode(new Environment(settings.build(), home.resolve("config")), modules).start();
    }

    /** The usual analyzers but the Thai one: the small Java runtime cannot split Thai, and then no index can be made. */
    public static final class Analysis extends CommonAnalysisModulePlugin {
        @Override
        public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
            var analyzers = super.getAnalyzers();
            analyzers.remove("thai");
            return analyzers;
        }

        @Override
        public List<PreBuiltAnalyzerProviderFactory> getPreBuiltAnalyzerProviderFactories() {
            var factories = super.getPreBuiltAnalyzerProviderFactories();
            return factories.stream().filter(factory -> !factory.getName().equals("thai")).toList();
        }
    }

    private OpenSearchNode() {}
}
