"""Step 3: the language a listing is written in, by the letters of its text."""

import re

from aggregator.crawl.scraped import Scraped

_ARABIC = re.compile("[\u0620-\u064a]")
_LATIN = re.compile("[A-Za-z]")


def tell_language(scraped: Scraped) -> None:
    """Arabic where a fair share of the letters is Arabic, else English; without letters the site's own."""
    text = f"{scraped.draft.title} {(scraped.draft.description or '')[:500]}"
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if not arabic and not latin:
        scraped.language = scraped.site.language
    else:
        scraped.language = "ar" if arabic * 4 >= latin else "en"
