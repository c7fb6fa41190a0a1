import re
from collections import Counter

import pytest
from parsel import Selector
from protego import Protego

from replay.content.topics import menu
from tests.replay.visiting import EPOCH

ROWS = "table#forums_table tbody > tr.forum_post"
HEAD = "td.details-td h3.details-head a.ajaxbtn"
MORE = "/ajax/load_more/community/requests"


def ids(page):
    return [row.attrib["id"].removeprefix("forum_post-") for row in page.css("tr.forum_post")]


def first_request(visitor):
    return next(one for one in visitor.world.listings("khamsat", "request") if answered(visitor, one))


def answered(visitor, request):
    return visitor.world.thread(request).answered(EPOCH)


def test_loading_more_shows_every_request_once(visitor):
    seen = ids(visitor.read("khamsat", "/community/requests"))
    while content := visitor.post("khamsat", MORE, {"posts_ids[]": seen}).json()["content"]:
        seen += ids(Selector(f"<table>{content}</table>"))
    assert Counter(seen) == Counter(one.id for one in visitor.world.listings("khamsat", "request"))


def test_requests_are_sorted_by_their_last_interaction_not_by_publication(visitor):
    page = visitor.read("khamsat", "/community/requests")
    assert len(page.css(ROWS)) == 25
    touched = [row.css("td.details-td span[title]:not([dir])::attr(title)").get() for row in page.css(ROWS)]
    posted = [row.css("td.details-td span[dir=ltr]::attr(title)").get() for row in page.css(ROWS)]
    assert [sortable(text) for text in touched] == sorted(map(sortable, touched), reverse=True)
    assert [sortable(text) for text in posted] != sorted(map(sortable, posted), reverse=True)


def sortable(text):
    day, month, year, clock = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4}) (\d\d:\d\d:\d\d) GMT", text).groups()
    return f"{year}-{month}-{day} {clock}"


def test_each_row_has_an_empty_row_before_it_two_heads_and_relative_links(visitor):
    page = visitor.read("khamsat", "/community/requests")
    assert len(page.css("tr.forum_post_id.hidden")) == len(page.css(ROWS))
    assert {len(row.css("h3.details-head")) for row in page.css(ROWS)} == {2}
    assert {len(row.css(HEAD)) for row in page.css(ROWS)} == {1}
    assert all(link.startswith("/community/requests/") for link in page.css(f"{HEAD}::attr(href)").getall())


def test_slashes_of_dates_are_written_as_entities(visitor):
    assert re.search(r'title="\d\d&#x2F;\d\d&#x2F;\d{4} ', visitor.get("khamsat", "/community/requests").text)


def test_the_button_for_more_says_where_it_belongs(visitor):
    page = visitor.read("khamsat", "/community/requests")
    assert page.css("#community_more_content #community_page_url::attr(value)").get() == "/community/requests"
    assert page.css("#community_loadmore_btn")


def test_a_request_is_found_with_its_slug_and_by_its_bare_id(visitor):
    request = first_request(visitor)
    for path in (request.url, f"/community/requests/{request.id}"):
        assert (
            visitor.read("khamsat", path).css(".page_header h1::text").getall()[-1].strip() == request.title
        )


def test_a_request_page_tells_the_text_the_author_and_the_comments(visitor):
    request = first_request(visitor)
    page = visitor.read("khamsat", request.url)
    article = page.css(".js-page > .card .card-body article.replace_urls")[0]
    lines = [line.strip() for line in article.css("::text").getall()]
    assert lines == [line.strip() for line in request.description.split("\n") if line]
    assert page.css("a.sidebar_user::text").get() == request.author.name
    comments = answered(visitor, request)
    commented = page.css("[data-commentable-type=forum_post]")
    assert commented.attrib["data-commentable-id"] == request.id
    assert commented.css(".card-header h3::text").get() == f"التعليقات ({len(comments)})"
    assert len(commented.css(".discussion-item.comment[data-id]")) == len(comments)
    assert len(commented.css("article article.comment.reply_content")) == len(comments)


