"""What helps beyond the first list: narrower filters, other questions, copies, prices, similar listings."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from parsel import Selector

from aggregator.composition import dalil
from aggregator.domain.listing import Status
from aggregator.settings import load_settings
from tests.web.builders import crowd
from tests.web.conftest import fill, serving
from tests.web.selecting import address, text, titles
from web.app import create_app

COPIED = "أحتاج تصميم هوية بصرية كاملة لمقهى صغير في وسط المدينة مع شعار وقائمة طعام وأكواب وبطاقات"


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crowd")
    with dalil(load_settings(data_dir=folder, search_url="tantivy::memory:")) as opened:
        fill(opened, folder, crowd(COPIED))
        with serving(create_app(opened)) as url, httpx.Client(base_url=url) as client:
            yield client


@pytest.fixture
def ask(crowded):
    return lambda **asked: crowded.get("/api/v1/search", params=asked).json()


@pytest.fixture
def see(crowded):
    def see(path="/search", **asked):
        answer = crowded.get(path, params=asked or None)
        assert answer.status_code == 200, answer.url
        return Selector(answer.text)

    return see


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({"posted_within": 2}, 3),
        ({"posted_after": "2000-01-01", "posted_before": "2000-12-31"}, 0),
        ({"pricing": "hourly"}, 1),
        ({"pricing": ["hourly", "fixed"]}, 16),
        ({"max_delivery_days": 3}, 3),
        ({"delivery_band": ["2-4", "4-8"]}, 6),
        ({"min_rating": "4.5"}, 2),
        ({"rating_band": "4.9+"}, 1),
        ({"status": "open"}, 3),
        ({"language": "en"}, 1),
        ({"q": "kind:offer price:..40"}, 4),
        ({"q": "kind:offer", "max_price": 40}, 4),
        ({"q": "kind:offer", "kind": "request"}, 0),
    ],
)
def test_every_filter_narrows_what_is_found(ask, asked, total):
    assert ask(**asked)["total"] == total


def test_the_best_rated_come_first_when_asked(see):
    assert titles(see(sort="rating", kind="offer"))[0] == "ترجمة رقم 1"


def test_new_facets_count_and_can_be_chosen_together(see):
    page = see(kind="offer")
    for facet in ("delivery_band", "rating_band"):
        links = page.css(f"section[aria-labelledby=facet-{facet}] .choice")
        assert links
        for link in links:
            assert text(see(address(link)).css("h1")).split()[0] in {
                *(text(link.css(".number")), "نتيجة", "نتيجتان"),
            }
    both = see(kind="offer", delivery_band=["0-2", "2-4"])
    assert len(both.css("section[aria-labelledby=facet-delivery_band] [aria-current]")) == 2


def test_small_questions_are_answered_by_one_link_and_taken_back_by_the_same(see):
    page = see(q="ترجمة")
    for name in ("posted_within", "status", "pricing", "language"):
        link = page.css(f"section[aria-labelledby=facet-{name}] .pills a")[0]
        chosen = see(address(link))
        back = chosen.css(f"section[aria-labelledby=facet-{name}] [aria-current]")
        assert name in parse_qs(urlsplit(address(link)).query)
        assert text(back.css("::text")[0]) in text(chosen.css(".chosen"))
        assert parse_qs(urlsplit(address(back)).query) == {"q": ["ترجمة"]}


def test_the_state_is_asked_where_requests_are_looked_for(see):
    assert not see(kind="offer").css("section[aria-labelledby=facet-status]")
    assert see(kind=["offer", "request"]).css("section[aria-labelledby=facet-status]")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"posted_within": "1"}, "آخر يوم"),
        ({"posted_within": "12"}, "آخر 12 يومًا"),
        ({"posted_after": "2026-11-01"}, "منذ 1 نوفمبر 2026"),
        ({"posted_before": "2026-11-01T10:00:00Z"}, "حتى 1 نوفمبر 2026"),
        ({"max_delivery_days": "3"}, "حتى 3 أيام"),
        ({"min_rating": "4,5"}, "4.5 فأعلى"),
        ({"delivery_band": "0-2"}, "حتى يوم واحد"),
        ({"delivery_band": "8-15"}, "من 8 إلى 14 يومًا"),
        ({"delivery_band": "31+"}, "أكثر من 30 يومًا"),
        ({"rating_band": "0-3"}, "أقل من 3"),
        ({"rating_band": "4.5-4.9"}, "من 4.5 إلى 4.9"),
        ({"pricing": "hourly"}, "بالساعة"),
        ({"language": "fr"}, "fr"),
        ({"q": "شعار site:khamsat"}, "site:khamsat"),
    ],
)
def test_a_filter_in_force_is_named(see, asked, said):
    assert said in [text(link) for link in see(**asked).css(".chosen a")]


def test_filters_among_the_words_come_off_one_by_one_and_all_together(see):
    page = see(q='"شعار site:x" ترجمة price:5..90 kind:offer', site="khamsat")
    links = [address(link) for link in page.css(".chosen li a:not(.chosen__clear)")]
    assert [parse_qs(urlsplit(link).query).get("q") for link in links] == [
        ['"شعار site:x" ترجمة price:5..90 kind:offer'],
        ['"شعار site:x" ترجمة kind:offer'],
        ['"شعار site:x" ترجمة price:5..90'],
    ]
    cleared = urlsplit(address(page.css(".chosen__clear"))).query
    assert parse_qs(cleared) == {"q": ['"شعار site:x" ترجمة']}


@pytest.mark.parametrize(
    ("piece", "why"),
    [
        ("price:abc", "ينتظر رقمًا أو مدى"),
        ("price:90..10", "أول المدى أكبر من آخره"),
        ("kind:cat", "قيمته غير معروفة"),
        ("site:خمسات", "اكتب الاسم بحروف لاتينية"),
        ("rating:..4", "ينتظر الطرف الآخر"),
    ],
)
def test_what_looks_like_a_filter_and_is_none_is_told(see, ask, piece, why):
    said = text(see(q=f"ترجمة {piece}").css(".notice"))
    assert f"قرأنا {piece} كلماتٍ لا مرشحًا" in said
    assert why in said
    assert [misread["piece"] for misread in ask(q=f"ترجمة {piece}")["misread"]] == [piece]


def test_prices_that_exclude_each_other_are_left_out_and_told(see, ask):
    typed = "ترجمة price:>100 price:<20"
    assert "تركنا price:>100 price:<20: لا يتفق مع بقية بحثك" in text(see(q=typed).css(".notice"))
    assert ask(q=typed)["total"] == ask(q="ترجمة")["total"]


@pytest.mark.parametrize(
    ("piece", "why"),
    [
        ("site:ebay", "«ebay» غير معروف. المعروف: kafiil, khamsat, mostaql"),
        ("تخصص:alchemy", "«alchemy» ليس من تخصصاتنا"),
    ],
)
def test_a_typed_filter_that_names_what_nobody_has_is_told(see, piece, why):
    said = text(see(q=f"ترجمة {piece}").css(".notice"))
    assert f"لا نتيجة مع {piece}" in said
    assert why in said


def test_a_typed_filter_that_names_a_marketplace_says_nothing_of_it(see):
    assert not see(q="ترجمة site:khamsat").css(".notice")


def test_filters_that_disagree_are_told(see):
    assert "لا يتفق مع بقية بحثك" in text(see(q="ترجمة price:90..", max_price="10").css(".notice"))


def test_a_slip_is_mended_in_one_click_and_typed_filters_stay(see, ask):
    page = see(q="مترحم عقود kind:specialist")
    link = page.css(".mended a")
    assert text(page.css(".mended")) == "هل تقصد مترجم عقود kind:specialist ؟"
    assert titles(see(address(link))) == ["مترجم عقود"]
    assert ask(q="مترحم عقود kind:specialist")["did_you_mean"] == "مترجم عقود kind:specialist"
    assert not see(q="مترجم").css(".mended")


def test_copies_stand_behind_the_first_with_their_marketplaces(see, ask):
    page = see(q="هوية بصرية لمقهى")
    assert titles(page) == ["هوية بصرية لمقهى"]
    assert text(page.css(".copies summary")) == "نُشر أيضًا في موضعين آخرين"
    copies = page.css(".copies li a")
    first = page.css(".card__title a")
    pages = [address(link).removeprefix("/listing/") for link in (first[0], *copies)]
    assert sorted(pages) == ["kafiil:request:901", "khamsat:request:900", "mostaql:request:902"]
    assert {text(link) for link in copies} <= {"خمسات", "كفيل", "مستقل"}
    assert all(see(address(link)).css("h1") for link in copies)
    found = ask(q="هوية بصرية لمقهى")["results"]
    assert [(one["listing"]["ref"], one["copies_count"]) for one in found] == [(pages[0], 2)]
    assert [copy["ref"] for copy in found[0]["copies"]] == pages[1:]


def test_prices_are_drawn_and_told_in_a_sentence(see, ask):
    page = see(kind="offer")
    bars = page.css(".spread rect")
    assert len(bars) == 11
    assert all(0 < float(bar.attrib["height"]) <= 44 for bar in bars)
    assert text(page.css(".spread figcaption")) == "نصف الأسعار بين $30 و$90."
    assert [text(end) for end in page.css(".spread__ends span")] == ["$10", "$120"]
    prices = ask(kind="offer")["prices"]
    assert sum(step["count"] for step in prices["counts"]) == 12
    assert set(prices["percentiles"]) == {"10", "25", "50", "75", "90"}


def test_too_few_prices_are_not_drawn(see):
    assert not see(kind="specialist").css(".spread")


def test_programs_read_on_without_losing_or_repeating_a_listing(ask):
    seen, after = [], None
    while True:
        answer = ask(limit=4, sort="newest", **({"after": after} if after else {}))
        seen += [one["listing"]["ref"] for one in answer["results"]]
        after = answer["next"]
        if after is None:
            break
    copies = 2
    assert len(seen) == len(set(seen)) == answer["total"] - copies


def test_where_copies_hide_the_last_page_it_leads_back(see):
    page = see(q="هوية بصرية لمقهى", page="2")
    assert "رأيتها كلها في الصفحات التي قبلها" in text(page.css(".notice"))
    assert see(address(page.css(".pager a"))).css(".card")


def test_behind_the_numbered_pages_there_is_a_way_on(see, ask):
    after = ask(limit=20, sort="newest")["next"]
    assert after is None
    page = see(sort="newest", after=ask(limit=4, sort="newest")["next"])
    assert page.css(".card")
    assert text(page.css(".pager")) == "ارجع إلى الصفحة الأولى"


def test_related_searches_lead_on(see):
    page = see(q="ترجمة")
    links = page.css(".related a")
    assert "ترجمة قانونية" in [text(link) for link in links]
    assert "ترجمة" not in [text(link) for link in links]
    assert all(see(address(link)).css(".card") for link in links)


def test_a_listing_shows_what_is_like_it(see, crowded):
    similar = see("/listing/khamsat:offer:1").css(".similar a")
    assert 0 < len(similar) <= 4
    refs = [address(link).removeprefix("/listing/") for link in similar]
    assert "khamsat:offer:1" not in refs
    answer = crowded.get("/api/v1/listings/khamsat:offer:1/similar", params={"limit": 4}).json()
    assert [one["listing"]["ref"] for one in answer["results"]] == refs


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/listings/khamsat:offer:999/similar", 404),
        ("/listings/nonsense/similar", 404),
        ("/listings/khamsat:offer:1/similar?limit=x", 422),
        ("/listings/khamsat:offer:1/similar?limit=51", 422),
        ("/suggest?q=x&limit=0", 422),
        ("/suggest?limit=5", 200),
        ("/suggest?q=" + "x" * 1001, 422),
    ],
)
def test_what_programs_ask_amiss_is_told(crowded, path, status):
    answer = crowded.get(f"/api/v1{path}")
    assert answer.status_code == status
    assert status == 200 or set(answer.json()) == {"message", "faults"}


def test_what_is_typed_is_completed_for_programs_and_browsers(crowded):
    answer = crowded.get("/api/v1/suggest", params={"q": "ترج", "limit": 4}).json()
    assert answer["q"] == "ترج"
    found = [one["text"] for one in answer["suggestions"]]
    assert "ترجمة قانونية" in found
    assert all(one["count"] > 0 for one in answer["suggestions"])
    browser = crowded.get("/suggestions", params={"q": "ترج"})
    assert browser.headers["content-type"].startswith("application/x-suggestions+json")
    typed, completions = browser.json()
    assert (typed, completions[:4]) == ("ترج", found)


def test_browsers_learn_where_to_search_and_to_complete(crowded):
    description = Selector(crowded.get("/opensearch.xml").text, type="xml")
    description.register_namespace("o", "http://a9.com/-/spec/opensearch/1.1/")
    urls = {url.attrib["type"]: url.attrib["template"] for url in description.xpath("//o:Url")}
    assert urls["text/html"].endswith("/search?q={searchTerms}")
    assert urls["application/x-suggestions+json"].endswith("/suggestions?q={searchTerms}")


def test_the_crowd_has_open_requests():
    assert sum(one.status is Status.OPEN for one in crowd(COPIED)) == 3
