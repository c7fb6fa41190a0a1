"""Step 2: texts without control and direction characters, within the lengths a listing may have."""

import re
from dataclasses import replace

from aggregator.crawl.scraped import Scraped

LONGEST_TITLE = 300
LONGEST_DESCRIPTION = 50_000
LONGEST_LABEL = 200

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def clean_texts(scraped: Scraped) -> None:
    """Clean title, description and skills; a text that had to be cut is noted."""
    draft = scraped.draft
    scraped.draft = replace(
        draft,
        title=_fit(scraped, "title", " ".join(draft.title.split()), LONGEST_TITLE),
        description=_fit(scraped, "description", (draft.description or "").strip(), LONGEST_DESCRIPTION),
        skills=tuple(_fit(scraped, "skills", skill.strip(), LONGEST_LABEL) for skill in draft.skills),
    )


def _fit(scraped: Scraped, field: str, text: str, longest: int) -> str:
    clean = _INVISIBLE.sub("", text)
    if len(clean) <= longest:
        return clean
    scraped.notes[f"{field}: cut to {longest} characters"] += 1
    return clean[:longest]
