"""Workers that are killed on the way lose no message and send none twice."""

from pathlib import Path

import pytest

from aggregator.composition import dalil
from aggregator.settings import load_settings
from bench import deliver_messages
from tests.store.schemas import own_database


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, tmp_path):
    with own_database(request, tmp_path / "dalil.db") as address:
        yield address


@pytest.mark.slow
def test_what_killed_workers_held_is_sent_once(database, tmp_path, monkeypatch):
    monkeypatch.setenv("DALIL_DATABASE_URL", database)  # for the workers, too
    monkeypatch.setattr(deliver_messages, "MESSAGES", 300)
    monkeypatch.setattr(deliver_messages, "KILLS", 4)
    monkeypatch.setattr(deliver_messages, "WAIT_SECONDS", 100)
    with deliver_messages.mail_server() as (mailbox, port):
        settings = load_settings(
            data_dir=Path(tmp_path),
            mail_url=f"smtp://127.0.0.1:{port}",
            mail_from="a@b.example",
        )
        with dalil(settings) as app:
            deliver_messages.fill(app, 300)
            deliver_messages.send(app, tmp_path, port)
            counts = app.store.deliveries.counts()
    assert len(mailbox.ids) == 300
    assert {state.value: count for state, count in counts.items() if count} == {"sent": 300}
