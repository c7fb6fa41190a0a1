"""The kit itself: a recorded page passes as long as it gives the same, and tells what changed."""

import json
import shutil

import pytest

from aggregator.sdk import Categories
from aggregator.sdk.testing import (
    Case,
    changes,
    check_cuts,
    check_field,
    check_page,
    check_site,
    record,
    site_tests,
)
from tests.sdk.pages_at_hand import HOME, AskPage, AsksPage
from tests.sdk.test_sites import site

ROWS = '<ul><li><a href="/ask/1">one</a><p>a</p></li><li><a href="/ask/2">two</a></li></ul>'


@pytest.fixture
def case(tmp_path):
    def make(body=ROWS, facts="rows = 2", *, url=f"{HOME}/asks", page="page.html"):
        folder = tmp_path / str(len([*tmp_path.iterdir()]))
        folder.mkdir()
        (folder / page).write_text(body)
        (folder / "case.toml").write_text(f'url = "{url}"\nwhy = "because"\n{facts}\n')
        return Case(site(), folder)

    return make


def again(case, body):
    """The same case with another page."""
    other = case.folder.parent / f"{case.folder.name}-again"
    shutil.copytree(case.folder, other)
    (other / "page.html").write_text(body)
    return Case(case.site, other)


def test_a_page_that_is_not_recorded_fails_with_what_to_do(case):
    with pytest.raises(AssertionError, match="run pytest --record-sites"):
        check_page(case())


def test_a_recorded_page_passes(case):
    recorded = case()
    record(recorded)
    check_page(recorded)
    check_cuts(recorded)
    for name in ("title", "description", "url"):
        check_field(recorded, name)


def test_the_record_holds_what_the_page_says_and_no_more(case):
    recorded = case()
    record(recorded)
    second = json.loads(recorded.expected.read_text())[1]
    assert second == {"kind": "request", "url": f"{HOME}/ask/2", "external_id": "2", "title": "two"}


def test_a_field_that_changed_fails_alone_and_names_the_listing(case):
    recorded = case()
    record(recorded)
    changed = again(recorded, ROWS.replace("two", "zwei"))
    check_field(changed, "url")
    with pytest.raises(AssertionError, match=r"title of listing 1: expected 'two', found 'zwei'"):
        check_field(changed, "title")


def test_recording_anew_shows_what_changed(case):
    recorded = case()
    record(recorded)
    assert changes(recorded) == ""
    changed = again(recorded, ROWS.replace("two", "zwei"))
    assert '-    "title": "two"' in record(changed)
    assert '+    "title": "zwei"' not in changes(changed)


@pytest.mark.parametrize(
    ("body", "facts", "reason"),
    [
        (ROWS, "rows = 3", "rows: expected 3, found 2"),
        (ROWS, 'rows = 2\nnext = "x"', "next: expected 'x', found None"),
        (ROWS, "rows = 2\ngone = true", "gone: expected True"),
        ("<p>x</p>", "rows = 0\nempty = true", "empty: expected True"),
        ("<p>x</p><p class=none></p>", "rows = 0", "empty: expected False"),
        ('<li><a href="/x">one</a></li>', "rows = 1", r"mismatches: expected \[\], found \[.external_id"),
        (ROWS, 'rows = 2\nmismatches = ["title: expected"]', "mismatches: expected"),
    ],
)
def test_a_page_that_is_not_as_its_facts_say_fails(case, body, facts, reason):
    with pytest.raises(AssertionError, match=reason):
        check_page(case(body, facts))


def test_a_page_that_cannot_be_opened_is_told(case):
    broken = case('{"rows": [', 'mismatches = ["page: expected JSON"]', page="page.json")
    record(broken)
    check_page(broken)


def test_facts_that_nobody_knows_are_refused(case):
    with pytest.raises(ValueError, match="colour"):
        check_page(case(ROWS, 'colour = "red"'))


def test_a_recorded_fact_that_is_no_longer_read_fails(case):
    recorded = case()
    rows = [{"title": "one", "budget": 5}, {"title": "two"}]
    recorded.expected.write_text(json.dumps(rows))
    with pytest.raises(AssertionError, match="budget"):
        check_page(recorded)


def test_a_page_class_without_a_page_fails(case):
    with pytest.raises(AssertionError, match="AskPage"):
        check_site(site(), [case()])
    check_site(site(), [case(), case("<h1>x</h1>", url=f"{HOME}/ask/1")])


def test_a_category_must_mean_a_specialty_that_there_is(case):
    odd = site(pages=(AsksPage,), categories=Categories(slugs={"a": "no-such-work"}, labels={}))
    with pytest.raises(AssertionError, match="no-such-work"):
        check_site(odd, [case()])


def test_a_plugin_that_breaks_on_a_cut_page_fails(case):
    class Greedy(AskPage):
        path = r"/greedy/\d+"

        def also(self):
            return self.css("footer")[0] and ()

    greedy = case(f"<h1>x</h1>{ROWS * 20}<footer></footer>", url=f"{HOME}/greedy/1")
    with pytest.raises(IndexError):
        check_cuts(Case(site(pages=(AsksPage, Greedy)), greedy.folder))


def test_one_test_is_made_for_each_field_of_each_case(case):
    folder = case().folder.parent
    tests = site_tests(site(), folder)
    [mark] = tests.test_a_field_of_every_listing.pytestmark
    assert {param.id for param in mark.args[1]} == {
        f"0-{name}" for name in ("url", "external_id", "title", "description")
    }
