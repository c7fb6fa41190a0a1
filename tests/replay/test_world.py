from datetime import timedelta

import pytest

from replay.world import SIZES
from tests.replay.visiting import EPOCH, still_world


def test_two_worlds_of_one_seed_are_the_same():
    ours, theirs = still_world(), still_world()
    assert [ours.listings(*key) for key in SIZES] == [theirs.listings(*key) for key in SIZES]


def test_a_world_has_the_size_asked_for():
    world = still_world(scale=0.5)
    assert {key: len(world.listings(*key)) for key in SIZES} == {
        key: size // 2 for key, size in SIZES.items()
    }


@pytest.mark.parametrize("key", SIZES)
def test_listings_are_published_within_the_last_sixty_days_newest_first(key):
    posted = [listing.posted for listing in still_world().listings(*key)]
    assert posted == sorted(posted, reverse=True)
    assert EPOCH - timedelta(days=60) <= posted[-1]
    assert posted[0] <= EPOCH


def test_the_clock_stands_still_until_it_is_put_forward():
    world = still_world()
    assert world.now() == EPOCH
    world.advance(90)
    assert world.now() == EPOCH + timedelta(seconds=90)


def test_the_clock_does_not_run_backwards():
    with pytest.raises(ValueError, match="backwards"):
        still_world().advance(-1)


@pytest.mark.parametrize("site", ["mostaql", "khamsat", "kafiil"])
def test_about_one_request_a_minute_appears_on_each_site(site):
    world = still_world()
    before = world.listings(site, "request")
    world.advance(3_600)
    after = world.listings(site, "request")
    assert len(after) - len(before) == 60
    assert after[60:] == before
    assert all(EPOCH < listing.posted <= world.now() for listing in after[:60])


def test_a_listing_is_found_from_its_publication_on():
    world, later = still_world(), still_world()
    later.advance(600)
    coming = later.listings("mostaql", "request")[0]
    assert world.find("mostaql", "request", coming.id) is None
    world.advance(600)
    assert world.find("mostaql", "request", coming.id) == coming


def test_arrivals_come_to_an_end():
    world = still_world(scale=0.01)
    world.advance(90 * 86_400)
    assert len(world.listings("kafiil", "request")) < 2_100


def test_a_removed_listing_is_gone():
    world = still_world()
    listing = world.listings("khamsat", "offer")[3]
    world.remove("khamsat", "offer", listing.id)
    assert world.find("khamsat", "offer", listing.id) is None
    assert listing not in world.listings("khamsat", "offer")


def test_a_changed_listing_keeps_what_was_not_changed():
    world = still_world()
    listing = world.listings("mostaql", "request")[0]
    world.change("mostaql", "request", listing.id, title="عنوان جديد", price=(500, 1000))
    changed = world.find("mostaql", "request", listing.id)
    assert (changed.title, changed.price.low, changed.price.high) == ("عنوان جديد", 500, 1000)
    assert changed.description == listing.description


def test_a_change_may_follow_a_change():
    world = still_world()
    listing = world.listings("mostaql", "request")[0]
    world.change("mostaql", "request", listing.id, title="أول")
    world.change("mostaql", "request", listing.id, price=(25, 50))
    assert world.find("mostaql", "request", listing.id).title == "أول"


@pytest.mark.parametrize("act", ["remove", "change"])
def test_what_is_not_there_cannot_be_touched(act):
    with pytest.raises(KeyError):
        getattr(still_world(), act)("mostaql", "request", "1")


def test_projects_start_and_end_as_time_passes():
    world = still_world()
    world.advance(10 * 86_400)
    states = {world.thread(one).status(world.now()) for one in world.listings("mostaql", "request")}
    assert states == {"open", "started", "completed", "closed", "cancelled"}


def test_offers_come_after_a_project_but_for_a_few_that_are_older():
    world = still_world(scale=1)
    requests = world.listings("mostaql", "request")
    early = [one for one in requests if any(bid.at < one.posted for bid in world.thread(one).answers)]
    assert 0 < len(early) < len(requests) / 10
