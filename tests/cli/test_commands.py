"""Every command: bad use and bad input give one clear line and the right exit code, never a traceback."""

import json
import shutil
import socket
import subprocess
import sys

import pytest

from aggregator import composition
from aggregator.cli import crawling
from aggregator.cli.app import run
from plugins import kafiil


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["crawl", "nowhere"], "unknown site 'nowhere'"),
        (["crawl", "--base-url", "mostaql"], "expected SITE=URL"),
        (["crawl", "--base-url", "mostaql=ftp://x"], "expected SITE=URL"),
        (["crawl", "--base-url", "mostaql=http://[x"], "expected SITE=URL"),
        (["crawl", "--base-url", "nowhere=http://127.0.0.1:1"], "unknown site 'nowhere'"),
        (["crawl", "mostaql", "--kind", "offer"], "no offer is listed by mostaql"),
        (["crawl", "mostaql"], "set DALIL_CONTACT_URL"),
        (["up"], "set DALIL_CONTACT_URL"),
        (["parse", "nowhere", __file__, "--url", "https://mostaql.com/projects"], "unknown site"),
        (
            ["parse", "mostaql", __file__, "--url", "https://evil.example/"],
            "expected an address on mostaql.com",
        ),
        (["parse", "mostaql", __file__, "--url", "https://mostaql.com/p/terms"], "no page class of mostaql"),
        (["parse", "mostaql", __file__, "--url", "https://mostaql.com/projects"], "rows: "),
        (["parse", "mostaql", __file__, "--url", "https://mostaql.com/project/1-x"], "title: "),
        (["parse", "mostaql", "/no/such/page.html", "--url", "https://mostaql.com/projects"], "No such file"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(dalil, arguments, word):
    answer = dalil(*arguments)
    assert answer.code == 2
    assert word in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["search"],
        ["search", "x", "--kind", "cat"],
        ["search", "x", "--limit", "0"],
        ["crawl", "--max-pages", "0"],
        ["crawl", "--max-pages", "many"],
        ["parse", "mostaql", "x.html"],
        ["index", "burn"],
        ["demo", "--port", "99999999"],
    ],
)
def test_bad_use_is_exit_code_2(dalil, arguments):
    answer = dalil(*arguments)
    assert answer.code == 2
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("DALIL_PORT", "many", "DALIL_PORT"),
        ("DALIL_RATES", '{"SAR": -1}', "rates"),
        ("DALIL_CONTACT_URL", "me", "contact_url"),
        ("DALIL_SEARCH_URL", "solr:x", "search_url"),
    ],
)
def test_a_bad_setting_is_named(dalil, monkeypatch, name, value, word):
    monkeypatch.setenv(name, value)
    answer = dalil("sites")
    assert answer.code == 2
    assert word in answer.complaint


def test_a_setting_file_is_read_and_its_mistakes_are_named(dalil, tmp_path):
    (tmp_path / "dalil.toml").write_text("port = 'many'")
    assert (dalil("sites").code, "port" in dalil("sites").complaint) == (2, True)
    (tmp_path / "dalil.toml").write_text("port = ")
    assert (dalil("sites").code, "dalil.toml" in dalil("sites").complaint) == (2, True)


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "sqlite:////proc/no/where.db"])
def test_a_store_that_cannot_be_opened_is_a_failed_run(dalil, monkeypatch, url):
    monkeypatch.setenv("DALIL_DATABASE_URL", url)
    answer = dalil("sites")
    assert answer.code == 1
    assert "store" in answer.complaint


def test_a_password_of_the_store_is_never_shown(dalil, monkeypatch):
    monkeypatch.setenv("DALIL_DATABASE_URL", "postgresql://dalil:s3cret@127.0.0.1:1/x")
    answer = dalil("sites")
    assert answer.code == 1
    assert "s3cret" not in answer.out + answer.err


def test_sites_are_listed_for_people_and_programs(filled):
    assert "khamsat" in filled("sites").out
    assert {site["key"]: site["listings"] for site in filled("sites", "--json").json} == {
        "kafiil": 0,
        "khamsat": 1,
        "mostaql": 2,
    }


def test_the_index_can_be_looked_at_brought_up_to_date_and_built_anew(filled):
    status = filled("index", "status", "--json").json
    assert (status["documents"], status["changes_waiting"]) == (3, 0)
    assert filled("index", "sync", "--json").json["applied"] == 0
    assert filled("index", "rebuild", "--json").json["applied"] == 3
    assert filled("index", "status").code == 0


def test_a_damaged_index_says_so_and_is_rebuilt(filled, tmp_path):
    (tmp_path / "data" / "index" / "live.json").write_text("{")
    assert filled("index", "status").code == 1
    answer = filled("search", "شعار")
    assert (answer.code, "dalil index rebuild" in answer.complaint) == (1, True)
    assert filled("index", "rebuild").code == 0
    assert filled("search", "شعار", "--json").json["total"] == 2


