import pytest

from replay import ReplayServer
from replay.hostile import JAVASCRIPT, LONG_ID, LONG_TITLE, OVERRIDDEN_NAME, REVERSED_PRICE, SCRIPT
from tests.replay.visiting import Visitor, still_world

REQUESTS = ["666001", "666002", LONG_ID, "666004", "666005", "666006"]
LISTS = {
    "mostaql": ("/projects", ".card--title h2 a"),
    "khamsat": ("/community/requests", "td.details-td h3.details-head a"),
    "kafiil": ("/projects", ".project-box a.name"),
}


@pytest.fixture
def visitor():
    with ReplayServer(still_world(hostile=True)) as server, Visitor(server) as visitor:
        yield visitor


def ids(world, site):
    return [one.id for one in world.listings(site, "request") if one.id.startswith("666")]


@pytest.mark.parametrize("site", LISTS)
def test_hostile_listings_are_off_by_default(site):
    assert ids(still_world(), site) == []


@pytest.mark.parametrize("site", LISTS)
def test_hostile_listings_are_the_newest(visitor, site):
    assert ids(visitor.world, site) == REQUESTS[::-1]
    page = visitor.read(site, LISTS[site][0])
    titles = ["".join(link.css("::text").getall()) for link in page.css(LISTS[site][1])]
    assert any(SCRIPT in title for title in titles)
    assert any(LONG_TITLE.strip() in title for title in titles)


@pytest.mark.parametrize("site", LISTS)
def test_a_script_in_a_title_is_escaped_as_the_sites_do(visitor, site):
    text = visitor.get(site, LISTS[site][0]).text
    assert SCRIPT not in text
    assert "&lt;script&gt;alert(" in text


@pytest.mark.parametrize("site", LISTS)
def test_one_row_leads_to_a_script(visitor, site):
    page = visitor.read(site, LISTS[site][0])
    assert page.css(f"{LISTS[site][1]}::attr(href)").getall().count(JAVASCRIPT) == 1


@pytest.mark.parametrize("site", LISTS)
def test_every_hostile_listing_has_a_page(visitor, site):
    for listing in visitor.world.listings(site, "request")[:6]:
        assert visitor.get(site, listing.url).status_code == 200


def test_an_impossible_price_a_reversed_name_and_a_long_id_are_written_as_they_are(visitor):
    listings = {one.id: one for one in visitor.world.listings("mostaql", "request")}
    page = visitor.read("mostaql", listings["666004"].url)
    assert page.css("#project-meta-panel [data-type] span::text").get() == REVERSED_PRICE
    name = visitor.read("mostaql", listings["666005"].url).css(".profile__name bdi::text").get()
    assert name == OVERRIDDEN_NAME
    assert len(LONG_ID) == 40
    assert len(LONG_TITLE) > 300


@pytest.mark.parametrize("site", ["khamsat", "kafiil"])
def test_two_offers_are_hostile(visitor, site):
    newest = visitor.world.listings(site, "offer")[:2]
    assert [one.id for one in newest] == ["666008", "666007"]
    assert REVERSED_PRICE in visitor.get(site, newest[0].url).text
    assert SCRIPT not in visitor.get(site, newest[1].url).text
