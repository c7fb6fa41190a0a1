"""From the pages of three marketplaces to one search page, with one command; and again, and after kills."""

import json
import os
import random
import signal
import socket
import time
import urllib.error
import urllib.request

import psutil
import pytest

from replay.server import ReplayServer
from replay.world import World
from tests.e2e.conftest import Installation, base_url

pytestmark = pytest.mark.slow
SITES = ("kafiil", "khamsat", "mostaql")
FINE = {"ok", "partial"}
"""A small world has categories without a single offer, which Khamsat's crawl rightly tells of."""


@pytest.mark.timeout(300)
def test_the_demo_fills_the_index_and_prints_what_came(demo):
    installation, printed = demo
    rows = [
        line.split() for line in printed.stdout.splitlines() if line.split()[:1] and line.split()[0] in SITES
    ]
    assert {(row[0], row[1]) for row in rows} == {
        ("mostaql", "request"),
        ("mostaql", "specialist"),
        *((site, kind) for site in ("khamsat", "kafiil") for kind in ("offer", "request", "specialist")),
    }
    assert {row[-1] for row in rows} == {"ok"}
    status = installation.json("index", "status")
    assert status["documents"] > 3000
    assert status["changes_waiting"] == 0


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("تصميم شعار", "offer"),
        ("محتاج مبرمج ووردبريس", "request"),
        ("مونتاج فيديو", "offer"),
        ("translation", "request"),
        ("مترجم", "specialist"),
        ("متجر سلة", "request"),
        ("logo", "offer"),
    ],
)
def test_everyday_searches_find_something_on_the_demo(demo, words, kind):
    installation, _ = demo
    assert installation.json("search", words, "--kind", kind)["total"] > 0


def test_a_demo_is_told_from_the_real_thing(demo):
    filled, _ = demo
    installation = Installation(filled.folder)
    installation.environment["DALIL_CONTACT_URL"] = "https://dalil.example/bot"
    refused = installation.run("crawl", "mostaql", code=2)
    assert "holds demo listings" in refused.stderr


def test_what_was_crawled_is_what_the_sites_list(installation, replay):
    installation.run("crawl", *base_url(replay, *SITES))
    stored = installation.listings()
    for site, kind in (("mostaql", "request"), ("khamsat", "offer"), ("kafiil", "specialist")):
        listed = {listing.id for listing in replay.world.listings(site, kind)}
        assert {ref.split(":", 2)[2] for ref in stored if ref.startswith(f"{site}:{kind}:")} <= listed
    sample = replay.world.listings("mostaql", "request")[0]
    row = stored[f"mostaql:request:{sample.id}"]
    assert row["title"].split() == sample.title.split()
    assert row["budget"] == {
        "min": f"{sample.price.low}.00",
        "max": f"{sample.price.high}.00",
        "currency": "USD",
        "usd_min": f"{sample.price.low}.00",
        "usd_max": f"{sample.price.high}.00",
    }


def test_manners_are_kept_at_every_site(installation, replay):
    installation.environment["DALIL_CONTACT_URL"] = "https://dalil.example/bot"
    installation.run("crawl", *base_url(replay, *SITES))
    assert set(replay.world.seen.most_at_once().values()) == {1}
    seen = replay.world.seen.requests()
    assert {request.user_agent for request in seen} == {"Dalil/0.1.0 (+https://dalil.example/bot)"}
    assert not [request for request in seen if request.site == "mostaql" and request.path.startswith("/ajax")]
    for site in SITES:
        assert next(request for request in seen if request.site == site).path == "/robots.txt"