def test_a_port_that_is_taken_is_told_before_any_work(dalil):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in ("demo", "serve"):
            answer = dalil(command, "--port", port)
            assert (answer.code, f"port {port}" in answer.complaint) == (1, True)


def test_invented_listings_never_join_real_ones(filled):
    answer = filled("demo", "--once")
    assert answer.code == 2
    assert "set DALIL_DATA_DIR to another folder" in answer.err


def test_parse_prints_one_object_a_line_and_names_what_did_not_fit(dalil, tmp_path):
    page = tmp_path / "feed.xml"
    item = "<item><title>{}</title><link>{}</link></item>"
    good = item.format("تصميم شعار", "https://mostaql.com/go/7")
    bad = item.format("بلا رقم", "https://mostaql.com/go/x")
    page.write_text(f"<rss><channel>{good}{bad}</channel></rss>")
    answer = dalil("parse", "mostaql", page, "--url", "https://mostaql.com/rss")
    assert answer.code == 2
    assert [json.loads(line)["ref"] for line in answer.out.splitlines()] == ["mostaql:request:7"]
    assert "row 2: external_id: expected" in answer.err
    assert not (tmp_path / "data").exists()


def test_an_unexpected_error_is_one_line_too(dalil, monkeypatch):
    monkeypatch.setattr("aggregator.cli.indexing.dalil", lambda: 1 / 0)
    answer = dalil("index", "status")
    assert answer.code == 1
    assert answer.complaint.startswith("dalil: unexpected ZeroDivisionError")


def test_ctrl_c_is_no_error_of_ours(monkeypatch, capsys):
    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr("aggregator.cli.indexing.dalil", interrupt)
    assert run(["index", "status"]) == 130
    assert "interrupted" in capsys.readouterr().err


def saved(folder, text):
    page = folder / "page.html"
    page.write_text(text)
    return page


def test_a_full_page_of_something_else_is_no_listing(dalil, tmp_path):
    page = saved(tmp_path, "<html><body><h1>تسجيل الدخول</h1></body></html>")
    for site, url in (("khamsat", "https://khamsat.com/user/somebody"), ("kafiil", "https://kafiil.com/u/x")):
        answer = dalil("parse", site, page, "--url", url)
        assert (answer.code, answer.out) == (2, "")
        assert "page: expected a full page, found a title alone" in answer.complaint


def test_a_saved_page_that_is_cut_short_is_told(dalil, tmp_path):
    row = '<div class="project-box"><a class="name" href="/project/7-x">شعار لمخبز</a></div>'
    page = saved(tmp_path, f"<html><body>{row}")
    answer = dalil("parse", "kafiil", page, "--url", "https://kafiil.com/projects")
    assert (answer.code, len(answer.out.splitlines())) == (0, 1)
    assert "cut short" in answer.err


def test_a_page_that_cannot_be_read_at_all_is_told_in_json_too(dalil, tmp_path):
    page = saved(tmp_path, "<html><body></body></html>")
    answer = dalil("parse", "kafiil", page, "--url", "https://kafiil.com/projects", "--json")
    assert answer.code == 2
    assert json.loads(answer.complaint) == {"fault": "rows: expected rows 'div.project-box', found none"}


def test_a_plugin_that_raises_on_a_saved_page_is_named(dalil, tmp_path, monkeypatch):
    monkeypatch.setattr(kafiil.SITE.pages[0], "found_rows", lambda _: 1 / 0)
    page = saved(tmp_path, "<html><body></body></html>")
    answer = dalil("parse", "kafiil", page, "--url", "https://kafiil.com/projects")
    assert answer.code == 1
    assert "plugin kafiil: ZeroDivisionError" in answer.complaint


INTERRUPTED = """
import os, signal, sys

class Interrupt:
    def find_spec(self, name, *_):
        if name == "aggregator.cli.alerts":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
from aggregator.cli import main
main()
"""


@pytest.mark.slow
def test_ctrl_c_while_a_command_is_still_loading_leaves_no_traceback():
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.usefixtures("filled")
def test_a_site_does_not_wait_until_all_of_a_large_store_is_indexed(tmp_path, monkeypatch, capsys):
    shutil.rmtree(tmp_path / "data" / "index")
    with composition.dalil() as app:
        with monkeypatch.context() as patch:
            patch.setattr(crawling, "MANY_WAITING", 3)
            crawling.index_if_possible(app)
        assert "3 changes are indexed while pages are served" in capsys.readouterr().err
        assert app.indexer.status().documents == 0
        crawling.index_if_possible(app)
        assert app.indexer.status().documents == 3
