"""Headers, methods and static files: the same for every answer."""

import re
from pathlib import Path

import pytest
from parsel import Selector

import web
from web.protection import HEADERS, LONGEST_QUERY

STATIC = Path(web.__file__).with_name("static")
PAGES = ("/", "/search", "/search?page=x", "/listing/khamsat:offer:100", "/api", "/nowhere")
EVERYWHERE = (
    *(*PAGES, "/robots.txt", "/opensearch.xml", "/static/x"),
    *("/api/v1/search", "/api/v1/nothing", "/healthz", "/openapi.json"),
)
ONE_WAY = re.compile(r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*[:;]")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_is_protected_and_sets_no_cookie(client, path):
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "set-cookie" not in headers
    assert headers["cache-control"] in {"no-cache", "no-store"}


def test_the_policy_allows_our_own_files_and_no_script():
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("path", EVERYWHERE)
def test_head_answers_as_get_does_without_the_body(client, path):
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.content == b""


@pytest.mark.parametrize("path", ["/", "/search", "/listing/khamsat:offer:100"])
def test_nothing_can_be_sent_to_a_page(client, path):
    answer = client.post(path, data={"q": "x"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert Selector(answer.text).css("h1::text").get() == "هذه الصفحة تُقرأ فقط"


def test_nothing_can_be_sent_to_the_api(client):
    answer = client.post("/api/v1/search")
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/json")


@pytest.mark.parametrize("path", ["/search", "/api/v1/search", "/"])
def test_an_address_that_is_too_long_gets_a_clear_answer(client, path):
    answer = client.get(f"{path}?q={'x' * LONGEST_QUERY}")
    assert answer.status_code == 414
    assert len(answer.content) < 10_000


def test_a_question_of_ten_thousand_bytes_gets_a_clear_answer(client):
    answer = client.get("/search", params={"q": "x" * 10_000})
    assert answer.status_code == 422
    assert len(answer.content) < 50_000


def test_pages_travel_compressed(client):
    assert client.get("/search").headers["content-encoding"] == "gzip"


def test_search_engines_are_led_to_the_originals(client):
    assert "Disallow: /listing/" in client.get("/robots.txt").text


def test_browsers_can_search_here_from_their_address_bar(client, site):
    answer = client.get("/opensearch.xml")
    assert answer.headers["content-type"].startswith("application/opensearchdescription+xml")
    assert f'template="{site}/search?q={{searchTerms}}"' in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_everything_that_a_page_loads_is_ours_and_kept_for_ever(client, path):
    page = Selector(client.get(path).text)
    loaded = page.css("link[rel=stylesheet], link[rel=preload], link[rel=icon]").css("::attr(href)").getall()
    assert len(loaded) > 4
    for address in (*loaded, *page.css("img::attr(src)").getall()):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda sheet: sheet.name)
def test_every_file_that_a_stylesheet_names_is_there(sheet):
    for name in re.findall(r"url\(\"?([^\")]+)\"?\)", sheet.read_text(encoding="utf-8")):
        assert (sheet.parent / name).is_file()


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda sheet: sheet.name)
def test_stylesheets_know_no_left_and_right(sheet):
    assert not ONE_WAY.findall(sheet.read_text(encoding="utf-8"))


def test_the_table_of_vendored_packages_tells_what_is_there():
    vendor = STATIC / "vendor"
    folders = {folder.name for folder in vendor.iterdir() if folder.is_dir()}
    table = (vendor / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w.-]+)`", table, re.MULTILINE)) == folders
    assert all([*(vendor / folder).glob("[Ll][Ii][Cc][Ee][Nn][Ss][Ee]")] for folder in folders)
