"""A crawl speaks of public addresses only and never leaves its site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.crawl.addresses import SiteAddresses
from aggregator.errors import BadInput

LIVE = SiteAddresses(home="https://mostaql.com")
STAND_IN = SiteAddresses(home="https://mostaql.com", base_url="http://127.0.0.1:9000/mostaql")


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://mostaql.com/projects?page=2", "https://mostaql.com/projects?page=2"),
        ("https://www.mostaql.com/projects", "https://www.mostaql.com/projects"),
        ("http://127.0.0.1:9000/mostaql/project/7-a", "https://mostaql.com/project/7-a"),
        ("http://127.0.0.1:9000/mostaql", "https://mostaql.com/"),
        ("http://127.0.0.1:9000/mostaql?page=2", "https://mostaql.com/?page=2"),
        ("http://localhost:9000/mostaql/projects", "https://mostaql.com/projects"),
        ("http://LOCALHOST:9000/mostaql/projects", "https://mostaql.com/projects"),
        ("https://mostaql.com/mostaql/project/7", "https://mostaql.com/project/7"),
    ],
)
def test_an_address_of_the_site_or_its_stand_in_has_a_public_form(url, public):
    assert STAND_IN.public(url) == public


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://mostaql.com/x",
        "https://evil.example/project/1",
        "https://mostaql.com.evil.example/project/1",
        "https://mostaql.com@evil.example/project/1",
        "http://127.0.0.1:9000/other/project/1",
        "http://[broken",
        "",
    ],
)
def test_anything_else_is_refused(url):
    with pytest.raises(BadInput, match="expected an address"):
        STAND_IN.public(url)


@pytest.mark.parametrize(
    ("public", "sent"),
    [
        ("https://mostaql.com/projects?page=2", "http://127.0.0.1:9000/mostaql/projects?page=2"),
        ("https://mostaql.com/robots.txt", "http://127.0.0.1:9000/mostaql/robots.txt"),
        ("https://mostaql.com", "http://127.0.0.1:9000/mostaql/"),
        ("https://mostaql.com?page=2", "http://127.0.0.1:9000/mostaql/?page=2"),
    ],
)
def test_a_stand_in_gets_the_requests_of_the_site(public, sent):
    assert STAND_IN.sent(public) == sent
    assert LIVE.sent(public) == public


@given(st.from_regex(r"/[a-z0-9/%_.-]{0,40}(\?[a-z0-9=&]{0,20})?", fullmatch=True))
def test_what_was_sent_is_public_again(path):
    public = f"https://mostaql.com{path}"
    assert STAND_IN.public(STAND_IN.sent(public)) == public
