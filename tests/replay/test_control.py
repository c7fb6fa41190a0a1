from datetime import datetime, timedelta

import httpx
import pytest

from tests.replay.visiting import EPOCH


def test_faults_are_switched_on_told_and_switched_off(changer):
    body = {"site": "mostaql", "fault": "forbidden", "path": "^/rss", "times": 3}
    assert changer.control("POST", "/faults", **body).status_code == 200
    assert changer.control("GET", "/faults").json() == {"faults": [body | {"seconds": 30}]}
    assert changer.get("mostaql", "/rss").status_code == 403
    assert changer.control("GET", "/faults").json()["faults"][0]["times"] == 2
    changer.control("DELETE", "/faults")
    assert changer.control("GET", "/faults").json() == {"faults": []}
    assert changer.get("mostaql", "/rss").status_code == 200


def test_the_faults_of_one_site_are_switched_off_alone(changer):
    for site in ("mostaql", "kafiil"):
        changer.control("POST", "/faults", site=site, fault="short")
    changer.control("DELETE", "/faults?site=kafiil")
    assert [fault["site"] for fault in changer.control("GET", "/faults").json()["faults"]] == ["mostaql"]


def test_the_clock_is_put_forward(changer):
    now = changer.control("POST", "/advance", seconds=3_600).json()["now"]
    assert datetime.fromisoformat(now) == EPOCH + timedelta(hours=1)
    assert len(changer.world.listings("mostaql", "request")) == 90 + 60


def test_a_listing_is_removed(changer):
    listing = changer.world.listings("kafiil", "offer")[0]
    changer.control("POST", "/remove", site="kafiil", kind="offer", id=listing.id)
    assert changer.get("kafiil", listing.url).status_code == 404


def test_a_listing_is_changed_and_its_id_may_be_a_number(changer):
    listing = changer.world.listings("mostaql", "request")[0]
    named = {"site": "mostaql", "kind": "request", "id": int(listing.id)}
    changer.control("POST", "/change", **named, title="عنوان معدل", budget=[100, 250])
    page = changer.read("mostaql", changer.world.find("mostaql", "request", listing.id).url)
    assert page.css("h1 [data-type=page-header-title]::text").get() == "عنوان معدل"
    assert page.css("#project-meta-panel [data-type] span::text").get() == "$100.00 - $250.00"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/faults", {"site": "mostaql", "fault": "tired"}, 400),
        ("/faults", {"site": "nowhere", "fault": "short"}, 400),
        ("/faults", {"site": "mostaql"}, 400),
        ("/faults", {"site": "mostaql", "fault": "short", "path": "("}, 400),
        ("/faults", {"site": "mostaql", "fault": "short", "colour": "red"}, 400),
        ("/advance", {"seconds": -1}, 400),
        ("/advance", {"seconds": "soon"}, 400),
        ("/remove", {"site": "mostaql", "kind": "request", "id": "1"}, 404),
        ("/remove", {"site": "mostaql"}, 400),
        ("/remove", {"site": "nowhere", "kind": "request", "id": "1"}, 404),
        ("/change", {"site": "mostaql", "kind": "request", "id": "1", "title": "a"}, 404),
    ],
)
def test_a_wrong_wish_is_told_and_changes_nothing(changer, path, body, status):
    answer = changer.control("POST", path, **body)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert changer.control("GET", "/faults").json() == {"faults": []}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_a_body_that_is_no_json_object_is_told(server, body):
    assert httpx.post(f"{server.url}/_control/faults", content=body).status_code == 400


def test_the_log_tells_who_asked_for_what(changer):
    tag = changer.get("mostaql", "/projects?page=2", User_Agent="Dalil (+https://example.org)").headers[
        "etag"
    ]
    changer.get("mostaql", "/projects?page=2", If_None_Match=tag)
    changer.get("khamsat", "/no-such-category")
    log = changer.control("GET", "/log").json()
    assert [(row["site"], row["method"], row["path"], row["status"]) for row in log["requests"]] == [
        ("mostaql", "GET", "/projects?page=2", 200),
        ("mostaql", "GET", "/projects?page=2", 304),
        ("khamsat", "GET", "/no-such-category", 404),
    ]
    assert log["requests"][0]["user_agent"] == "Dalil (+https://example.org)"
    assert [row["if_none_match"] for row in log["requests"]] == [None, tag, None]
    assert log["most_at_once"] == {"mostaql": 1, "khamsat": 1}


def test_the_log_of_one_site_is_told_alone_and_can_be_started_anew(changer):
    changer.get("mostaql", "/rss")
    changer.get("kafiil", "/projects")
    assert len(changer.control("GET", "/log?site=kafiil").json()["requests"]) == 1
    changer.control("DELETE", "/log")
    assert changer.control("GET", "/log").json() == {"requests": [], "most_at_once": {}}


def test_the_log_tells_how_many_came_at_once(server, changer):
    changer.world.fail("mostaql", "slow", seconds=86_400)
    url = server.base_urls["mostaql"] + "/projects"
    with httpx.stream("GET", url) as one, httpx.stream("GET", url) as other:
        assert one.status_code == other.status_code == 200
        changer.world.heal()
        one.read()
        other.read()
    assert server.world.seen.most_at_once() == {"mostaql": 2}


def test_a_faulty_answer_is_logged_with_its_status(changer):
    changer.world.fail("kafiil", "rate_limited")
    changer.get("kafiil", "/projects")
    assert [seen.status for seen in changer.world.seen.requests("kafiil")] == [429]
