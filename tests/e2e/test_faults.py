"""Sites in trouble: every fault is told for what it is, loses nothing, and is made good by the next crawl."""

import itertools

import pytest

from tests.e2e.conftest import base_url

pytestmark = pytest.mark.slow

OUTCOMES = {
    "rate_limited": "blocked",
    "forbidden": "blocked",
    "empty_202": "blocked",
    "challenge": "blocked",
    "short": "blocked",
    "unavailable": "unavailable",
    "truncated": "partial",
    "wrong_charset": "structure_changed",
    "redesign": "structure_changed",
    "huge": "structure_changed",
}
FINE = {"ok", "partial"}
"""A small world has categories without a single offer, which Khamsat's crawl rightly tells of."""

LISTS = {
    "mostaql": r"^/(projects|freelancers)",
    "khamsat": r"^/(community/requests$|ajax/|[a-z-]+(/[a-z0-9-]+)?$)",
    "kafiil": r"^/(projects|services)",
}
FULL_PAGES = {
    "mostaql": r"^/(project|u)/",
    "khamsat": r"^/(user/|community/requests/\d|[a-z-]+/[a-z0-9-]+/\d)",
    "kafiil": r"^/(project|service|u)/",
}


def in_turn(faults):
    """Each fault at one of the sites: what an answer means does not depend on whose it is."""
    return [(site, fault) for site, fault in zip(itertools.cycle(LISTS), faults, strict=False)]


@pytest.mark.parametrize(("site", "fault"), in_turn(OUTCOMES))
def test_a_list_in_trouble_is_never_no_news(installation, replay, site, fault):
    outcome = OUTCOMES[fault]
    replay.world.fail(site, fault, path=LISTS[site])
    crawl = ["crawl", site, *base_url(replay, site)]
    [report] = installation.json(*crawl, code=0 if outcome == "partial" else 1)
    assert report["outcome"] == outcome
    assert report["why"]
    replay.world.heal()
    [healed] = installation.json(*crawl)
    assert healed["outcome"] in FINE
    assert all(listing["complete"] for listing in installation.listings().values())


@pytest.mark.parametrize(
    ("site", "fault"),
    [
        *in_turn(["forbidden", "empty_202", "challenge", "truncated", "wrong_charset", "huge"]),
        ("mostaql", "redesign"),
        ("khamsat", "redesign"),
    ],
)
def test_full_pages_in_trouble_leave_their_rows_and_are_completed_later(installation, replay, site, fault):
    replay.world.fail(site, fault, path=FULL_PAGES[site])
    crawl = ["crawl", site, *base_url(replay, site)]
    [report] = installation.json(*crawl, code=1 if fault in {"wrong_charset", "huge", "redesign"} else 0)
    assert report["reasons"]
    partial = [row for row in installation.listings().values() if not row["complete"]]
    assert partial
    assert all(row["title"] and row["url"] for row in partial)
    replay.world.heal()
    installation.run(*crawl)
    assert all(row["complete"] for row in installation.listings().values())


def test_one_site_in_trouble_does_not_stop_the_others(installation, replay):
    replay.world.fail("kafiil", "forbidden")
    reports = installation.json("crawl", *base_url(replay, "kafiil", "khamsat", "mostaql"), code=1)
    outcomes = {report["site"]: report["outcome"] for report in reports}
    assert (outcomes["kafiil"], outcomes["mostaql"], outcomes["khamsat"] in FINE) == ("blocked", "ok", True)


def test_a_slow_site_is_waited_for_in_vain_and_told(installation, replay):
    replay.world.fail("kafiil", "slow", path=r"^/project/", seconds=3)
    [report] = installation.json(
        "crawl", "kafiil", "--kind", "request", *base_url(replay, "kafiil"), "--max-pages", 1
    )
    assert report["outcome"] == "ok"
