"""Makes hostile texts harmless wherever they go; escaping is still each medium's own."""

import re
from urllib.parse import urlsplit

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]+"
)
"""Control characters, line ends of every kind, direction controls and what cannot be encoded."""

_UNSAFE_IN_URL = re.compile(r"[^\x21-\x7e]|[<>\"'`\\^{|}]")


def one_line(text: str, limit: int = 300) -> str:
    """Return `text` in one line of at most `limit` characters; what is longer ends in `…`."""
    seen = " ".join(_UNSEEN.sub(" ", text).split())
    return seen if len(seen) <= limit else f"{seen[: limit - 1].rstrip()}…"


def encodable(text: str) -> str:
    """Return `text` with a question mark for each half of a character that no encoding has."""
    return text.encode("utf-8", "replace").decode()


def outward(url: str | None) -> str | None:
    """Return an address that may stand in a message: http or https with a host, quoted; None for all else."""
    if not url:
        return None
    quoted = _UNSAFE_IN_URL.sub(_quoted, url)
    try:
        parts = urlsplit(quoted)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:  # such an address leads nowhere
        return None
    return quoted if usable else None


def _quoted(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
