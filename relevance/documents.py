"""A search document with nothing but the texts that are judged, so that no system sees more than another."""

from search.document import SearchDocument


def document(
    ref: str,
    kind: str,
    *,
    title: str,
    skills: tuple[str, ...],
    description: str = "",
    site: str = "khamsat",
) -> SearchDocument:
    """Return a document without specialty, labels, price and date."""
    return SearchDocument(
        ref=ref,
        site=site,
        kind=kind,
        title=title,
        description=description,
        skills=skills,
        specialties=(),
        labels=(),
        posted_at=None,
        price_min=None,
        price_max=None,
        status="open",
        language=None,
    )
