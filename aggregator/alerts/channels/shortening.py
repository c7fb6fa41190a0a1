"""Cuts a message to what a chat takes: whole listings, the rest told as a number with the link."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aggregator.alerts.rendering.wording import Wording, load_wording
from aggregator.sdk import Message, MessageItem


@dataclass(frozen=True, slots=True)
class Markup:
    """How a chat writes: `bold` and `link` take plain text; `size` measures what counts to its limit."""

    plain: Callable[[str], str]
    bold: Callable[[str], str]
    link: Callable[[str, str], str]
    size: Callable[[str], int]


PLAIN = Markup(
    plain=str,
    bold=str,
    link=lambda text, url: f"{text}\n{url}",
    size=lambda text: len(text.encode(errors="surrogatepass")),
)


def shortened(message: Message, markup: Markup, *, limit: int, headed: bool = True) -> str:
    """Return the message in at most `limit` of what the chat counts, with as many listings as fit whole.

    The subject stands first where it is `headed`. One without listings is its plain text, cut.
    """
    if not message.items:
        return _cut(message.text, markup, limit)
    wording = load_wording(message.language)
    blocks = ["\n".join(_lines(item, wording, markup)) for item in message.items]
    told = headed and message.subject != message.items[0].title
    head = [markup.bold(message.subject)] if told else []
    for shown in range(len(blocks), -1, -1):
        foot = _foot(message, wording, markup, left=message.more + len(blocks) - shown)
        text = "\n\n".join([*head, *blocks[:shown], *foot])
        if markup.size(text) <= limit:
            return text
    return _cut(message.subject, markup, limit)


def _lines(item: MessageItem, wording: Wording, markup: Markup) -> Iterator[str]:
    yield markup.link(item.title, item.url) if item.url else markup.plain(item.title)
    if facts := [fact for fact in (item.site, *item.facts) if fact]:
        yield markup.plain(" · ".join(facts))
    if item.why:
        yield markup.plain(f"{wording('why')}: {wording('joined').join(item.why)}")
    if item.copies:
        yield markup.plain(f"{wording('copies')}:")
        yield from (markup.plain(url) for url in item.copies)


def _foot(message: Message, wording: Wording, markup: Markup, *, left: int) -> Iterator[str]:
    if left:
        yield markup.plain(wording("more", count=wording.count("others", left)))
    links = (
        ("search", message.search_url),
        ("manage", message.manage_url),
        ("unsubscribe", message.unsubscribe_url),
    )
    if told := [markup.link(wording(name), url) for name, url in links if url]:
        yield "\n".join(told)


def _cut(text: str, markup: Markup, limit: int) -> str:
    """Return the longest beginning of a plain text that fits once it is written in `markup`."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if markup.size(markup.plain(text[:middle])) <= limit else (low, middle - 1)
    return markup.plain(text[:low])
