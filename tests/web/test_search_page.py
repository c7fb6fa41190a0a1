"""The search page as people use it: find, narrow, sort, turn pages; plain words when it cannot."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.selecting import address, text, titles

CARDS = ".card"


def choices(page, facet):
    labels = page.css(f"section[aria-labelledby=facet-{facet}] .choice")
    return {text(choice.css(".choice__label")): choice for choice in labels}


def test_the_first_page_asks_and_leads_to_kinds_specialties_and_sites(get):
    page = get("/")
    assert page.css("html").attrib["dir"] == "rtl"
    assert page.css("main form[role=search] input[name=q]")
    for place in (".door a", ".field h3 a", ".place h3 a"):
        for link in page.css(place):
            assert get(address(link)).css(CARDS)
    assert text(page.css(".door--offer .door__count")) == "منشوران"
    assert "خمسات" in text(page.css(".hero"))


def test_all_words_are_found_and_marked_in_the_title(get):
    page = get("/search", q="شعار احترافي")
    assert titles(page)[0] == "تصميم شعار احترافي"
    assert page.css(".card:first-child mark::text").getall()
    assert page.css("input[name=q]").attrib["value"] == "شعار احترافي"
    assert page.css("title::text").get().startswith("شعار احترافي: نتائج البحث")


def test_an_offer_says_what_decides(get):
    card = get("/search", q="شعار احترافي").css(".card--offer")[0]
    said = text(card)
    for fact in ("خدمة", "خمسات", "رامي ق.", "4.9 (12 تقييمًا)", "لا مشترين بعد", "يومان", "بائع مميز"):
        assert fact in said
    assert "$30" in said
    assert "Illustrator" in said
    assert card.css("time").attrib["datetime"] == "2026-11-17T12:00:00+00:00"
    original = card.css("a.card__original")
    assert original.attrib["href"] == "https://khamsat.example/offer/100"
    assert original.attrib["rel"] == "noopener nofollow"


def test_a_request_says_what_decides(get):
    said = text(get("/search", q="ترجمة عقد").css(CARDS)[0])
    for fact in ("طلب", "مستقل", "$50 – 100", "11 عرضًا", "5 أيام", "لم يُحسب بعد", "قيد التنفيذ"):
        assert fact in said


def test_another_currency_shows_its_worth_in_dollars(get):
    card = get("/search", q="logo design", kind="offer", site="kafiil").css(CARDS)[0]
    assert "100 – 200" in text(card.css(".price__amount"))
    assert "$26.67 – 53.34" in text(card.css(".price__worth"))


def test_a_price_that_is_not_stated_says_so(get):
    assert "الميزانية غير مذكورة" in text(get("/search", q="معرف علامات").css(CARDS)[0])


def test_gone_listings_are_not_found(get):
    assert text(get("/search", q='"أزيل من موقعه"').css("h1")).startswith("لا نتائج")


def test_facets_count_and_choosing_one_leaves_just_that_many(get):
    page = get("/search")
    for facet in ("specialty", "site", "band"):
        for label, choice in choices(page, facet).items():
            narrowed = get(address(choice))
            assert text(narrowed.css("h1")).split()[0] in {text(choice.css(".number")), "نتيجة", "نتيجتان"}
            assert label in text(narrowed.css(".chosen"))


def test_filters_come_off_one_by_one(get):
    page = get("/search", q="متجر", kind="request", site="mostaql", min_price="50")
    assert len(page.css(".chosen li a")) == 4
    for link in page.css(".chosen li a:not(.chosen__clear)"):
        rest = parse_qs(urlsplit(address(link)).query)
        assert len(rest) == 3
        assert rest["q"] == ["متجر"]
    assert parse_qs(urlsplit(address(page.css(".chosen__clear"))).query) == {"q": ["متجر"]}


def test_a_top_specialty_opens_to_its_leaves_and_a_leaf_takes_its_place(get):
    page = get("/search", specialty="design")
    leaf = next(link for link in page.css(".choices--inner .choice") if "شعارات" in text(link))
    narrowed = get(address(leaf))
    assert parse_qs(urlsplit(address(leaf)).query) == {"specialty": ["logo-design"]}
    assert narrowed.css(".choices--inner .choice[aria-current]")
    assert text(narrowed.css("h1")) == "نتيجتان"


def test_several_kinds_can_be_chosen(get):
    page = get("/search", kind=["offer", "specialist"])
    assert text(page.css("h1")) == "3 نتائج"
    assert len(page.css(".kinds a[aria-current]")) == 2


def test_the_cheapest_come_first_when_asked(get):
    first = get("/search", q="متجر", sort="price")
    assert titles(first)[:2] == ["إنشاء متجر إلكتروني رقم 1", "إنشاء متجر إلكتروني رقم 2"]
    assert text(first.css(".orders a[aria-current]")) == "الأقل سعرًا"


def test_without_words_the_newest_come_first_and_the_page_says_so(get):
    page = get("/search", site="mostaql")
    assert text(page.css(".orders a[aria-current]")) == "الأحدث"
    assert "ترجمة عقد" in titles(page)[0]


def test_pages_turn_without_losing_or_repeating_a_listing(get):
    seen, page = [], get("/search", q="متجر", sort="newest")
    while True:
        seen += [link.attrib["href"] for link in page.css(".card__title a")]
        following = page.css("a[rel~=next]")
        if not following:
            break
        page = get(address(following))
    assert len(seen) == len(set(seen)) == int(text(page.css("h1")).split()[0])
    assert text(page.css(".pager [aria-current=page]")) == "3"


def test_a_page_after_the_last_says_so_and_leads_back(get):
    page = get("/search", q="متجر", page="9")
    assert "لا نتائج في هذه الصفحة" in text(page.css(".notice"))
    assert get(address(page.css(".pager a"))).css(CARDS)


def test_when_no_listing_has_all_words_it_says_that_these_have_most(get):
    page = get("/search", q="متجر إلكتروني بالسنسكريتية")
    assert page.css(CARDS)
    assert "لا يوجد منشور يجمع كل كلماتك" in text(page.css(".notice"))


def test_when_few_listings_have_all_words_it_says_how_many_come_first(get):
    page = get("/search", q="تصميم شعار احترافي")
    assert titles(page) == ["تصميم شعار احترافي", "Logo design in two days"]
    assert "ما يجمع كل كلماتك (منشور واحد) يأتي أولًا" in text(page.css(".notice"))


def test_nothing_found_helps_on(get):
    page = get("/search", q="غضنفر", kind="offer")
    assert text(page.css("h1")).startswith("لا نتائج")
    assert "أزل بعض المرشحات" in text(page.css(".nothing"))
    assert page.css(".nothing .tags a")
    assert parse_qs(urlsplit(address(page.css(".nothing a.button"))).query) == {"q": ["غضنفر"]}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"min_price": "رخيص"}, "أقل سعر: «رخيص» ليس سعرًا"),
        ({"min_price": "90", "max_price": "10"}, "90 أكبر من أعلى سعر 10"),
        ({"site": "ebay"}, "السوق: «ebay» غير معروف"),
        ({"kind": "all"}, "النوع: «all» غير معروف"),
        ({"specialty": "magic"}, "«magic» ليس من تخصصاتنا"),
        ({"band": "5-6"}, "فئة السعر: «5-6» غير معروف"),
        ({"sort": "up"}, "الترتيب: «up» غير معروف"),
        ({"page": "x"}, "رقم الصفحة: «x» ليس رقمًا"),
        ({"page": "900"}, "رقم الصفحة: لا أرقام لصفحات ما بعد النتيجة 10,000"),
        ({"delivery_band": "5-6"}, "مدة التسليم: «5-6» غير معروف"),
        ({"rating_band": "6"}, "فئة التقييم: «6» غير معروف"),
        ({"pricing": "free"}, "طريقة الدفع: «free» غير معروف. المعروف: fixed, hourly"),
        ({"status": "lost"}, "الحالة: «lost» غير معروف"),
        ({"max_delivery_days": "x"}, "أطول مدة تسليم: «x» ليس عدد أيام"),
        ({"min_rating": "6"}, "أقل تقييم: «6» ليس تقييمًا من 0 إلى 5"),
        ({"posted_after": "أمس"}, "نُشر منذ: «أمس» ليس تاريخًا"),
        (
            {"posted_after": "2026-11-02", "posted_before": "2026-11-01"},
            "2026-11-02 بعد آخر تاريخ 2026-11-01",
        ),
        ({"after": "forged"}, "موضع المتابعة: «forged» ليس من جواب سابق"),
        ({"after": "WzFd", "page": "2"}, "موضع المتابعة: لا يُكتب مع رقم الصفحة"),
        ({"q": "س" * 1200}, "كلمات البحث: أطول من 1000 حرف"),
        ({"site": [f"s{number}" for number in range(60)]}, "السوق: أكثر من 40 قيمة"),
    ],
)
def test_what_makes_no_sense_is_said_plainly(get, asked, said):
    page = get("/search", expect=422, **asked)
    assert said in text(page.css("[role=alert]"))


def test_what_was_written_is_kept_when_a_part_of_it_is_wrong(get):
    page = get("/search", expect=422, q="شعار", min_price="x", max_price="9", kind="offer", site="ebay")
    form = page.css("form.repair")
    fields = {field.attrib["name"]: field.attrib["value"] for field in form.css("input")}
    assert fields == {"q": "شعار", "min_price": "x", "max_price": "9", "kind": "offer"}


def test_thousands_of_repeated_parameters_get_a_clear_answer(get):
    page = get("/search?" + "&".join(f"kind=k{number}" for number in range(1_500)), expect=422)
    assert "أكثر من 40 قيمة" in text(page.css("[role=alert]"))


def test_control_characters_in_the_question_are_left_out(get):
    page = get("/search", q="شعار\x00\x1b[31m")
    assert page.css("input[name=q]").attrib["value"] == "شعار [31m"


def test_a_new_question_keeps_filters_order_and_language(get):
    page = get("/search", q="متجر", kind="request", sort="newest", page="2", lang="en")
    hidden = {field.attrib["name"]: field.attrib["value"] for field in page.css(".ask input[type=hidden]")}
    assert hidden == {"kind": "request", "sort": "newest", "lang": "en"}


def test_english_is_one_link_away_and_stays(get):
    page = get("/search", q="متجر", kind="request")
    english = get(address(page.css(".masthead__language")))
    assert english.css("html").attrib["lang"] == "en"
    assert english.css("html").attrib["dir"] == "ltr"
    assert text(english.css("h1")).startswith("45 results")
    ours = english.css("a[href^='/']:not(.masthead__language)::attr(href)").getall()
    assert all("lang=en" in link for link in ours)
    assert "lang" not in address(english.css(".masthead__language"))


def test_a_language_that_we_do_not_speak_is_arabic(get):
    assert get("/", lang="xx").css("html").attrib["lang"] == "ar"
