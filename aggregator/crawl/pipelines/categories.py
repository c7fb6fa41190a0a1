"""Step 5: the site's category to a specialty of our taxonomy; an unknown label is told, never guessed."""

from aggregator.crawl.scraped import Scraped


def map_category(scraped: Scraped) -> None:
    """Set `specialty` from the site's table; remember the label that the table does not know."""
    draft, table = scraped.draft, scraped.site.categories
    scraped.specialty = table.specialty((*draft.category_path, *draft.category))
    named = draft.category_path or draft.category
    if named and scraped.specialty is None:
        scraped.unmapped = " > ".join(named)
        scraped.notes["category: unmapped label"] += 1
