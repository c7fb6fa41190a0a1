"""Pages that ask one question or say one thing."""

from dataclasses import dataclass

from web.views.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A button that POSTs to `action`: whoever only looks at the page, like a mail scanner, changes nothing.

    `subject` is a foreign text that the question is about. Without a `seal` none is sent.
    """

    title: str
    text: str
    action: str
    button: str
    seal: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that was done, and a way on."""

    title: str
    text: str
    address: str
    label: str


def told(title: str, text: str, reader: Reader, *, to: str) -> Told:
    """Say something, with a way to the first page or to the alerts."""
    label = reader.words("nav.home" if to == "/" else "nav.alerts")
    return Told(title=title, text=text, address=reader.links.to(to), label=label)
