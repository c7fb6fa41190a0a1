import json
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from parsel import Selector
from protego import Protego

from replay.content.topics import menu
from tests.replay.visiting import EPOCH

ROWS = "table.projects-table tbody[data-filter=collection] tr.project-row"
TITLE = ".card--title h2 a"


def links(page):
    return page.css(f"{ROWS} {TITLE}::attr(href)").getall()


def first_project(visitor):
    return next(
        one for one in visitor.world.listings("mostaql", "request") if visitor.world.thread(one).answers
    )


def labels(panel):
    cells = panel.css(".meta-row")
    return {
        " ".join(cell.css(".meta-label ::text").getall()).strip(): " ".join(
            " ".join(cell.css(".meta-value ::text").getall()).split()
        )
        for cell in cells
        if cell.css(".meta-label")
    }


def test_paging_shows_every_listed_project_once(visitor):
    seen = [url for page in visitor.pages("mostaql", "/projects") for url in links(page)]
    now = visitor.world.now()
    listed = [
        one.url
        for one in visitor.world.listings("mostaql", "request")
        if visitor.world.thread(one).status(now) in {"open", "started"}
    ]
    assert seen == listed


def test_a_page_has_25_rows_and_a_pager_of_five(visitor):
    page = visitor.read("mostaql", "/projects")
    assert len(links(page)) == 25
    assert page.css("ul.pagination [data-page-number]:not([rel])::attr(data-page-number)").getall() == [
        "2",
        "3",
        "4",
    ]
    assert page.css("a[rel=next]::attr(href)").get() == "https://mostaql.com/projects?page=2"


def test_both_anchors_of_a_row_lead_to_its_page(visitor):
    row = visitor.read("mostaql", "/projects").css(ROWS)[0]
    assert row.css(".project__brief a.details-url::attr(href)").get() == row.css(f"{TITLE}::attr(href)").get()


def test_the_template_of_an_empty_result_is_on_every_page(visitor):
    full = visitor.read("mostaql", "/projects").css("[data-filer=empty-results]")
    empty = visitor.read("mostaql", "/projects?page=999").css("[data-filer=empty-results]")
    assert ["none" in one.attrib["style"] for one in (*full, *empty)] == [True, False]


def test_a_started_project_tells_its_publication_in_datetime_and_its_start_in_title(changer):
    changer.world.advance(5 * 86_400)
    times = [time for page in changer.pages("mostaql", "/projects") for time in page.css(f"{ROWS} time")]
    started = [time for time in times if time.attrib["itemprop"] == "dateAccepted"]
    assert started
    assert all(time.attrib["datetime"] < time.attrib["title"] for time in started)
    assert all("بدأ تنفيذه" in " ".join(time.css("::text").getall()) for time in started)
    assert all(time.attrib["datetime"] == time.attrib["title"] for time in times if time not in started)


@pytest.mark.parametrize("category", menu("mostaql"), ids=lambda category: category.slug)
def test_a_category_is_the_same_by_path_and_by_query(visitor, category):
    by_path = visitor.read("mostaql", f"/projects/{category.slug}")
    assert links(by_path) == links(visitor.read("mostaql", f"/projects?category={category.slug}"))
    assert links(by_path)
    assert (
        by_path.css("link[rel=canonical]::attr(href)").get()
        == f"https://mostaql.com/projects/{category.slug}"
    )
    assert by_path.css("h1 [data-type=page-header-title]::text").get().strip() == category.label


def test_pages_of_two_categories_keep_both(visitor):
    pages = list(visitor.pages("mostaql", "/projects?category=design,development"))
    found = [url for page in pages for url in links(page)]
    known = {one.url: one.category.slug for one in visitor.world.listings("mostaql", "request")}
    assert {known[url] for url in found} == {"design", "development"}
    assert len(found) == len(set(found))


def test_the_sites_script_gets_the_rows_as_json(visitor):
    answer = visitor.get("mostaql", "/projects?page=2", X_Requested_With="XMLHttpRequest")
    rows = answer.json()["collection"]
    page = visitor.read("mostaql", "/projects?page=2")
    assert answer.headers["content-type"] == "application/json"
    assert [re.search(r'href="([^"]+)"', row["rendered"])[1] for row in rows] == links(page)
    assert [f"/project/{row['id']}-" in row["rendered"] for row in rows] == [True] * len(rows)


def test_a_bare_id_and_an_old_slug_lead_to_the_page(visitor):
    project = first_project(visitor)
    for path in (f"/project/{project.id}", f"/project/{project.id}-old-slug-2019", f"/go/{project.id}"):
        answer = visitor.get("mostaql", path)
        assert (answer.status_code, answer.headers["location"]) == (301, project.url)


def test_a_project_page_says_all_twice_but_the_skills_in_the_next_row(visitor):
    project = first_project(visitor)
    page = visitor.read("mostaql", project.url)
    desktop, mobile = (labels(page.css(css)) for css in ("#project-meta-panel", "#mobile-project-meta-panel"))
    assert desktop == mobile
    assert set(desktop) == {"حالة المشروع", "تاريخ النشر", "الميزانية", "مدة التنفيذ", "المهارات"}
    assert desktop["المهارات"] == ""
    skills = page.css("#project-meta-panel ul.skills li.skills__item a.tag bdi::text").getall()
    assert tuple(skills) == project.skills
    budget = page.css("#project-meta-panel [data-type=project-budget_range] span[dir=rtl]::text").get()
    assert budget.startswith(f"${project.price.low:,}.00")
    assert len(page.css("[data-type=employer_widget]")) == 2