def test_a_second_crawl_is_short_conditional_and_finds_only_news(installation, replay):
    crawl = ["crawl", *base_url(replay, *SITES)]
    installation.run(*crawl)
    before = len(installation.listings())
    replay.world.seen.forget()
    reports = installation.json(*crawl)
    assert sum(kind["new"] for report in reports for kind in report["kinds"].values()) == 0
    assert [request for request in replay.world.seen.requests() if request.status == 304]
    replay.world.seen.forget()
    replay.world.advance(180)
    [report] = installation.json("crawl", "mostaql", *base_url(replay, "mostaql"))
    assert report["kinds"]["request"]["new"] == 3
    assert len(installation.listings()) == before + 3


def test_a_listing_that_changes_and_one_that_vanishes_are_noticed(installation, replay):
    crawl = ["crawl", "mostaql", "--kind", "request", *base_url(replay, "mostaql")]
    installation.run(*crawl)
    newest, second, *_ = replay.world.listings("mostaql", "request")
    replay.world.change("mostaql", "request", newest.id, title="عنوان مختلف تماما")
    replay.world.remove("mostaql", "request", second.id)
    replay.world.advance(60)
    [report] = installation.json(*crawl)
    assert report["kinds"]["request"]["updated"] == 1
    assert installation.listings()[f"mostaql:request:{newest.id}"]["title"] == "عنوان مختلف تماما"


def test_hostile_listings_are_counted_and_stop_nothing(installation):
    with ReplayServer(World(scale=0.05, speed=0, hostile=True)) as server:
        reports = installation.json("crawl", *base_url(server, *SITES))
    assert {report["outcome"] for report in reports} <= FINE
    assert sum(kind["rejected"] for report in reports for kind in report["kinds"].values()) > 0
    assert all(row["url"].startswith("https://") for row in installation.listings().values())


@pytest.mark.timeout(300)
def test_kills_at_random_moments_lose_nothing_and_double_nothing(installation, replay, tmp_path):
    crawl = ["crawl", *base_url(replay, *SITES)]
    dice = random.Random(7)  # noqa: S311  the same kills each time
    for _ in range(5):
        process = installation.start(*crawl, start_new_session=True)
        time.sleep(dice.uniform(0.8, 3.0))  # the moment of the kill is what is tried here
        kill_all(process)
    reports = installation.json(*crawl)
    assert {report["outcome"] for report in reports} <= FINE
    stored = installation.listings()
    assert all(row["complete"] for row in stored.values())
    clean = Installation(tmp_path / "clean")
    clean.run(*crawl)
    assert stored.keys() == clean.listings().keys()
    status = installation.json("index", "status")
    assert (status["documents"], status["changes_waiting"]) == (len(stored), 0)


def kill_all(process):
    """Kill a command and its workers, as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_ctrl_c_ends_a_crawl_and_keeps_what_was_stored(installation, replay):
    process = installation.start("crawl", "mostaql", *base_url(replay, "mostaql"), start_new_session=True)
    while not [request for request in replay.world.seen.requests() if request.path.startswith("/project/")]:
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=30) == 130
    assert installation.listings()


def test_a_crawl_that_is_told_to_end_takes_its_workers_along(installation, replay):
    process = installation.start("crawl", "mostaql", *base_url(replay, "mostaql"))
    while not replay.world.seen.requests("mostaql"):
        assert process.poll() is None
    workers = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    assert process.wait(timeout=30) == 128 + signal.SIGTERM
    _gone, alive = psutil.wait_procs(workers, timeout=30)
    assert workers
    assert not alive


def test_the_page_is_served_over_what_was_crawled(installation, replay):
    installation.run("crawl", "mostaql", *base_url(replay, "mostaql"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = installation.start("serve", "--port", port)
    try:
        page = ask(process, f"http://127.0.0.1:{port}/api/v1/search?q=")
        assert json.loads(page)["total"] > 0
        assert 'dir="rtl"' in ask(process, f"http://127.0.0.1:{port}/").decode()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def ask(process, url):
    """The answer of a server that may still be starting."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url) as answer:  # noqa: S310  our own server
                return answer.read()
        except ConnectionRefusedError:
            continue
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
    raise AssertionError("the server ended")
