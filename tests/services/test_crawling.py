"""May we crawl? The answer comes before anything is fetched; the workers only note what they got."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aggregator.domain.identity import Kind
from aggregator.domain.report import CrawlReport, Outcome
from aggregator.errors import BadInput, SettingsInvalid, UnknownSite
from aggregator.plugin_manager import Plugins
from aggregator.services.crawling import DEMO, Crawling, CrawlOrder
from aggregator.settings import load_settings
from aggregator.store import open_store
from aggregator.store.values import Sighting
from tests.cli.listings import listings
from tests.crawl.builders import site

SUQ = "http://127.0.0.1:9/suq"


class Workers:
    """Keeps the jobs and says that all went well."""

    def __init__(self):
        self.jobs = []

    def run(self, jobs, _on_progress):
        self.jobs += jobs
        now = datetime.now(UTC)
        return [
            CrawlReport(site=job.site, started_at=now, finished_at=now, outcome=Outcome.OK) for job in jobs
        ]


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'dalil.db'}") as opened:
        yield opened


@pytest.fixture
def crawling(tmp_path, store):
    settings = load_settings(data_dir=tmp_path, contact_url="https://dalil.example/bot")
    plugins = Plugins({"suq": site(), "bazar": replace(site(), key="bazar")}, ())
    made = Crawling(settings, plugins, store=store)
    made._workers = Workers()
    return made


def crawl(crawling, **facts):
    return crawling.crawl(CrawlOrder(**facts), lambda _: None)


def test_without_names_all_sites_are_crawled_with_all_their_kinds(crawling):
    reports = crawl(crawling)
    assert [report.site for report in reports] == ["bazar", "suq"]
    assert {job.kinds for job in crawling._workers.jobs} == {(Kind.REQUEST,)}


def test_a_live_site_learns_whom_to_ask(crawling):
    crawl(crawling, sites=("suq",))
    assert crawling._workers.jobs[0].user_agent.endswith("(+https://dalil.example/bot)")
    assert crawling._workers.jobs[0].base_url is None


def test_without_a_contact_no_live_site_is_crawled(crawling, tmp_path):
    crawling._settings = load_settings(data_dir=tmp_path)
    with pytest.raises(SettingsInvalid, match="DALIL_CONTACT_URL"):
        crawl(crawling, sites=("suq",))
    assert crawl(crawling, sites=("suq",), base_urls={"suq": SUQ})[0].outcome is Outcome.OK


@pytest.mark.parametrize("facts", [{"sites": ("nowhere",)}, {"base_urls": {"nowhere": SUQ}}])
def test_an_unknown_site_is_refused(crawling, facts):
    with pytest.raises(UnknownSite, match="known sites: bazar, suq"):
        crawl(crawling, **facts)


def test_a_kind_that_nobody_lists_is_refused(crawling):
    with pytest.raises(BadInput, match="no offer is listed by bazar, suq"):
        crawl(crawling, kind=Kind.OFFER)


def test_who_names_a_stand_in_wants_no_other_site(crawling):
    crawl(crawling, base_urls={"suq": SUQ})
    assert [job.site for job in crawling._workers.jobs] == ["suq"]


def test_a_stand_in_serves_its_own_site_only(crawling):
    crawl(crawling, sites=("suq", "bazar"), base_urls={"suq": SUQ})
    assert {job.site: job.base_url for job in crawling._workers.jobs} == {"bazar": None, "suq": SUQ}


def test_a_paused_site_is_left_alone_until_the_pause_ends(crawling, store):
    store.pauses.blocked("suq", "site", at=datetime.now(UTC), asked=timedelta(hours=1))
    report = next(report for report in crawl(crawling) if report.site == "suq")
    assert (report.outcome, report.why.startswith("not visited")) == (Outcome.BLOCKED, True)
    assert 3500 < report.pause_seconds <= 3600
    assert [job.site for job in crawling._workers.jobs] == ["bazar"]


def test_a_stand_in_is_not_paused(crawling, store):
    store.pauses.blocked("suq", "site", at=datetime.now(UTC), asked=timedelta(hours=1))
    assert crawl(crawling, sites=("suq",), base_urls={"suq": SUQ})[0].outcome is Outcome.OK


def test_invented_listings_and_real_ones_never_meet(crawling, store):
    crawl(crawling, sites=("suq",), base_urls={"suq": SUQ}, origin=DEMO)
    assert store.get_origin() == DEMO
    with pytest.raises(BadInput, match="holds demo listings, which live ones must not join"):
        crawl(crawling, sites=("suq",))


def test_what_was_there_before_counts_as_real(crawling, store):
    store.listings.save([Sighting(listing=listing) for listing in listings()])
    with pytest.raises(BadInput, match="holds live listings, which demo ones must not join"):
        crawl(crawling, sites=("suq",), base_urls={"suq": SUQ}, origin=DEMO)
