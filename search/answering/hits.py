"""Shows the groups of a page as hits, with what matched marked on their texts."""

from search.answering.paging import Page
from search.highlight import Marks, highlight, snippet
from search.results import Hit


def hits_of(page: Page, marks: Marks) -> tuple[Hit, ...]:
    """Return the hits of a page, in its order."""
    return tuple(
        Hit(
            ref=group.first.ref,
            score=group.score,
            title=highlight(group.first.card.title, marks),
            snippet=snippet(group.first.description, marks),
            copies=group.copies,
        )
        for group in page.groups
    )
