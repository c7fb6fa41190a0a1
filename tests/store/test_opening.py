"""A store is made where there is none, kept up to date, and what is not one is refused in one line."""

import sqlite3
from datetime import UTC

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from aggregator.domain.listing import Rating
from aggregator.errors import StoreUnavailable
from aggregator.store import open_store
from aggregator.store.migrating import OPTIONS, _config
from aggregator.store.schema import NEWEST, VERSION_TABLE
from aggregator.store.tables import listings, metadata
from tests.store.builders import minute, seen


def test_it_is_made_once_and_found_again(url):
    with open_store(url) as store:
        store.listings.save([seen()])
    with open_store(url) as store:
        assert store.listings.get("suq:request:1") is not None


def test_the_migrations_make_the_tables_that_the_code_uses(store):
    with store._database.reading() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        assert compare_metadata(context, metadata) == []


def test_moments_come_back_in_utc(store):
    store.listings.save([seen(at=minute(1))])
    one = store.listings.get("suq:request:1")
    assert (one.last_seen_at, one.last_seen_at.tzinfo) == (minute(1), UTC)
    assert store.changes.of(one.ref)[0].at.tzinfo == UTC


def test_what_breaks_a_rule_of_today_is_told(store):
    store.listings.save([seen()])
    with store._database.writing() as connection:
        connection.execute(sa.update(listings).values(data='{"kind":"request"}'))
    with pytest.raises(StoreUnavailable, match=r"cannot be read, request\.ref: Field required"):
        store.listings.get("suq:request:1")


def test_a_store_of_a_newer_version_is_refused(url):
    with open_store(url) as store, store._database.writing() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))  # noqa: S608  a constant
    with pytest.raises(StoreUnavailable, match="made by a newer Dalil"):
        open_store(url)


def test_a_failed_batch_leaves_nothing(store):
    store.listings.save([seen("suq:request:1")])
    with pytest.raises(ValueError, match="has no time zone"):
        store.listings.mark_gone(["suq:request:1"], at=minute(1).replace(tzinfo=None))
    assert store.changes.last_seq() == 1
    assert [change.seq for change in store.listings.save([seen("suq:request:2")])] == [2]


REFUSED = [
    ("no URL", "nonsense", "the store's URL is none"),
    ("another database", "mysql://localhost/dalil", "expected sqlite or postgresql"),
    ("in memory", "sqlite://", "name a file"),
    ("in memory, spelled out", "sqlite:///:memory:", "name a file"),
    ("not a database", "sqlite:///{folder}/notes.txt", "file is not a database"),
    ("a folder", "sqlite:///{folder}", "unable to open database file"),
    ("a folder that is a file", "sqlite:///{folder}/notes.txt/dalil.db", "File exists|Not a directory"),
    ("somebody else's", "sqlite:///{folder}/cats.db", "not a store of Dalil, it holds the table 'cats'"),
    ("no such driver", "sqlite+nothing:///x.db", "nothing"),
]


@pytest.mark.parametrize(("url", "reason"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_store_is_refused_in_one_line(tmp_path, url, reason):
    (tmp_path / "notes.txt").write_text("nothing but notes, line after line\n" * 100)
    other = sqlite3.connect(tmp_path / "cats.db")
    other.execute("CREATE TABLE cats (name TEXT)")
    other.close()
    with pytest.raises(StoreUnavailable, match=reason) as refused:
        open_store(url.format(folder=tmp_path))
    assert "\n" not in str(refused.value)


def test_a_store_that_breaks_while_open_is_told_in_one_line(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/dalil.db") as store:
        with store._database.making() as connection:
            connection.execute(sa.text("DROP TABLE visits"))
        with pytest.raises(StoreUnavailable, match="no such table: visits"):
            store.visits.finished("suq", "https://suq.example/")


def test_a_server_that_does_not_answer_is_told_without_the_password():
    with pytest.raises(StoreUnavailable, match="refused") as refused:
        open_store("postgresql+psycopg://dalil:secret@127.0.0.1:1/dalil")
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_newest_migration_is_known_without_alembic():
    assert ScriptDirectory.from_config(_config()).get_current_head() == NEWEST


FIRST_TABLES = {
    "meta",
    "listings",
    "changes",
    "price_history",
    "crawl_reports",
    "unmapped_labels",
    "pauses",
    "visits",
}


def drop_tables_but(connection, kept):
    for table in reversed(metadata.sorted_tables):
        if table.name not in kept:
            table.drop(connection)


def test_a_store_of_an_older_dalil_gets_the_ratings_of_what_it_holds(tmp_path):
    url = f"sqlite:///{tmp_path}/dalil.db"
    with open_store(url) as store:
        store.listings.save([seen("suq:offer:1", rating=Rating(value=4, count=2)), seen("suq:request:2")])
        with store._database.making() as connection:
            drop_tables_but(connection, FIRST_TABLES)
            connection.execute(sa.text("DROP INDEX ix_listings_site_stars"))
            connection.execute(sa.text("ALTER TABLE listings DROP COLUMN stars"))
            connection.execute(sa.text("ALTER TABLE meta DROP COLUMN identity"))
            connection.execute(sa.text("UPDATE dalil_schema SET version_num = '0001'"))
    with open_store(url) as store:
        assert store.listings.mean_ratings() == {"suq": 4.0}
        assert len(store.get_identity()) == 32
