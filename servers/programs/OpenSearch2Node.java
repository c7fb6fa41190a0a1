// Starts one real node of OpenSearch 2: arguments are its home, then setting=value.

import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.index.analysis.AnalyzerProvider;
import org.opensearch.index.analysis.PreBuiltAnalyzerProviderFactory;
import org.opensearch.indices.analysis.AnalysisModule.AnalysisProvider;

public final class OpenSearch2Node {
    public static void main(String[] arguments) {
        OpenSearchStart.run(arguments, List.of(
            "OpenSearch2Node$Analysis",
            "org.opensearch.index.mapper.MapperExtrasPlugin",
            "org.opensearch.index.rankeval.RankEvalPlugin",
            "org.opensearch.index.reindex.ReindexPlugin",
            "org.opensearch.painless.PainlessPlugin",
            "org.opensearch.percolator.PercolatorPlugin",
            "org.opensearch.transport.Netty4Plugin"));
    }

    /** The usual analyzers but the Thai one: the small Java runtime cannot split Thai, and then no index can be made. */
    public static final class Analysis extends CommonAnalysisPlugin {
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

    private OpenSearch2Node() {}
}
