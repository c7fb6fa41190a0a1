import pytest

PAGES = [
    ("mostaql", "/projects"),
    ("mostaql", "/projects?page=2"),
    ("mostaql", "/rss"),
    ("mostaql", "/freelancers"),
    ("khamsat", "/community/requests"),
    ("khamsat", "/designing"),
    ("kafiil", "/projects"),
    ("kafiil", "/services"),
]


def tags(answer):
    return {
        "If_None_Match": answer.headers["etag"],
        "If_Modified_Since": answer.headers["last-modified"],
    }


@pytest.mark.parametrize(("site", "path"), PAGES)
def test_a_page_that_did_not_change_is_not_sent_again(visitor, site, path):
    first = visitor.get(site, path)
    again = visitor.get(site, path, **tags(first))
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize("header", ["If_None_Match", "If_Modified_Since"])
def test_one_condition_is_enough(visitor, header):
    first = visitor.get("mostaql", "/projects")
    assert visitor.get("mostaql", "/projects", **{header: tags(first)[header]}).status_code == 304


@pytest.mark.parametrize("kind", ["request", "offer", "specialist"])
def test_a_listings_own_page_has_a_tag_too(visitor, kind):
    listing = visitor.world.listings("khamsat", kind)[0]
    first = visitor.get("khamsat", listing.url)
    assert visitor.get("khamsat", listing.url, **tags(first)).status_code == 304


def test_a_tag_stays_while_only_time_passes(changer):
    project = changer.world.listings("mostaql", "request")[-1]
    first = changer.get("mostaql", project.url)
    changer.world.advance(86_400)
    later = changer.get("mostaql", project.url)
    assert later.text != first.text
    assert later.headers["etag"] == first.headers["etag"]


def test_a_new_row_makes_a_new_tag(changer):
    first = changer.get("mostaql", "/projects")
    changer.world.advance(120)
    assert changer.get("mostaql", "/projects", **tags(first)).status_code == 200


def test_a_new_offer_makes_a_new_tag_and_a_new_time(changer):
    world = changer.world
    waiting = next(
        one
        for one in world.listings("kafiil", "request")
        if len(world.thread(one).answers) > len(world.thread(one).answered(world.now()))
    )
    first = changer.get("kafiil", waiting.url)
    world.advance((world.thread(waiting).answers[-1].at - world.now()).total_seconds())
    for header, value in tags(first).items():
        assert changer.get("kafiil", waiting.url, **{header: value}).status_code == 200


def test_a_changed_title_makes_a_new_tag_and_a_new_time(changer):
    project = changer.world.listings("mostaql", "request")[0]
    first = changer.get("mostaql", "/projects")
    changer.world.advance(1)
    changer.world.change("mostaql", "request", project.id, title="عنوان آخر")
    for header, value in tags(first).items():
        assert changer.get("mostaql", "/projects", **{header: value}).status_code == 200


def test_a_tag_decides_before_the_time(visitor):
    first = visitor.get("mostaql", "/projects")
    conditions = tags(first) | {"If_None_Match": '"another"'}
    assert visitor.get("mostaql", "/projects", **conditions).status_code == 200


@pytest.mark.parametrize("since", ["yesterday", "", "Thu, 99 Foo 2026 00:00:00 GMT"])
def test_a_nonsense_time_is_no_condition(visitor, since):
    assert visitor.get("mostaql", "/projects", If_Modified_Since=since).status_code == 200


def test_what_is_missing_is_never_not_modified(visitor):
    missing = visitor.get("mostaql", "/project/1")
    assert visitor.get("mostaql", "/project/1", **tags(missing)).status_code == 404


@pytest.mark.parametrize(("site", "path"), PAGES)
def test_pages_say_that_they_are_utf_8(visitor, site, path):
    answer = visitor.get(site, path)
    assert answer.headers["content-type"].endswith("charset=UTF-8")
    assert answer.content.decode("utf-8")
