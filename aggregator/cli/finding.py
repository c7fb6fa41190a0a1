"""How found listings are printed: lines for people, one document for programs."""

from rich.text import Text

from aggregator.cli.output import print_json, say, stdout, to_json
from aggregator.domain.listing import Listing, price_of
from aggregator.services.searching import FoundListing, Highlight, SearchPage


def show_page(page: SearchPage, *, as_json: bool) -> None:
    """Print a page of hits, and what the reader should know about it."""
    if as_json:
        print_json(_as_json(page))
        return
    _print_remarks(page)
    for hit in page.found:
        _print_hit(hit)
    say(f"{len(page.found)} of {page.total} listings")
    if page.next:
        say(f"more: --after {page.next}")


def _as_json(page: SearchPage) -> dict[str, object]:
    return {
        "total": page.total,
        "relaxed": page.relaxed,
        "all_words": page.all_words,
        "did_you_mean": page.did_you_mean,
        "misread": [to_json(piece) for piece in page.misread],
        "ignored_words": page.ignored_words,
        "next": page.next,
        "hits": [_hit_as_json(hit) for hit in page.found],
    } | (_counted(page) if page.query.facets else {})


def _hit_as_json(hit: FoundListing) -> dict[str, object]:
    return {
        "score": hit.score,
        "listing": to_json(hit.listing),
        "copies": [{"ref": copy.ref, "url": copy.url} for copy in hit.copies],
        "copies_count": hit.copies_count,
    }


def _counted(page: SearchPage) -> dict[str, object]:
    facets = {name: {one.value: one.count for one in counts} for name, counts in page.facets.items()}
    return {"facets": facets, "prices": to_json(page.prices) if page.prices else None}


def _print_remarks(page: SearchPage) -> None:
    for piece in page.misread:
        how = "Read as words, not as a filter" if piece.is_words else "Left out"
        say(f"{how}: {piece.piece} ({piece.reason})")
    if page.ignored_words:
        say(f"The search is long: {page.ignored_words} words at its end were left out.")
    if page.relaxed:
        say(_relaxed(page))
    if page.did_you_mean:
        say(f"Did you mean: {page.did_you_mean}")


def _relaxed(page: SearchPage) -> str:
    if page.all_words == 0:
        return "No listing has all the words; these have most of them."
    return f"Listings with all the words: {page.all_words}; the others have most of them."


def _print_hit(hit: FoundListing) -> None:
    stdout.print(_marked(hit.title), soft_wrap=True)
    stdout.print(Text(f"  {_facts(hit.listing)}", style="dim"), soft_wrap=True)
    stdout.print(Text(f"  {hit.listing.url}", style="blue"), soft_wrap=True)
    for copy in hit.copies:
        stdout.print(Text(f"  also: {copy.site} {copy.url}", style="dim"), soft_wrap=True)
    if hit.copies_count > len(hit.copies):
        stdout.print(Text(f"  and {hit.copies_count - len(hit.copies)} more copies", style="dim"))


def _marked(title: Highlight) -> Text:
    text = Text(" ".join(title.text.split("\n")), style="bold")
    for start, end in title.spans:
        text.stylize("reverse", start, end)
    return text


def _facts(listing: Listing) -> str:
    price = price_of(listing)
    amounts = [str(amount) for amount in (price.min, price.max) if amount is not None] if price else []
    cost = f"{' - '.join(dict.fromkeys(amounts))} {price.currency}" if price else "no price"
    posted = f"{listing.posted_at:%Y-%m-%d}" if listing.posted_at else "no date"
    return f"{listing.site} | {listing.kind} | {cost} | {posted} | {listing.status}"
