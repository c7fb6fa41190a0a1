import httpx
import pytest
from parsel import Selector

from replay.faults import Fault
from replay.faulty import HUGE_BYTES
from tests.replay.visiting import still_world

REFUSALS = {
    "rate_limited": 429,
    "forbidden": 403,
    "empty_202": 202,
    "challenge": 200,
    "unavailable": 503,
    "short": 200,
}


def rows(answer):
    return Selector(answer.text).css("tr.project-row")


@pytest.mark.parametrize(("fault", "status"), REFUSALS.items())
def test_a_refusal_has_its_status_and_no_rows(changer, fault, status):
    changer.world.fail("mostaql", fault)
    answer = changer.get("mostaql", "/projects")
    assert answer.status_code == status
    assert len(answer.content) < 2_000
    assert "project-row" not in answer.text


@pytest.mark.parametrize("fault", ["rate_limited", "unavailable"])
def test_a_busy_site_says_when_to_come_again(changer, fault):
    changer.world.fail("mostaql", fault, seconds=120)
    assert changer.get("mostaql", "/projects").headers["retry-after"] == "120"


def test_an_empty_202_is_empty(changer):
    changer.world.fail("khamsat", "empty_202")
    assert changer.get("khamsat", "/community/requests").content == b""


def test_a_challenge_is_a_page_with_a_script(changer):
    changer.world.fail("khamsat", "challenge")
    assert "awsWafCookieDomainList" in changer.get("khamsat", "/community/requests").text


def test_a_truncated_page_ends_in_the_middle_with_the_right_length(changer):
    whole = changer.get("mostaql", "/projects").content
    changer.world.fail("mostaql", "truncated")
    answer = changer.get("mostaql", "/projects")
    assert answer.content == whole[: len(whole) // 2]
    assert answer.headers["content-length"] == str(len(answer.content))


def test_a_wrong_charset_still_claims_utf_8(changer):
    whole = changer.get("mostaql", "/projects").text
    changer.world.fail("mostaql", "wrong_charset")
    answer = changer.get("mostaql", "/projects")
    assert answer.headers["content-type"] == "text/html; charset=UTF-8"
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode("utf-8")
    title = Selector(whole).css("title::text").get()
    assert Selector(answer.content.decode("cp1256")).css("title::text").get() == title


@pytest.mark.parametrize(
    ("site", "path", "css"),
    [
        ("mostaql", "/projects", "tr.project-row"),
        ("khamsat", "/community/requests", "tr.forum_post"),
        ("kafiil", "/projects", "div.project-box"),
    ],
)
def test_a_redesign_keeps_the_words_and_renames_every_hook(changer, site, path, css):
    words = "body :not(script)::text"
    before = changer.read(site, path)
    changer.world.fail(site, "redesign")
    after = changer.read(site, path)
    assert before.css(css)
    assert not after.css(css)
    assert not after.css("[class=''], [data-type], [data-filter]")
    assert after.css("a::attr(href)").getall() == before.css("a::attr(href)").getall()
    assert after.css(words).getall() == before.css(words).getall()


def test_a_huge_page_has_fifty_megabytes_and_may_be_left(server, changer):
    changer.world.fail("mostaql", "huge")
    with httpx.stream("GET", server.base_urls["mostaql"] + "/projects") as answer:
        assert answer.headers["content-length"] == str(HUGE_BYTES) == "50000000"
        assert next(answer.iter_raw())
    changer.world.heal()
    assert rows(changer.get("mostaql", "/projects"))


def test_a_huge_page_ends_where_it_says(changer):
    changer.world.fail("mostaql", "huge")
    assert len(changer.get("mostaql", "/projects").content) == HUGE_BYTES


def test_a_slow_page_comes_whole_in_drops(server, changer):
    whole = changer.get("mostaql", "/projects").content
    changer.world.fail("mostaql", "slow", seconds=0.2)
    with httpx.stream("GET", server.base_urls["mostaql"] + "/projects") as answer:
        drops = list(answer.iter_raw())
    assert len(drops) > 1
    assert b"".join(drops) == whole


def test_a_slow_page_is_sent_at_once_when_the_fault_is_switched_off(server, changer):
    changer.world.fail("mostaql", "slow", seconds=86_400)
    with httpx.stream("GET", server.base_urls["mostaql"] + "/projects") as answer:
        drops = answer.iter_raw()
        next(drops)
        changer.world.heal()
        assert b"</html>" in b"".join(drops)


def test_a_fault_is_over_after_its_times(changer):
    changer.world.fail("mostaql", "forbidden", times=2)
    statuses = [changer.get("mostaql", "/projects").status_code for _ in range(4)]
    assert statuses == [403, 403, 200, 200]


def test_a_fault_meets_only_the_paths_that_fit(changer):
    changer.world.fail("mostaql", "forbidden", path=r"^/project/|page=2")
    project = changer.world.listings("mostaql", "request")[0]
    assert [
        changer.get("mostaql", path).status_code for path in ("/projects", "/projects?page=2", project.url)
    ] == [
        200,
        403,
        403,
    ]


def test_a_fault_meets_one_site_only_and_not_its_robots_txt(changer):
    changer.world.fail("mostaql", "unavailable")
    assert changer.get("kafiil", "/projects").status_code == 200
    assert changer.get("mostaql", "/robots.txt").status_code == 200
    changer.world.fail("mostaql", "unavailable", path="robots")
    assert changer.get("mostaql", "/robots.txt").status_code == 503


def test_the_newest_fault_wins(changer):
    changer.world.fail("mostaql", "forbidden")
    changer.world.fail("mostaql", "rate_limited", times=1)
    assert [changer.get("mostaql", "/projects").status_code for _ in range(2)] == [429, 403]


def test_healing_a_site_leaves_the_others_ill(changer):
    changer.world.fail("mostaql", "forbidden")
    changer.world.fail("kafiil", "forbidden")
    changer.world.heal("mostaql")
    assert changer.get("mostaql", "/projects").status_code == 200
    assert changer.get("kafiil", "/projects").status_code == 403


@pytest.mark.parametrize("fault", ["truncated", "wrong_charset", "redesign", "slow"])
def test_a_damaged_page_is_sent_whole_whatever_the_visitor_has(changer, fault):
    first = changer.get("mostaql", "/projects")
    changer.world.fail("mostaql", fault, seconds=0)
    again = changer.get("mostaql", "/projects", If_None_Match=first.headers["etag"])
    assert again.status_code == 200
    assert "etag" not in again.headers
    assert again.content


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in {Fault.HUGE, Fault.SLOW}])
def test_the_script_of_the_site_meets_the_fault_as_well(changer, fault):
    healthy = changer.get("mostaql", "/projects", X_Requested_With="XMLHttpRequest")
    changer.world.fail("mostaql", fault)
    answer = changer.get("mostaql", "/projects", X_Requested_With="XMLHttpRequest")
    assert (answer.status_code, answer.content) != (healthy.status_code, healthy.content)


@pytest.mark.parametrize(("site", "fault"), [("mostaql", "tired"), ("nowhere", "forbidden")])
def test_an_unknown_fault_or_site_is_refused(site, fault):
    with pytest.raises(ValueError, match=r"tired|nowhere"):
        still_world().fail(site, fault)
