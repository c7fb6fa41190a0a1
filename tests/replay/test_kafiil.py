import re

import pytest

STATUSES = {
    *("مفتوح", "قيد التنفيذ", "تحت التنفيذ", "مكتمل", "منتهي"),
    *("مغلق", "ملغي", "خاص", "بإنتظار الموافقة"),
}


def boxes(visitor):
    return [box for page in visitor.pages("kafiil", "/projects") for box in page.css("div.project-box")]


def test_paging_shows_every_project_once(visitor):
    seen = [box.css("a.name::attr(href)").get() for box in boxes(visitor)]
    assert seen == [one.url for one in visitor.world.listings("kafiil", "request")]


def test_the_status_stands_inside_the_title_link(visitor):
    for box, project in zip(boxes(visitor), visitor.world.listings("kafiil", "request"), strict=True):
        status = box.css("a.name span.tag::text").get()
        assert status in STATUSES
        assert "".join(box.css("a.name ::text").getall()) == f"{status} {project.title}"
        assert ("active" in box.attrib["class"].split()) == (status == "مفتوح")


def test_budgets_are_written_in_two_ways(visitor):
    prices = {re.sub(r"[\d,]+", "N", box.css(".price::text").get()) for box in boxes(visitor)}
    assert {"$N - $N", "N - N $"} <= prices


def test_a_row_tells_when_and_how_many_offers(visitor):
    box = boxes(visitor)[-1]
    assert (
        box.xpath(".//i[contains(@class, 'fa-clock')]/..")
        .css("::text")
        .getall()[-1]
        .strip()
        .startswith("منذ")
    )
    assert "عرض" in box.css(".project-meta span:nth-child(3)::text").getall()[-1].replace("عروض", "عرض")


def test_a_project_page_names_the_client_and_the_time(visitor):
    project = visitor.world.listings("kafiil", "request")[0]
    page = visitor.read("kafiil", project.url)
    assert page.css("h1::text").get() == project.title
    assert page.css(".user-info-row a::text").get() == project.author.name
    assert page.css("span[data-toggle=tooltip]::attr(title)").get() == f"{project.posted:%Y-%m-%d %H:%M:%S}"
    assert page.css("p:not([class])::text").get().strip() == project.description.split("\n")[0]


def test_paging_shows_every_service_once(visitor):
    seen = [
        url
        for page in visitor.pages("kafiil", "/services")
        for url in page.css(".service-box a.name::attr(href)").getall()
    ]
    assert seen == [one.url for one in visitor.world.listings("kafiil", "offer")]


@pytest.mark.parametrize("kind", ["request", "offer", "specialist"])
def test_a_removed_listing_is_not_found(changer, kind):
    listing = changer.world.listings("kafiil", kind)[0]
    assert changer.read("kafiil", listing.url).css("h1::text").get()
    changer.world.remove("kafiil", kind, listing.id)
    assert changer.get("kafiil", listing.url).status_code == 404


def test_categories_narrow_both_lists(visitor):
    project = visitor.world.listings("kafiil", "request")[0]
    for path in ("/projects", "/services"):
        page = visitor.read("kafiil", f"{path}/{project.category.slug}")
        assert page.css("a.name")
    assert visitor.get("kafiil", "/projects/no-such-category").status_code == 404
