"""Scraped text is hostile: it is shown, never obeyed, and turns nothing around it."""

import base64

import pytest
from parsel import Selector

from tests.web.builders import HOSTILE, LONG_WORD
from tests.web.selecting import text

REF = "khamsat:request:400"
PAGES = (
    *(f"/listing/{REF}", f"/listing/{HOSTILE}", "/nowhere/<script>", "/?lang=<script>"),
    *("/search?q=alert", '/search?q="><script>alert(1)</script>'),
    *("/search?min_price=<b>", "/search?site=<img/src=x>"),
)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_a_script_a_style_or_an_address_that_acts(client, path):
    page = Selector(client.get(path).text)
    assert not page.css("script, style, iframe, object, embed, base, [style]")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    addresses = page.css("[href]::attr(href), [src]::attr(src), [action]::attr(action)").getall()
    assert all(address.startswith(("/", "#", "https://", "http://")) for address in addresses)
    assert not [address for address in addresses if address.startswith("//")]
    assert all(image.startswith("/static/") for image in page.css("img::attr(src)").getall())


def test_hostile_text_is_shown_as_it_was_written(get):
    page = get(f"/listing/{REF}")
    assert text(page.css("h1")) == HOSTILE
    assert 'href="javascript:alert(3)"' in text(page.css(".listing__body"))
    assert LONG_WORD in text(page.css(".tags"))


def test_an_address_cannot_leave_its_attribute(get):
    original = get(f"/listing/{REF}").css("a.button--main")
    assert original.attrib["href"] == 'https://khamsat.example/"onmouseover="alert(4)'
    assert set(original.attrib) == {"class", "href", "rel"}


def test_a_profile_that_is_no_address_is_a_name_only(get):
    assert not get(f"/listing/{REF}").css(".deal__facts a")


def test_every_text_that_turns_direction_stands_in_an_element_that_isolates_it(get):
    page = get(f"/listing/{REF}")
    turned = page.xpath("//*[text()[contains(., '\u202e')]]")
    assert turned
    assert {element.root.tag for element in turned} <= {"bdi"}
    assert "\u202e" not in " ".join(page.xpath("//@*").getall())


def test_what_was_asked_cannot_turn_title_or_attributes(get):
    page = get("/search", q="\u202eشعار")
    assert "\u202e" not in page.css("title::text").get()


EXTREMES = {
    "10 kB": ("x" * 10_000, 422),
    "1,700 Arabic letters": ("س" * 1_700, 422),
    "as long as may be": ("س" * 1_000, 200),
    "500 words": ("ا " * 499, 200),
    "120 filters": ("price:1 " * 120, 200),
    "filters without end": ('site:"' * 150, 200),
    "nothing but signs": ("!@#$%^&*()[]{}\"'-+|\\/~`" * 40, 200),
    "quotes": ('"' * 1_000, 200),
    "control characters": ("\x00\x1b\x7f\u202e" * 250, 200),
    "a pattern": ("(a+)+$" * 150, 200),
    "stars": ("*?" * 500, 200),
    "all left out": ("-a " * 330, 200),
}


@pytest.mark.parametrize("name", EXTREMES)
@pytest.mark.parametrize("path", ["/search", "/api/v1/search", "/api/v1/suggest", "/suggestions"])
def test_an_extreme_question_is_answered_or_refused(client, path, name):
    asked, status = EXTREMES[name]
    answer = client.get(path, params={"q": asked})
    assert answer.status_code == (200 if path == "/suggestions" else status)


@pytest.mark.parametrize(
    "mark", ["[", "[" * 400, "[1e400]", '[0, NaN, "k", "r", 0]', '[0, 1, "\x00", "r", 0]', "{}", "null", "ÿ"]
)
@pytest.mark.parametrize("path", ["/search", "/api/v1/search"])
def test_a_forged_place_to_read_on_from_is_refused(client, path, mark):
    forged = base64.urlsafe_b64encode(mark.encode()).decode().rstrip("=")
    assert client.get(path, params={"q": "متجر", "after": forged}).status_code == 422
