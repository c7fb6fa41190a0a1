"""What crawls remember for the next ones: reports, labels without a specialty, and pauses."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import StatementError

from aggregator.domain.report import CrawlReport, KindReport, Outcome
from aggregator.store import open_store
from aggregator.store.values import UnmappedLabel
from tests.store.builders import minute

MINUTES = [1, 5, 15, 30, 60, 120, 240, 480, 1440, 1440]


def report(site="suq", *, at=0, **facts):
    return CrawlReport(
        site=site, started_at=minute(at), finished_at=minute(at + 1), outcome=Outcome.PARTIAL, **facts
    )


def test_a_report_is_read_back_as_it_was(store):
    kept = report(
        kinds={"request": KindReport(pages=3, rows=75, coverage={"title": 1.0, "budget": 1 / 3})},
        reasons={"budget: expected money": 2},
        warnings=("budget in fewer than half of the listings",),
        pause_seconds=60,
    )
    store.reports.add(kept)
    assert store.reports.last("suq") == kept


def test_the_latest_report_is_that_of_the_crawl_that_began_last(store):
    for site, at in [("suq", 5), ("suq", 1), ("other", 9), ("suq", 5)]:
        store.reports.add(report(site, at=at, why=f"{site} {at}"))
    assert store.reports.last("suq").why == "suq 5"
    assert store.reports.last("never") is None
    assert [one.why for one in store.reports.recent(limit=3)] == ["other 9", "suq 5", "suq 5"]


def test_labels_are_counted_over_crawls_and_the_most_frequent_comes_first(store):
    store.labels.count("suq", {"خطاطة": 2, "أخرى": 1}, at=minute(1))
    store.labels.count("suq", {"أخرى": 5}, at=minute(2))
    store.labels.count("other", {"خطاطة": 3}, at=minute(3))
    store.labels.count("suq", {}, at=minute(4))
    assert store.labels.unmapped("suq") == [
        _label("suq", "أخرى", count=6, first=1, last=2),
        _label("suq", "خطاطة", count=2, first=1, last=1),
    ]
    assert [(one.site, one.count) for one in store.labels.unmapped()] == [
        ("suq", 6),
        ("other", 3),
        ("suq", 2),
    ]


def test_a_label_without_an_end_is_kept_short(store):
    store.labels.count("suq", {"ط" * 5000: 1}, at=minute(0))
    assert len(store.labels.unmapped()[0].label) == 500


def _label(site, label, *, count, first, last):
    return UnmappedLabel(
        site=site, label=label, count=count, first_seen_at=minute(first), last_seen_at=minute(last)
    )


def test_each_block_in_a_row_pauses_longer_up_to_a_day(store):
    ends = [store.pauses.blocked("suq", "site", at=minute(0), asked=None) for _ in MINUTES]
    assert [(end - minute(0)) // timedelta(minutes=1) for end in ends] == MINUTES


@pytest.mark.parametrize(
    ("blocks", "successes", "next_minutes"), [(3, 1, 15), (3, 2, 5), (3, 9, 1), (9, 1, 1440), (12, 2, 480)]
)
def test_each_success_takes_a_level_back(store, blocks, successes, next_minutes):
    for _ in range(blocks):
        store.pauses.blocked("suq", "site", at=minute(0), asked=None)
    for _ in range(successes):
        store.pauses.succeeded("suq", "site")
    later = minute(100_000)
    assert store.pauses.blocked("suq", "site", at=later, asked=None) - later == timedelta(
        minutes=next_minutes
    )


def test_a_pause_is_at_least_as_long_as_the_site_asked(store):
    assert store.pauses.blocked("suq", "site", at=minute(0), asked=timedelta(hours=3)) == minute(180)
    assert store.pauses.blocked("suq", "site", at=minute(1), asked=timedelta(seconds=1)) == minute(180)
    assert store.pauses.blocked("other", "site", at=minute(0), asked=timedelta(seconds=1)) == minute(1)


def test_a_pause_runs_until_its_end_for_its_site_and_scope_alone(store):
    store.pauses.blocked("suq", "request", at=minute(0), asked=None)
    assert store.pauses.until("suq", "request", at=minute(0)) == minute(1)
    assert store.pauses.until("suq", "request", at=minute(1)) is None
    assert store.pauses.until("suq", "site", at=minute(0)) is None
    assert store.pauses.until("other", "request", at=minute(0)) is None


def test_a_success_ends_the_pause(store):
    store.pauses.blocked("suq", "site", at=minute(0), asked=None)
    store.pauses.blocked("suq", "site", at=minute(0), asked=None)
    store.pauses.succeeded("suq", "site")
    store.pauses.succeeded("other", "site")
    assert store.pauses.until("suq", "site", at=minute(0)) is None


def test_whose_listings_these_are_is_remembered(store):
    assert store.get_origin() is None
    for origin in ("demo", "live"):
        store.set_origin(origin)
        assert store.get_origin() == origin


def test_a_store_has_a_name_of_its_own_for_good(store, url, tmp_path):
    with open_store(url) as again, open_store(f"sqlite:///{tmp_path}/other.db") as other:
        assert again.get_identity() == store.get_identity()
        assert other.get_identity() != store.get_identity()


def test_a_moment_without_a_zone_is_refused_by_the_store(store):
    with pytest.raises(StatementError, match="has no time zone"):
        store.labels.count("suq", {"خطاطة": 1}, at=minute(0).replace(tzinfo=None))
