"""Turns a letter into a message: texts cleaned and cut, addresses checked, both forms the same."""

from dataclasses import replace

from aggregator.alerts.rendering.html import html_of
from aggregator.alerts.rendering.letters import Letter
from aggregator.alerts.rendering.page import Page, Section
from aggregator.alerts.rendering.text import text_of
from aggregator.alerts.rendering.wording import Wording, load_wording
from aggregator.domain.delivery import LetterKind
from aggregator.sdk.channels import Message, MessageItem
from aggregator.sdk.cleaning import one_line, outward

LONGEST_TITLE, LONGEST_FACT, LONGEST_SUBJECT = 200, 120, 150
MOST_FACTS, MOST_COPIES = 12, 5


def render(letter: Letter) -> Message:
    """Put a letter into words; never raises for what its texts hold."""
    clean = _cleaned(letter)
    wording = load_wording(clean.language)
    page = _page(clean, wording)
    return Message(
        key=clean.key,
        subject=page.subject,
        text=text_of(page),
        html=html_of(page),
        language=wording.language,
        items=clean.items,
        more=clean.more,
        search_name=clean.search_name,
        search_url=clean.search_url,
        manage_url=clean.manage_url,
        unsubscribe_url=clean.unsubscribe_url,
        created_at=clean.created_at,
    )


def _cleaned(letter: Letter) -> Letter:
    return replace(
        letter,
        items=tuple(map(_clean_item, letter.items)),
        search_name=one_line(letter.search_name, LONGEST_FACT),
        search_url=outward(letter.search_url),
        manage_url=outward(letter.manage_url),
        unsubscribe_url=outward(letter.unsubscribe_url),
        action_url=outward(letter.action_url),
        reason=one_line(letter.reason),
    )


def _clean_item(item: MessageItem) -> MessageItem:
    return replace(
        item,
        title=one_line(item.title, LONGEST_TITLE) or one_line(item.ref, LONGEST_TITLE),
        url=outward(item.url) or "",
        site=one_line(item.site, LONGEST_FACT),
        facts=tuple(one_line(fact, LONGEST_FACT) for fact in item.facts[:MOST_FACTS]),
        why=tuple(one_line(word, LONGEST_FACT) for word in item.why[:MOST_FACTS]),
        copies=tuple(url for url in map(outward, item.copies[:MOST_COPIES]) if url),
    )


def _page(letter: Letter, wording: Wording) -> Page:
    name = letter.search_name or wording("unnamed")
    nouns = "counted_changed" if letter.changed else "counted"
    count = wording.count(nouns, len(letter.items) + letter.more)
    told = {"name": name, "count": count, "reason": letter.reason}
    return Page(
        wording=wording,
        subject=one_line(_subject(letter, wording, told), LONGEST_SUBJECT),
        lead=wording.of(letter.kind, "lead", **told),
        sections=tuple(Section.of(item) for item in letter.items),
        more=wording("more", count=wording.count("others", letter.more)) if letter.more else "",
        action=_action(letter, wording),
        valid=_valid(letter, wording),
        closing=_closing(letter, wording, name),
        search_url=letter.search_url,
        manage_url=letter.manage_url,
        unsubscribe_url=letter.unsubscribe_url,
    )


def _subject(letter: Letter, wording: Wording, told: dict[str, str]) -> str:
    if letter.kind not in {LetterKind.ALERT, LetterKind.DIGEST}:
        return wording.of(letter.kind, "subject", **told)
    if len(letter.items) == 1 and not letter.more:
        return wording.of(letter.kind, "subject_one", title=letter.items[0].title, **told)
    return wording.of(letter.kind, "subject_many", **told)


def _action(letter: Letter, wording: Wording) -> tuple[str, str] | None:
    label = wording.of(letter.kind, "action")
    return (label, letter.action_url) if label and letter.action_url else None


def _valid(letter: Letter, wording: Wording) -> str:
    if letter.until is None:
        return ""
    return wording.of(letter.kind, "valid", until=wording.moment(letter.until, letter.zone))


def _closing(letter: Letter, wording: Wording, name: str) -> str:
    if letter.kind in {LetterKind.CONFIRM, LetterKind.SIGN_IN}:
        return wording("ignore")
    return wording("kept", name=name)