def test_the_budget_hook_is_unquoted(visitor):
    assert "data-type= project-budget_range " in visitor.get("mostaql", first_project(visitor).url).text


def test_some_clients_have_no_hiring_rate_yet(visitor):
    widgets = [
        " ".join(
            visitor.read("mostaql", one.url).css("[data-type=employer_widget]")[0].css("::text").getall()
        )
        for one in visitor.world.listings("mostaql", "request")[:20]
    ]
    assert {bool(re.search(r"لم يحسب بعد", text)) for text in widgets} == {True, False}


def test_the_description_keeps_its_paragraphs(visitor):
    project = first_project(visitor)
    paragraphs = visitor.read("mostaql", project.url).css("#projectDetailsTab .carda__content p")
    shown = ["".join(one.css("::text").getall()) for one in paragraphs]
    assert "\n\n".join(shown) == project.description


def test_the_structured_data_is_not_strict_json(visitor):
    project = first_project(visitor)
    text = visitor.read("mostaql", project.url).css("script[type='application/ld+json']::text").get()
    with pytest.raises(ValueError, match="control character"):
        json.loads(text)
    data = json.loads(text, strict=False)
    assert data["@type"] == "JobPosting"
    assert data["description"] == project.description
    assert data["title"] == project.title
    assert data["baseSalary"]["value"] == project.price.high
    assert data["workHours"] == str(project.days)
    assert data["skills"] == "، ".join(project.skills)
    assert datetime.fromisoformat(data["validThrough"]) - datetime.fromisoformat(
        data["datePosted"]
    ) == timedelta(21)


def test_bids_are_those_given_so_far(visitor):
    project = first_project(visitor)
    bids = visitor.read("mostaql", project.url).css("#project-bids .bid[data-bid-item]")
    assert len(bids) == len(visitor.world.thread(project).answered(EPOCH))


def test_the_number_of_offers_grows_with_time(changer):
    project = changer.world.listings("mostaql", "request")[0]
    changer.world.advance(30 * 86_400)
    later = len(changer.read("mostaql", project.url).css(".bid[data-bid-item]"))
    assert later == len(changer.world.thread(project).answers)


def test_the_feed_has_the_twenty_newest_open_projects(visitor):
    answer = visitor.get("mostaql", "/rss")
    assert answer.headers["content-type"] == "application/rss+xml; charset=UTF-8"
    items = Selector(answer.content.decode(), type="xml").css("channel > item")
    assert len(items) == 20
    times = [parsedate_to_datetime(item.css("pubDate::text").get()) for item in items]
    assert times == sorted(times, reverse=True)
    assert all(re.fullmatch(r"https://mostaql\.com/go/\d+", item.css("link::text").get()) for item in items)


def test_robots_txt_forbids_search_and_ajax_only(visitor):
    rules = Protego.parse(visitor.get("mostaql", "/robots.txt").text)
    allowed = {
        path: rules.can_fetch(f"https://mostaql.com{path}", "anybody")
        for path in (
            "/projects",
            "/project/1-a",
            "/u/a",
            "/rss",
            "/freelancers",
            "/search?q=a",
            "/ajax/skills",
        )
    }
    assert [path for path, may in allowed.items() if not may] == ["/search?q=a", "/ajax/skills"]


def test_a_removed_project_is_not_found(changer):
    project = first_project(changer)
    changer.world.remove("mostaql", "request", project.id)
    assert changer.get("mostaql", project.url).status_code == 404
    assert project.url not in links(changer.read("mostaql", "/projects"))


@pytest.mark.parametrize("path", ["/projects/no-such-category", "/u/nobody", "/nowhere", "/project/abc"])
def test_an_unknown_address_is_not_found(visitor, path):
    answer = visitor.get("mostaql", path)
    assert answer.status_code == 404
    assert "غير موجودة" in answer.text


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "9" * 40])
def test_a_nonsense_page_number_is_survived(visitor, number):
    assert visitor.get("mostaql", f"/projects?page={number}").status_code == 200


def test_paging_shows_every_freelancer_once_and_each_has_a_profile(visitor):
    people = visitor.world.listings("mostaql", "specialist")
    name = "tr.freelancer-row td.details-td a:has(bdi)::attr(href)"
    seen = [url for page in visitor.pages("mostaql", "/freelancers") for url in page.css(name).getall()]
    assert seen == [person.url for person in people]


def test_a_profile_tells_who_it_is_and_what_the_site_counted(visitor):
    person = visitor.world.listings("mostaql", "specialist")[0]
    page = visitor.read("mostaql", person.url)
    assert page.css("h1 bdi::text").get() == person.author.name
    assert "".join(page.css("li.profile-title::text").getall()).strip() == person.title
    assert "".join(page.css("li.profile-country::text").getall()).strip() == person.author.country
    assert tuple(page.css("ul.skills li.skills__item bdi::text").getall()) == person.skills
    assert len(page.css("#user-stats table tr")) == 8


def test_some_profiles_have_an_arabic_address(visitor):
    arabic = [one for one in visitor.world.listings("mostaql", "specialist") if not one.id.isascii()]
    assert visitor.get("mostaql", arabic[0].url).status_code == 200
