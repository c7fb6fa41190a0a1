"""What a reader sees of a parsed page."""

import re

_ISOLATES = re.compile("[\u2066-\u2069]")


def text(selection):
    """All of its text, spaces made one, without the marks that isolate directions."""
    return _ISOLATES.sub("", " ".join(" ".join(selection.css("::text").getall()).split()))


def titles(page):
    """Titles of the cards; a marked word stays part of its title."""
    return ["".join(card.css(".card__title a ::text").getall()) for card in page.css(".card")]


def address(link):
    return link.attrib["href"]
