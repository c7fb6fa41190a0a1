"""`just bench [NAME ...]`: runs the benchmarks and prints a line for each; nothing here is a test."""

import sys
from collections.abc import Callable, Iterable

from bench import alert_way, crawl_replay, deliver_messages, index_listings, match_searches, parse_page
from bench.results import Result
from bench.search import measuring

BENCHMARKS: dict[str, Callable[[], Iterable[Result]]] = {
    "parse": lambda: [parse_page.measure()],
    "crawl": lambda: [crawl_replay.measure()],
    "index": index_listings.measure,
    "search": measuring.measure,
    "match": match_searches.measure,
    "alerts": alert_way.measure,
    "deliver": deliver_messages.measure,
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    if unknown := set(names) - BENCHMARKS.keys():
        print(
            f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}", file=sys.stderr
        )
        return 2
    for name in names or BENCHMARKS:
        for result in BENCHMARKS[name]():
            print(line(result), flush=True)
    return 0


def line(result: Result) -> str:
    """One result for people to read."""
    goal = f"{'at most' if result.at_most else 'at least'} {result.goal}"
    verdict = "met" if result.met else "MISSED"
    unit = result.unit
    values = f"ours {result.ours:.4g} {unit}, {result.against} {result.limit:.4g} {unit}"
    return f"{result.name}: {values}, ratio {result.ratio:.2f} (goal: {goal}, {verdict})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
