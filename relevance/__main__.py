"""`just relevance`: prints how well each system finds, on judged sets, and the rates of the two pair tables.

`python -m relevance learn` proposes related words from the titles and tags of a file of services.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from relevance.arabic import arabic_analyzers
from relevance.judged import Absent, JudgedSet
from relevance.learning import propose
from relevance.listings import everyday_searches
from relevance.report import Report, Score, judge, pair_rates
from relevance.services import NAMES, SERVICES, known_categories, read_services
from relevance.systems import OURS, PlainTantivy, ours
from servers import ServerError, ServerName, running


def main(arguments: Sequence[str]) -> int:
    """Do what is asked for; 1 when something that should be judged could not be had."""
    asked = _parser().parse_args(arguments)
    if asked.command == "learn":
        return _learn(asked.services)
    report = _judged(asked)
    sys.stdout.write(f"{report.as_json() if asked.json else report.as_text()}\n")
    return 0 if report.complete else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m relevance", description=__doc__)
    parser.add_argument("command", nargs="?", choices=("judge", "learn"), default="judge")
    parser.add_argument("--services", type=Path, default=SERVICES, help="services of the category set, CSV")
    parser.add_argument("--names", type=Path, default=NAMES, help="names of its sub-categories, CSV")
    parser.add_argument("--engine", default=OURS, help="engine URL that our search runs on; it must be empty")
    parser.add_argument("--opensearch", help="address of a running OpenSearch, instead of starting one")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _learn(services: Path) -> int:
    if not services.is_file():
        sys.stderr.write(f"no file {services}\n")
        return 1
    for proposal in propose((row.title, row.tags) for row in read_services(services)):
        sys.stdout.write(f"{proposal.likeness:.2f}\t{proposal.one}\t{proposal.other}\t{proposal.together}\n")
    return 0


def _judged(asked: argparse.Namespace) -> Report:
    sets = (known_categories(asked.services, names=asked.names), everyday_searches())
    scores: list[Score] = []
    with _opensearch(asked.opensearch) as (url, failure):
        for one in sets:
            if isinstance(one, JudgedSet):
                scores += _scores(one, asked.engine, opensearch=url)
    absent = tuple(one for one in sets if isinstance(one, Absent))
    if failure:
        absent += (Absent(name="the arabic analyzer", why=failure),)
    return Report(scores=tuple(scores), absent=absent, pairs=tuple(pair_rates()))


@contextmanager
def _opensearch(url: str | None) -> Iterator[tuple[str | None, str]]:
    """Give the address of an OpenSearch, or None and why there is none."""
    with ExitStack() as stack:
        failure = ""
        if url is None:
            try:
                url = stack.enter_context(running(ServerName.OPENSEARCH)).url
            except ServerError as error:
                failure = str(error)
        yield url, failure


def _scores(judged: JudgedSet, engine: str, *, opensearch: str | None) -> Iterator[Score]:
    with ours(judged, engine) as system:
        yield judge(judged, system)
    if opensearch is not None:
        with arabic_analyzers(opensearch, judged) as systems:
            yield from [judge(judged, system) for system in systems]
    yield judge(judged, PlainTantivy(judged))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
