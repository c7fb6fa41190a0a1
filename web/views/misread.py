"""Tells which pieces of a question look like a filter and were read as words, or name what nobody has."""

from collections.abc import Iterator

from aggregator.services.searching import TypedFilter
from search.results import Misread
from web.links import isolated
from web.problems import Known, unknown_names
from web.views.reader import Reader
from web.words import Words


def misread(pieces: tuple[Misread, ...], words: Words) -> Iterator[str]:
    """Say it for each piece."""
    for one in pieces:
        said = "search.misread" if one.is_words else "search.left_out"
        yield words(said, piece=isolated(one.piece), why=words(f"misread.{one.code}"))


def unfindable(typed: tuple[TypedFilter, ...], reader: Reader) -> Iterator[str]:
    """Say for each filter among the words which of its names we do not know."""
    known = Known(reader.sites.keys(), reader.taxonomy)
    for one in typed:
        for problem in unknown_names(one.named("sites"), one.named("specialties"), known):
            why = problem.told(reader.words, isolated)
            yield reader.words("search.unfindable", piece=isolated(one.piece), why=why)
