"""`just bench [NAME ...]`: runs the benchmarks and prints a line for each; nothing here is a test."""

import sys

from bench import crawl_replay, index_listings, parse_page
from bench.results import Result

BENCHMARKS = {"parse": parse_page.measure, "crawl": crawl_replay.measure, "index": index_listings.measure}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    if unknown := set(names) - BENCHMARKS.keys():
        print(
            f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}", file=sys.stderr
        )
        return 2
    for name in names or BENCHMARKS:
        print(line(BENCHMARKS[name]()), flush=True)
    return 0


def line(result: Result) -> str:
    """One result for people to read."""
    goal = f"{'at most' if result.at_most else 'at least'} {result.goal}"
    verdict = "met" if result.met else "MISSED"
    times = f"ours {result.ours:.4g} s, bare library {result.limit:.4g} s"
    return f"{result.name}: {times}, ratio {result.ratio:.2f} (goal: {goal}, {verdict})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
