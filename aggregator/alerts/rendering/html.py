"""A message as HTML that mail programs show: elements built one by one, so that no text is ever markup."""

from collections.abc import Iterator

from lxml.builder import E  # type: ignore[import-untyped]  # it ships no types
from lxml.etree import _Element as Element  # type: ignore[import-untyped]  # as above
from lxml.html import tostring  # type: ignore[import-untyped]  # as above

from aggregator.alerts.rendering.page import Page, Section
from aggregator.alerts.rendering.wording import Wording

_FONT = "font-family:'IBM Plex Sans Arabic','Segoe UI',Tahoma,Arial,sans-serif"
_STYLE = """
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #10201e !important; color: #e6efed !important; }
  .card { background: #182c29 !important; border-color: #2c4541 !important; }
  .brand, .page a { color: #6fd3c3 !important; }
  .page a.button { background: #0b6b61 !important; color: #ffffff !important; }
  .quiet, .quiet a { color: #a9bdb9 !important; }
}
"""
_PAGE = f"margin:0;padding:16px 8px;background:#f4f7f6;color:#16211f;font-size:16px;line-height:1.6;{_FONT}"
_BRAND = "margin:0 0 4px;font-size:14px;font-weight:600;color:#0b6b61"
_WIDTH = "max-width:600px;margin:0 auto"
_CARD = "background:#ffffff;border:1px solid #d5dfdc;border-radius:10px;padding:14px 16px;margin:0 0 12px"
_WRAP = "overflow-wrap:anywhere;word-break:break-word"
_TITLE = f"display:block;font-size:17px;font-weight:600;color:#0b6b61;text-decoration:none;{_WRAP}"
_LINE = f"margin:6px 0 0;font-size:14px;{_WRAP}"
_BUTTON = (
    "display:inline-block;padding:10px 22px;border-radius:8px;background:#0b6b61;color:#ffffff;"
    "font-weight:600;text-decoration:none"
)
_QUIET = f"margin:8px 0 0;font-size:13px;color:#5a6a67;{_WRAP}"


def html_of(page: Page) -> str:
    """Return the whole document; every foreign text runs in its own direction."""
    wording = page.wording
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.meta(name="color-scheme", content="light dark"),
        E.title(page.subject),
        E.style(_STYLE),
    )
    content = E.div(*_parts(page), style=_WIDTH)
    attributes = {"class": "page", "style": _PAGE, "dir": wording.direction, "lang": wording.language}
    body = E.body(E.div(content, attributes), style="margin:0;padding:0")
    document = E.html(head, body, lang=wording.language, dir=wording.direction)
    return str(tostring(document, doctype="<!doctype html>", encoding="unicode"))


def _parts(page: Page) -> Iterator[Element]:
    wording = page.wording
    yield E.p(wording("brand"), {"class": "brand", "style": _BRAND})
    yield E.p(page.lead, style=f"margin:0 0 16px;font-size:18px;{_WRAP}")
    if page.action:
        label, url = page.action
        yield E.p(E.a(label, {"class": "button", "style": _BUTTON, "href": url}), style="margin:0 0 12px")
        yield _quiet(E.a(url, href=url, dir="ltr", style="color:#5a6a67"))
    if page.valid:
        yield _quiet(page.valid)
    for section in page.sections:
        yield _card(section, wording)
    if page.more:
        yield E.p(page.more, style="margin:0 0 12px;font-weight:600")
    if page.search_url:
        yield E.p(
            E.a(wording("search"), {"class": "button", "style": _BUTTON, "href": page.search_url}),
            style="margin:4px 0 16px",
        )
    yield from _footer(page)


def _card(section: Section, wording: Wording) -> Element:
    card = E.div({"class": "card", "style": _CARD}, _title(section))
    if section.facts:
        card.append(E.p(*_isolated(section.facts, " · "), style=_LINE))
    if section.why:
        card.append(_quiet(f"{wording('why')}: ", *_isolated(section.why, wording("joined"))))
    if section.copies:
        links = [E.a(host, href=url, dir="ltr", style="color:#0b6b61") for host, url in section.copies]
        card.append(_quiet(f"{wording('copies')}: ", *_between(links, wording("joined"))))
    return card


def _title(section: Section) -> Element:
    if section.url:
        return E.a(section.title, href=section.url, dir="auto", style=_TITLE)
    return E.span(section.title, dir="auto", style=_TITLE)


def _footer(page: Page) -> Iterator[Element]:
    yield E.hr(style="border:0;border-top:1px solid #d5dfdc;margin:16px 0 8px")
    yield _quiet(page.closing)
    links = [E.a(label, href=url, style="color:#5a6a67") for label, url in page.ways_out()]
    if links:
        yield _quiet(*_between(links, " · "))


def _quiet(*parts: Element | str) -> Element:
    return E.p({"class": "quiet", "style": _QUIET}, *parts)


def _isolated(texts: tuple[str, ...], between: str) -> list[Element | str]:
    return _between([E.bdi(text) for text in texts], between)


def _between(parts: list[Element], text: str) -> list[Element | str]:
    mixed = [piece for part in parts for piece in (text, part)]
    return mixed[1:]
