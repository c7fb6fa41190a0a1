"""`just relevance`: prints how well each system finds, on judged sets; `learn` proposes related words."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from relevance.arabic import arabic_analyzers
from relevance.judged import Absent, JudgedSet
from relevance.listings import everyday_searches
from relevance.report import Score, best, judge, lines
from relevance.services import NAMES, SERVICES, known_categories
from relevance.systems import OURS, PlainTantivy, ours
from servers import ServerError, ServerName, running

Failure = str
"""Why the server could not be had."""


def main(arguments: Sequence[str]) -> int:
    """Judge what is asked for and print it; 1 when something could not be had."""
    asked = _parser().parse_args(arguments)
    sets = [known_categories(asked.services, names=asked.names), everyday_searches()]
    absent = [one for one in sets if isinstance(one, Absent)]
    with _server(asked.opensearch) as server:
        scores = [
            score
            for one in sets
            if isinstance(one, JudgedSet)
            for score in _scores(one, asked.engine, server)
        ]
    failure = server if not server.startswith("http") else None
    told = _json(scores, absent, failure) if asked.json else "\n".join(_text(sets, scores, failure))
    sys.stdout.write(f"{told}\n")
    return 1 if absent or failure else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m relevance", description=__doc__)
    parser.add_argument("--services", type=Path, default=SERVICES, help="services file of the category set")
    parser.add_argument("--names", type=Path, default=NAMES, help="names of its sub-categories")
    parser.add_argument("--engine", default=OURS, help="engine URL that our search runs on")
    parser.add_argument("--opensearch", help="address of a running OpenSearch, instead of starting one")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


@contextmanager
def _server(url: str | None) -> Iterator[str]:
    """Give the address of an OpenSearch, or say why there is none."""
    with ExitStack() as stack:
        if url is None:
            try:
                url = stack.enter_context(running(ServerName.OPENSEARCH)).url
            except ServerError as error:
                url = f"NO OPENSEARCH: {error}"
        yield url


def _scores(judged: JudgedSet, engine: str, server: str) -> Iterator[Score]:
    with ours(judged, engine) as system:
        yield judge(judged, system)
    if server.startswith("http"):
        with arabic_analyzers(server, judged) as systems:
            yield from [judge(judged, system) for system in systems]
    yield judge(judged, PlainTantivy(judged))


def _text(
    sets: Sequence[JudgedSet | Absent], scores: Sequence[Score], failure: Failure | None
) -> Iterator[str]:
    for one in sets:
        if isinstance(one, Absent):
            yield f"\n!!! {one.name}: ABSENT, {one.why}"
            continue
        mine = [score for score in scores if score.set == one.name]
        yield f"\n{one.name}: {len(one.documents)} documents, {len(one.questions)} queries"
        yield from lines(mine)
        yield _ratio(mine)
    if failure:
        yield f"\n!!! THE ARABIC ANALYZER WAS NOT JUDGED. {failure}"


def _ratio(scores: Sequence[Score]) -> str:
    rival = best(score for score in scores if score.system.startswith("arabic"))
    mine = next(score for score in scores if score.system.startswith("ours"))
    if rival is None:
        return "  ratio: no arabic analyzer to compare with"
    return f"  ratio of nDCG@10, ours to {rival.system}: {mine.ndcg / rival.ndcg:.3f} (goal: at least 1.05)"


def _json(scores: Sequence[Score], absent: Sequence[Absent], failure: Failure | None) -> str:
    found = {"scores": [asdict(score) for score in scores], "absent": [asdict(one) for one in absent]}
    return json.dumps({**found, "server": failure}, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
