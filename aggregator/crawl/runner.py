"""Starts one worker process a site, passes its progress on, and tells an end without a report."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE

from pydantic import ValidationError

from aggregator.crawl.job import CrawlJob, CrawlJobSchema
from aggregator.crawl.messages import MessageSchema, Progress
from aggregator.domain.report import CrawlReport, Outcome

COMMAND = (sys.executable, "-m", "aggregator.crawl.worker")

OnProgress = Callable[[Progress], None]


class Workers:
    """The worker processes that run now."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()

    def run(self, jobs: Sequence[CrawlJob], on_progress: OnProgress) -> list[CrawlReport]:
        """Crawl all sites at once, each in its own process; one report a job, in the order of the jobs.

        A worker that is killed or breaks gives a FAILED report; the others go on.
        """
        with ThreadPoolExecutor(max_workers=max(1, len(jobs))) as pool:
            try:
                return list(pool.map(lambda job: self._run(job, on_progress), jobs))
            except BaseException:
                self.stop()
                raise

    def stop(self) -> None:
        """End all crawls that run now; what they have stored stays."""
        for worker in tuple(self._running):
            worker.terminate()

    def _run(self, job: CrawlJob, on_progress: OnProgress) -> CrawlReport:
        """Crawl one site; what its worker writes to stderr goes to its log."""
        began_at = datetime.now(UTC)
        log = job.data_dir / "logs" / f"crawl-{job.site}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with (
            log.open("wb") as errors,
            subprocess.Popen(COMMAND, stdin=PIPE, stdout=PIPE, stderr=errors) as worker,
        ):
            self._running.add(worker)
            try:
                report = _converse(worker, job, on_progress)
            finally:
                self._running.discard(worker)
        return report or _without_report(job, log, began_at=began_at, code=worker.returncode)


def _converse(
    worker: "subprocess.Popen[bytes]", job: CrawlJob, on_progress: OnProgress
) -> CrawlReport | None:
    if worker.stdin is None or worker.stdout is None:
        raise RuntimeError("a worker talks through pipes")
    try:
        worker.stdin.write(CrawlJobSchema.dump_json(job))
        worker.stdin.close()
    except BrokenPipeError:
        return None
    for line in worker.stdout:
        try:
            message = MessageSchema.validate_json(line)
        except ValidationError:
            return None  # the line of a worker that was killed while it spoke
        if message.progress:
            on_progress(message.progress)
        if message.report:
            return message.report
    return None


def _without_report(job: CrawlJob, log: Path, *, began_at: datetime, code: int | None) -> CrawlReport:
    ended = f"was killed (signal {-code})" if code is not None and code < 0 else f"ended with code {code}"
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    why = f"the crawl of {job.site} {ended}" + (f": {lines[-1][:300]}" if lines else "")
    return CrawlReport(
        site=job.site,
        started_at=began_at,
        finished_at=datetime.now(UTC),
        outcome=Outcome.FAILED,
        why=f"{why} (log: {log})",
    )
