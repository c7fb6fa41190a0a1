"""Feeds as readers take them: valid Atom, ids that stay, nothing sent twice, hostile texts only texts."""

import secrets
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.domain.alert import Criteria, SavedSearch, Schedule
from tests.web.builders import NOW, listing
from web.feeds import Entry, Feed, feed_xml

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = Feed(
    key="search/q=1",
    authority="dalil.example",
    title="شعار: الأحدث",
    subtitle="دليل",
    author="دليل",
    language="ar",
    address="https://dalil.example/feeds/search.atom?q=1",
    page="https://dalil.example/search?q=1",
)


def check_atom(body):
    """What RFC 4287 asks of a feed and its entries."""
    root = ET.fromstring(body)  # noqa: S314  our own
    assert root.tag == f"{ATOM}feed"
    assert b"<feed xmlns=" in body
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            [one] = element.findall(f"{ATOM}{name}")
            assert name == "title" or one.text.strip()
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).utcoffset() is not None
        assert element.findtext(f"{ATOM}author/{ATOM}name")
        assert element.findtext(f"{ATOM}id").startswith("tag:")
        alternates = [one for one in element.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
        assert len(alternates) <= 1
        assert alternates or element.findtext(f"{ATOM}summary") is not None
    ids = [element.findtext(f"{ATOM}id") for element in (root, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(link.get("href").startswith(("https://", "http://")) for link in root.iter(f"{ATOM}link"))
    return root, entries


@pytest.mark.parametrize(
    "query",
    ["", "?q=متجر", "?q=متجر&site=mostaql&lang=en", "?q=غضنفر", "?kind=offer&page=3&sort=price"],
)
def test_every_search_has_a_valid_feed_that_names_itself(client, query):
    answer = client.get(f"/feeds/search.atom{query}")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root, _ = check_atom(answer.content)
    [own] = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert client.get(own.get("href")).content == answer.content


def test_it_has_what_the_search_has_newest_first(client):
    found = client.get("/api/v1/search", params={"q": "متجر", "sort": "newest", "limit": 50}).json()
    _, entries = check_atom(client.get("/feeds/search.atom", params={"q": "متجر"}).content)
    refs = [entry.findtext(f"{ATOM}id").partition("2026:")[2] for entry in entries]
    assert refs == [one["listing"]["ref"] for one in found["results"]]
    links = [link.get("href") for entry in entries for link in entry.findall(f"{ATOM}link[@rel='alternate']")]
    assert links == [one["listing"]["url"] for one in found["results"]]


def test_a_reader_who_has_it_is_told_so_in_a_few_bytes(client):
    first = client.get("/feeds/search.atom?q=متجر")
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", {tag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": changed},
    ):
        again = client.get("/feeds/search.atom?q=متجر", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
    assert parsedate_to_datetime(changed).utcoffset() is not None


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"other"'},
        {"If-None-Match": "nonsense"},
        {"If-Modified-Since": "Wed, 21 Oct 2015 07:28:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Wed, 21 Oct 2199 07:28:00"},
    ],
)
def test_a_reader_who_has_something_else_gets_it_whole(client, headers):
    assert client.get("/feeds/search.atom?q=متجر", headers=headers).status_code == 200


def test_a_tag_counts_for_more_than_a_date(client):
    headers = {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert client.get("/feeds/search.atom", headers=headers).status_code == 200


def test_result_pages_lead_to_their_feed(client, get):
    page = get("/search?q=متجر&site=mostaql&page=1&sort=price")
    [found] = page.css('link[rel="alternate"][type="application/atom+xml"]::attr(href)').getall()
    assert found in page.css("a::attr(href)").getall()
    assert "sort" not in found
    check_atom(client.get(urljoin("/", found)).content)


@pytest.mark.parametrize("query", ["?min_price=much", "?kind=planet", "?posted_within=0"])
def test_a_search_that_makes_no_sense_is_told_plainly(client, query):
    answer = client.get(f"/feeds/search.atom{query}")
    assert answer.status_code == 422
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert '"faults":[{' in answer.text


def test_an_endless_question_is_refused(client):
    assert client.get(f"/feeds/search.atom?q={'a' * 20_000}").status_code == 414


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(TEXTS, TEXTS)
@settings(deadline=None)  # what is loaded first is slow
def test_hostile_texts_stay_texts(title, description):
    printable = "".join(char for char in title if char.isprintable() or char in "\ufffe\uffff") or "x"
    try:
        hostile = listing(title=printable, description=f"]]>&<b>{description}")
    except ValueError:
        hostile = listing(title="x", description="]]><script>")
    entry = Entry(hostile, "مستقل", "https://dalil.example/listing/mostaql:request:1")
    _, [told] = check_atom(feed_xml(FEED, [entry]))
    assert told.findtext(f"{ATOM}summary").startswith("]]>")


def test_ids_stay_when_everything_else_changes():
    before = listing(title="شعار", posted_at=NOW)
    after = listing(title="شعار لمتجر", description="أطول", posted_at=NOW, status="closed")
    ids = {
        check_atom(feed_xml(FEED, [Entry(one, site, "https://dalil.example/x")]))[1][0].findtext(f"{ATOM}id")
        for one, site in ((before, "مستقل"), (after, "Mostaql"))
    }
    assert ids == {"tag:dalil.example,2026:mostaql:request:1"}


@pytest.fixture
def saved(filled):
    """A saved search, which is gone afterwards."""
    search = SavedSearch(
        key=secrets.token_hex(16),
        person="8" * 32,
        name="متاجر \u202e<b>",
        criteria=Criteria(text="متجر", sites=frozenset({"mostaql"})),
        schedule=Schedule(),
        contacts=("9" * 32,),
        created_at=NOW,
        expires_at=NOW,
        since_seq=0,
    )
    filled.store.searches.save(search)
    yield search
    if filled.store.searches.get(search.key):
        filled.store.searches.remove(search.key)


def test_a_saved_search_has_a_feed_that_needs_no_account(client, filled, saved):
    path = urlsplit(filled.signed.feed_url(saved.key)).path
    answer = client.get(path)
    root, entries = check_atom(answer.content)
    assert root.findtext(f"{ATOM}title") == "متاجر <b>"
    assert root.findtext(f"{ATOM}id").endswith(f":saved/{saved.key}")
    found = client.get(
        "/api/v1/search", params={"q": "متجر", "site": "mostaql", "sort": "newest", "limit": 50}
    )
    refs = [entry.findtext(f"{ATOM}id").partition("2026:")[2] for entry in entries]
    assert refs == [one["listing"]["ref"] for one in found.json()["results"]][:50]
    assert answer.headers["Cache-Control"].startswith("private")
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_saved_feed_dies_with_its_search_and_no_other_token_opens_it(client, filled, saved):
    path = urlsplit(filled.signed.feed_url(saved.key)).path
    token = path.rpartition("/")[2].removesuffix(".atom")
    other = urlsplit(filled.signed.unsubscribe_url(saved.key, "9" * 32)).path.rpartition("/")[2]
    for forged in (
        f"/feeds/saved/x{token}.atom",
        f"/feeds/saved/{other}.atom",
        f"/feeds/saved/{saved.key}.atom",
    ):
        assert client.get(forged).status_code == 404
    filled.store.searches.remove(saved.key)
    assert client.get(path).status_code == 404
