"""The facts of a site are checked as it is loaded, and tell which class reads an address."""

from datetime import date

import pytest

from aggregator.sdk import Categories, Expect, Kind, Notes, Site
from tests.sdk.pages_at_hand import HOME, AskPage, AsksPage

CATEGORIES = Categories(slugs={"web": "web-development"}, labels={"تصميم": "design"})


def site(**facts):
    defaults = {
        "key": "souq",
        "title": "سوق",
        "home": HOME,
        "pages": (AsksPage, AskPage),
        "starts": {Kind.REQUEST: (f"{HOME}/asks",)},
        "categories": CATEGORIES,
        "expect": {Kind.REQUEST: Expect()},
        "notes": Notes(terms="x", robots="x", reviewed=date(2026, 1, 1)),
    }
    return Site(**defaults | facts)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (f"{HOME}/asks", AsksPage),
        (f"{HOME}/asks/", AsksPage),
        (f"{HOME}/asks?page=2#x", AsksPage),
        ("https://www.souq.example/ask/1", AskPage),
    ],
)
def test_the_path_of_an_address_tells_its_class(url, page):
    assert site().page_for(url) is page


@pytest.mark.parametrize("url", [f"{HOME}/other", "https://evil.example/asks", "javascript:x", ""])
def test_an_address_that_is_none_of_the_site_is_refused(url):
    with pytest.raises(LookupError, match="no page class of souq"):
        site().page_for(url)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"key": "Souq!"}, "is not a site key"),
        ({"home": f"{HOME}/"}, "is not a home address"),
        ({"starts": {Kind.REQUEST: (f"{HOME}/ask/1",)}}, "has no list page class"),
        ({"probes": {Kind.REQUEST: f"{HOME}/ask/1"}}, "has no list page class"),
    ],
)
def test_facts_that_could_not_work_are_refused(facts, reason):
    with pytest.raises(ValueError, match=reason):
        site(**facts)


def test_the_most_exact_known_name_tells_the_specialty():
    assert CATEGORIES.specialty(("تصميم", "web", "new")) == "web-development"
    assert CATEGORIES.specialty(("  تصميم ",)) == "design"
    assert CATEGORIES.specialty(("new",)) is None
