"""A listing's page: all that is known, and the way to the original."""

import pytest

from tests.web.selecting import address, text


def test_an_offer_is_shown_whole(get):
    page = get("/listing/khamsat:offer:100")
    assert text(page.css("h1")) == "تصميم شعار احترافي"
    assert [text(line) for line in page.css(".listing__body section:first-child p")] == [
        "أصمم شعارات لكل المجالات.",
        "ثلاثة نماذج وتعديلات بلا حد.",
    ]
    facts = text(page.css(".deal__facts"))
    for fact in ("رامي ق.", "4.9 (12 تقييمًا)", "يومان", "بائع مميز", "رأيناه أول مرة", "شعارات"):
        assert fact in facts
    assert page.css("title::text").get() == "تصميم شعار احترافي · خمسات · دليل"


def test_the_original_and_the_profile_are_linked_safely(get):
    page = get("/listing/khamsat:offer:100")
    original = page.css("a.button--main")
    assert text(original) == "أكمل في خمسات"
    assert original.attrib["href"] == "https://khamsat.example/offer/100"
    assert {link.attrib["rel"] for link in page.css("a[href^=https]")} == {"noopener nofollow"}
    assert page.css("a[href='https://khamsat.example/user/rami']")


def test_specialties_and_skills_lead_to_searches(get):
    page = get("/listing/khamsat:offer:100")
    links = [*page.css(".listing__path a"), *page.css(".tags a")]
    assert [text(link) for link in links] == ["خدمات", "تصميم", "تصميم شعارات", "Illustrator", "شعارات"]
    for link in links:
        assert "تصميم" in text(get(address(link)).css(".cards"))


def test_prices_that_changed_are_listed_newest_first(get):
    rows = get("/listing/khamsat:offer:100").css("tbody tr")
    assert ["$30" in text(rows[0]), "$25" in text(rows[1])] == [True, True]
    assert not get("/listing/mostaql:request:200").css("tbody")


def test_a_listing_that_is_gone_says_so(get):
    assert "أزيل هذا المنشور من مستقل" in text(get("/listing/mostaql:request:201").css(".notice--gone"))


def test_a_listing_known_from_a_list_only_says_so(get):
    page = get("/listing/kafiil:offer:101")
    assert "رأينا هذا المنشور في قائمة موقعه فقط" in text(page.css(".notice"))
    assert "لم نقرأ نص الوصف بعد" in text(page.css(".listing__body"))


def test_a_specialist_is_shown_whole(get):
    page = get("/listing/mostaql:specialist:300", lang="en")
    assert "$15 an hour" in text(page.css(".price"))
    facts = text(page.css(".deal__facts"))
    for fact in ("3 projects", "97.5%", "2 hours"):
        assert fact in facts


def test_an_id_may_hold_what_addresses_are_made_of(get):
    found = get("/search", q="معرف علامات العناوين").css(".card__title a")[0]
    assert text(get(address(found)).css("h1")) == "معرف فيه علامات العناوين"


@pytest.mark.parametrize(
    "ref",
    [
        "mostaql:request:9999",
        "nowhere:offer:1",
        "mostaql:thing:1",
        "x",
        "a:b:c:d",
        "%00",
        "mostaql:offer:%20",
    ],
)
def test_a_listing_that_is_not_there_is_a_page_that_is_not_there(get, ref):
    page = get(f"/listing/{ref}", expect=404)
    assert text(page.css("h1")) == "لا توجد صفحة بهذا العنوان"
    assert page.css("form[role=search]")