def test_breadcrumb_addresses_are_unquoted(visitor):
    assert "<a href=&#x2F;community&#x2F;requests>" in visitor.get("khamsat", first_request(visitor).url).text


def test_an_id_of_another_section_leads_there(visitor):
    answer = visitor.get("khamsat", "/community/requests/790003")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/community/stories/790003"
    page = visitor.read("khamsat", "/community/stories/790003")
    assert "/community/stories" in page.css("ol.breadcrumb a::attr(href)").getall()


@pytest.mark.parametrize("kind", ["request", "offer", "specialist"])
def test_what_was_removed_is_answered_with_200(changer, kind):
    listing = changer.world.listings("khamsat", kind)[0]
    changer.world.remove("khamsat", kind, listing.id)
    assert changer.read("khamsat", listing.url).css("title::text").get() == "الصفحة المطلوبة غير موجودة"


@pytest.mark.parametrize("path", ["/no-such-category", "/designing/no-such-leaf"])
def test_an_address_that_never_was_is_not_found(visitor, path):
    answer = visitor.get("khamsat", path)
    assert answer.status_code == 404
    assert "غير موجودة" in answer.text


def test_the_leaves_of_all_categories_show_every_service_once(visitor):
    seen = []
    for top in {category.parent for category in menu("khamsat")}:
        for leaf in own_leaves(visitor, top):
            page = visitor.read("khamsat", leaf)
            seen += [card.attrib["id"].removeprefix("service-") for card in page.css("div[id^=service-]")]
    assert Counter(seen) == Counter(one.id for one in visitor.world.listings("khamsat", "offer"))


def own_leaves(visitor, top):
    links = visitor.read("khamsat", f"/{top}").css(".grid-items a.lh-lg::attr(href)").getall()
    return [link for link in links if link.startswith(f"/{top}/")]


def test_a_category_may_lead_to_leaves_of_others_and_to_the_blog(visitor):
    links = visitor.read("khamsat", "/ai-services").css(".grid-items a.lh-lg::attr(href)").getall()
    assert {link.split("/")[1] for link in links if link.startswith("/")} <= {"data", "programming"}
    assert any(link.startswith("https://blog.") for link in links)


def test_a_service_tells_its_facts_by_label(visitor):
    offer = visitor.world.listings("khamsat", "offer")[0]
    page = visitor.read("khamsat", offer.url)
    cells = [" ".join("".join(cell.css("::text").getall()).split()) for cell in page.css(".card-body .col-6")]
    facts = dict(zip(cells[::2], cells[1::2], strict=True))
    assert facts["سعر الخدمة"] == f"${offer.price.low:.2f}"
    assert set(facts) >= {"التقييمات", "متوسط سرعة الرد", "المشترين", "طلبات جاري تنفيذها", "مدة التسليم"}
    assert tuple(page.css("ul.c-list--tags li a::text").getall()) == offer.skills
    assert page.css("#service_owner a.sidebar_user::text").get() == offer.author.name


def test_the_breadcrumb_of_a_service_names_the_group(visitor):
    offer = visitor.world.listings("khamsat", "offer")[0]
    crumbs = visitor.read("khamsat", offer.url).css("ol.breadcrumb li a::text").getall()
    assert crumbs[-1].strip() == offer.category.group
    assert offer.category.slug in offer.path


def test_a_seller_shows_his_services(visitor):
    offer = visitor.world.listings("khamsat", "offer")[0]
    page = visitor.read("khamsat", f"/user/{offer.author.handle}")
    assert offer.path in page.css("div[id^=service-] h4 a::attr(href)").getall()
    assert page.css(".list.col-6")


def test_robots_txt_allows_all_that_lists(visitor):
    rules = Protego.parse(visitor.get("khamsat", "/robots.txt").text)
    paths = ("/community/requests", MORE, "/designing/logo-design/1-a", "/user/a")
    assert all(rules.can_fetch(f"https://khamsat.com{path}", "anybody") for path in paths)
