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
        OpenSearchStart.run(arguments, Analysis.class, "Plugin");
    }

    /** The usual analyzers, but one: what this version calls their module is all that differs from another. */
    public static final class Analysis extends CommonAnalysisPlugin {
        @Override
        public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
            return OpenSearchStart.withoutThai(super.getAnalyzers());
        }

        @Override
        public List<PreBuiltAnalyzerProviderFactory> getPreBuiltAnalyzerProviderFactories() {
            return OpenSearchStart.withoutThai(super.getPreBuiltAnalyzerProviderFactories());
        }
    }

    private OpenSearch2Node() {}
}
