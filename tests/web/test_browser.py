"""The site in a real browser without JavaScript: layout, filters, paging, contrast, no request elsewhere."""

import shutil
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect, sync_playwright

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAGES = ("/", "/search?q=متجر", "/search?q=غضنفر", "/search?page=x", "/listing/khamsat:offer:100", "/api")
PAGES += ("/account/sign-in", "/alerts/new?q=شعار&kind=request", "/account/enter/forged")
PAGES += ("/listing/khamsat:request:400", "/nowhere", "/search?q=شعار site:khamsat price:9..1&pricing=fixed")

FAINT = Path(__file__).with_name("faint_texts.js").read_text(encoding="utf-8")
SIZES = {"wide": WIDE, "narrow": NARROW, "tiny": {"width": 320, "height": 640}}


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, site):
    """Open pages without JavaScript; in the end nothing was said on the console or asked of anybody else."""
    contexts, asked, said = [], [], []

    def open_page(path: str, size: dict[str, int] = WIDE, scheme: str = "light") -> Page:
        context = chromium.new_context(viewport=size, color_scheme=scheme, java_script_enabled=False)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
        page.on("console", lambda message: said.append(message.text))
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}
    assert [line for line in said if "the server responded with a status of 4" not in line] == []


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_a_visitor_finds_narrows_turns_pages_and_opens_a_listing(open_page):
    page = open_page("/")
    page.get_by_role("searchbox").fill("متجر")
    page.get_by_role("button", name="بحث").click()
    expect(page.locator("h1")).to_contain_text("45 نتيجة")
    page.get_by_role("link", name="$100 – 250").click()
    expect(page.locator("h1")).to_contain_text("15 نتيجة")
    page.locator(".chosen a").click()
    page.get_by_role("link", name="الأقل سعرًا").click()
    page.get_by_role("link", name="التالي").click()
    expect(page.locator(".pager [aria-current=page]")).to_have_text("2")
    page.locator(".card__title a").first.click()
    expect(page.locator("h1")).to_have_text("إنشاء متجر إلكتروني رقم 21")
    expect(page.get_by_role("link", name="أكمل في مستقل")).to_be_visible()


def test_prices_are_narrowed_by_writing_them(open_page):
    page = open_page("/search?q=متجر")
    page.get_by_label("من", exact=True).fill("٤٠٠")
    page.get_by_role("button", name="طبّق السعر").click()
    expect(page.locator("h1")).to_contain_text("6 نتائج")
    expect(page.get_by_role("searchbox")).to_have_value("متجر")


def test_a_small_question_is_answered_and_taken_back(open_page):
    page = open_page("/search?q=متجر")
    page.get_by_role("link", name="آخر شهر").click()
    expect(page.locator(".pills [aria-current]")).to_have_count(1)
    page.locator(".chosen a").click()
    expect(page.locator("h1")).to_contain_text("45 نتيجة")


def test_cheap_prices_stand_where_reading_begins(open_page):
    page = open_page("/search?q=متجر")
    cheap, dear = (page.locator(".spread__ends span").nth(at).bounding_box()["x"] for at in (0, 1))
    bars = page.locator(".spread rect")
    first, last = bars.first.bounding_box()["x"], bars.last.bounding_box()["x"]
    assert (cheap > dear, first > last) == (True, True)
    page.get_by_role("link", name="English").click()
    assert bars.first.bounding_box()["x"] < bars.last.bounding_box()["x"]


def test_arabic_runs_from_the_right_and_english_from_the_left(open_page):
    page = open_page("/search?q=متجر")
    filters, card = page.locator(".filters"), page.locator(".card").first
    assert filters.bounding_box()["x"] > card.bounding_box()["x"]
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    assert filters.bounding_box()["x"] < card.bounding_box()["x"]


def test_on_a_telephone_filters_open_over_the_page_and_close_again(open_page):
    page = open_page("/search?q=متجر", NARROW)
    expect(page.locator(".filters")).to_be_hidden()
    page.get_by_role("link", name="تصفية").click()
    expect(page.locator(".filters")).to_be_visible()
    page.get_by_role("link", name="اعرض النتائج").click()
    expect(page.locator(".filters")).to_be_hidden()
    page.get_by_role("link", name="تصفية").click()
    page.locator(".filters").get_by_role("link", name="مستقل").click()
    expect(page.locator(".chosen")).to_contain_text("مستقل")
    expect(page.locator(".filters")).to_be_hidden()


def test_the_keyboard_reaches_the_content_first_and_sees_where_it_is(open_page):
    page = open_page("/search?q=متجر")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="انتقل إلى المحتوى")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    assert skip.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".kinds a").first).to_be_focused()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_wider_than_the_screen(open_page, path, size):
    assert overflow(open_page(path, SIZES[size])) <= 0


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa(open_page, path, scheme):
    assert open_page(path, scheme=scheme).evaluate(FAINT) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_field_has_a_name_and_headings_skip_no_level(open_page, path):
    page = open_page(path)
    unnamed = "els => els.filter(e => !e.labels?.length && !e.ariaLabel).map(e => e.outerHTML)"
    assert page.locator("input:not([type=hidden])").evaluate_all(unnamed) == []
    levels = page.locator("h1, h2, h3").evaluate_all("els => els.map(e => Number(e.tagName[1]))")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
