"""A message as plain text: what mail programs without HTML and most chats show."""

from collections.abc import Iterator

from aggregator.alerts.rendering.page import Page, Section
from aggregator.alerts.rendering.wording import Wording


def text_of(page: Page) -> str:
    """Return the whole message; paragraphs are parted by empty lines, addresses stand on their own lines."""
    blocks = [block for block in _blocks(page) if block]
    return "\n\n".join(blocks) + "\n"


def _blocks(page: Page) -> Iterator[str]:
    wording = page.wording
    yield page.lead
    if page.action:
        yield "\n".join(page.action)
    yield page.valid
    for section in page.sections:
        yield "\n".join(_lines(section, wording))
    yield page.more
    if page.search_url:
        yield f"{wording('search')}\n{page.search_url}"
    yield f"-- \n{page.closing}"
    for label, url in page.ways_out():
        yield f"{label}\n{url}"


def _lines(section: Section, wording: Wording) -> Iterator[str]:
    yield f"* {section.title}"
    if section.facts:
        yield " · ".join(section.facts)
    if section.why:
        yield f"{wording('why')}: {wording('joined').join(section.why)}"
    if section.url:
        yield section.url
    if section.copies:
        yield f"{wording('copies')}:"
        yield from (url for _, url in section.copies)
