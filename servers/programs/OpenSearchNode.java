// Starts one real node of OpenSearch 3: arguments are its home, then setting=value.

import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.index.analysis.AnalyzerProvider;
import org.opensearch.index.analysis.PreBuiltAnalyzerProviderFactory;
import org.opensearch.indices.analysis.AnalysisModule.AnalysisProvider;

public final class OpenSearchNode {
    public static void main(String[] arguments) {
        OpenSearchStart.run(arguments, List.of(
            "OpenSearchNode$Analysis",
            "org.opensearch.index.mapper.MapperExtrasModulePlugin",
            "org.opensearch.index.rankeval.RankEvalModulePlugin",
            "org.opensearch.index.reindex.ReindexModulePlugin",
            "org.opensearch.painless.PainlessModulePlugin",
            "org.opensearch.percolator.PercolatorModulePlugin",
            "org.opensearch.transport.Netty4ModulePlugin"));
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
