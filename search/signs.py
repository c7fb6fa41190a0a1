"""Reads the quotes, dashes and colons that keyboards write as the plain ones that search knows."""

import re

_PLAIN = str.maketrans({**dict.fromkeys("«»“”„‟″＂", '"'), "：": ":"})
_DASH = re.compile(r"(?<!\S)[–−‐‑﹣－](?=\S)")


def plain_signs(text: str) -> str:
    """Return `text` with «», “” and „“ as quotes, a dash before a word as a minus; no place in it moves."""
    return _DASH.sub("-", text.translate(_PLAIN))
