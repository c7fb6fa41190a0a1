"""Speed of the search at a million listings, embedded, beside bare tantivy in the same run.

`DALIL_BENCH_DIR` names the folder where the indexes are kept from run to run (without it a temporary one),
`DALIL_BENCH_LISTINGS` how many listings the large index has (1,000,000).
"""
