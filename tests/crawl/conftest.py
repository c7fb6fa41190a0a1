"""Crawls of the invented marketplace: a real worker process, a real server, a real store."""

import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest

from aggregator.crawl.job import CrawlJob, CrawlJobSchema
from aggregator.crawl.messages import MessageSchema
from aggregator.domain.identity import Kind
from aggregator.domain.report import CrawlReport
from aggregator.store import Store, open_store
from tests.crawl.market import Market, serving

PLUGIN = Path(__file__).with_name("suq")
COMMAND = [sys.executable, "-m", "aggregator.crawl.worker"]


@dataclass
class Crawl:
    """The marketplace and what our crawls of it made of the store."""

    market: Market
    job: CrawlJob
    store: Store
    environment: dict[str, str] = field(default_factory=lambda: {**os.environ, "PYTHONPATH": str(PLUGIN)})

    def run(self, **facts) -> CrawlReport:
        """Crawl once in a worker of its own; its report."""
        worker = self.start(**facts)
        output, errors = worker.communicate(timeout=60)
        assert worker.returncode == 0, errors.decode()
        report = MessageSchema.validate_json(output.splitlines()[-1]).report
        assert report is not None
        return report

    def start(self, **facts) -> "subprocess.Popen[bytes]":
        """Begin a crawl and leave it running."""
        pipe = subprocess.PIPE
        worker = subprocess.Popen(COMMAND, stdin=pipe, stdout=pipe, stderr=pipe, env=self.environment)
        worker.stdin.write(CrawlJobSchema.dump_json(replace(self.job, **facts)))
        worker.stdin.close()
        worker.stdin = None
        return worker

    def titles(self) -> dict[str, str]:
        return {listing.ref.rpartition(":")[2]: listing.title for listing in self.store.listings.iterate()}

    def listing(self, external_id: object):
        return self.store.listings.get(f"suq:request:{external_id}")


@pytest.fixture
def crawl(tmp_path):
    market = Market()
    url = f"sqlite:///{tmp_path / 'dalil.db'}"
    with serving(market) as base_url, open_store(url) as store:
        job = CrawlJob(
            site="suq",
            kinds=(Kind.REQUEST,),
            database_url=url,
            data_dir=tmp_path,
            user_agent="Dalil/test (+https://dalil.example/bot)",
            rates={"USD": Decimal(1)},
            base_url=base_url,
            timeout_seconds=5,
        )
        yield Crawl(market=market, job=job, store=store)
