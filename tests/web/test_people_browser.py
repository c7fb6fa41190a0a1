"""The whole way of somebody with a saved search in a real browser without scripts, in both directions."""

import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from aggregator.composition import dalil
from aggregator.domain.alert import Pause
from aggregator.settings import load_settings
from tests.web.builders import market
from tests.web.conftest import fill
from tests.web.reading_mail import Post

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 390, "height": 844}}


@pytest.fixture
def world(tmp_path):
    settings = load_settings(data_dir=tmp_path, mail_url="smtp://127.0.0.1:1", mail_from="D <a@example.com>")
    with dalil(settings) as opened:
        fill(opened, tmp_path, market())
        yield opened


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium):
    contexts = []

    def new_page(size, scheme="light"):
        contexts.append(
            chromium.new_context(viewport=SIZES[size], java_script_enabled=False, color_scheme=scheme)
        )
        return contexts[-1].new_page()

    yield new_page
    for context in contexts:
        context.close()


def fits(page):
    expect(page.locator("main h1")).to_be_visible()
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("look", [("ar", "narrow", "light"), ("en", "wide", "dark")], ids=["ar", "en"])
def test_somebody_searches_saves_confirms_looks_after_it_and_leaves(world, own_site, new_page, look):
    language, size, scheme = look
    page, post = new_page(size, scheme), Post(world)
    page.goto(f"{own_site}/search?q=شعار&kind=request&lang={language}")
    page.locator(".results__save a").click()
    assert fits(page)
    page.locator("button[value=preview]").click()
    expect(page.locator("#preview")).to_be_visible()
    assert fits(page)
    page.locator("#min_hiring_rate").fill("200")
    page.locator("#address").fill("sara@example.com")
    page.locator("button[value=save]").click()
    expect(page.locator("#fault-min_hiring_rate")).to_be_visible()
    expect(page.locator("#address")).to_have_value("sara@example.com")
    assert fits(page)
    page.locator("#min_hiring_rate").fill("20")
    page.locator("input[value=daily]").check()
    page.locator("input[value=leave]").check()
    page.locator("button[value=save]").click()
    page.goto(own_site + post.link())
    assert fits(page)
    page.locator("main button").click()
    expect(page.locator(".alert h2")).to_have_text("شعار")
    assert fits(page)
    page.locator("form[action*=pause] button").click()
    expect(page.locator(".alert--silent")).to_be_visible()
    page.locator("form[action*=resume] button").click()
    expect(page.locator(".alert--silent")).to_have_count(0)
    page.goto(f"{own_site}/account?lang={language}")
    assert fits(page)
    [search] = world.alerting.of(world.store.people.by_address("sara@example.com").key)
    leave = world.signed.unsubscribe_url(search.key, search.contacts[0], language=language)
    other = new_page(size)
    other.goto(own_site + "/unsubscribe/" + leave.rsplit("/", 1)[1])
    assert world.store.searches.get(search.key).pause is None
    other.locator("main button").click()
    assert world.store.searches.get(search.key).pause is Pause.UNSUBSCRIBED


def test_a_page_of_another_site_cannot_send_our_forms(world, own_site, new_page):
    page, post = new_page("wide"), Post(world)
    page.goto(f"{own_site}/account/sign-in")
    page.locator("#address").fill("sara@example.com")
    page.locator("main button").click()
    page.goto(own_site + post.link())
    page.locator("main button").click()
    expect(page.locator("h1").first).to_be_visible()
    page.set_content(f'<form method="post" action="{own_site}/account/erase"><button>x</button></form>')
    with page.expect_response(f"{own_site}/account/erase") as answered:
        page.locator("button").click()
    assert answered.value.status == 403
    assert world.store.people.by_address("sara@example.com") is not None
