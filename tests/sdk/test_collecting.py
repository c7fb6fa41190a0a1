"""Pages and rows to drafts: what does not fit is told by field, and costs nothing else."""

import pytest

from aggregator.sdk import Follow, RequestDraft, Row, field
from aggregator.sdk.collecting import collect, collect_page
from aggregator.sdk.pages import open_page
from tests.sdk.pages_at_hand import HOME, AskPage, AskRow, AsksPage, response

ROWS = '<ul><li><a href="/ask/1">one</a><p>a</p></li><li><a href="/ask/2">two</a><p>a</p><p>b</p></li></ul>'


def reasons(faults):
    return [fault.field for fault in faults]


def test_every_row_becomes_a_draft():
    found = collect_page(AsksPage(response(ROWS))).found
    assert [row.draft.external_id for row in found] == ["1", "2"]


def test_a_field_that_does_not_fit_is_left_out_and_told():
    first, second = collect_page(AsksPage(response(ROWS))).found
    assert (first.draft.description, first.mismatches) == ("a", ())
    assert (second.draft.description, reasons(second.mismatches)) == (None, ["description"])


def test_without_a_required_field_there_is_no_draft():
    row = collect_page(AsksPage(response('<li><a href="/x">one</a></li>'))).found[0]
    assert (row.draft, reasons(row.mismatches)) == (None, ["external_id"])


def test_a_required_field_that_is_none_is_told_too():
    class Nameless(AskRow):
        @field
        def title(self):
            return None

    row = collect(Nameless(AsksPage(response(ROWS)).css("li")[0], AsksPage(response(ROWS))))
    assert (row.draft, reasons(row.mismatches)) == (None, ["title"])


def test_a_fault_of_the_plugin_is_not_taken_for_one_of_the_page():
    class Faulty(AskRow):
        @field
        def description(self):
            return {}["x"]

    with pytest.raises(KeyError):
        collect(Faulty(AsksPage(response(ROWS)).css("li")[0], AsksPage(response(ROWS))))


def test_a_next_link_that_does_not_fit_costs_the_next_page_alone():
    class Odd(AsksPage):
        def next(self):
            raise ValueError("expected a link")

        def lists(self):
            return (f"{HOME}/asks/a",)

    page = collect_page(Odd(response(ROWS)))
    assert (len(page.found), page.next, page.lists) == (2, None, (f"{HOME}/asks/a",))
    assert reasons(page.mismatches) == ["next"]


def test_a_listing_named_twice_on_a_page_is_one():
    class Naming(AskPage):
        def also(self):
            return [AskRow(row, self) for row in self.css("li")]

    page = collect_page(Naming(response(f"<h1>x</h1>{ROWS}{ROWS}", f"{HOME}/ask/9")))
    assert [row.draft.external_id for row in (*page.found, *page.also)] == ["9", "1", "2"]


def test_the_facts_of_a_page_do_not_hide_the_address_it_came_from():
    page = AskPage(response('<h1><a href="2">x</a></h1>', f"{HOME}/ask/1"))
    assert (page.url, page.address, page.urljoin("2")) == (f"{HOME}/ask/1", f"{HOME}/ask/1", f"{HOME}/ask/2")


def test_the_json_form_of_a_list_is_read_like_the_page():
    page = open_page(AsksPage, response('{"rows": [{"html": "<li><a href=\\"/ask/1\\">one</a></li>"}]}'))
    assert page.from_json
    assert [row.draft.title for row in collect_page(page).found] == ["one"]


@pytest.mark.parametrize(
    "body", ['{"rows": [{"html"', '{"rows": [{"html": 5}]}', "[]", '{"rows": null}', "{}"]
)
def test_json_without_html_where_it_should_be_is_refused(body):
    with pytest.raises(ValueError, match=r"expected (JSON|HTML)"):
        open_page(AsksPage, response(body))


def test_an_honest_end_of_a_list_is_told_from_a_changed_page():
    assert AsksPage(response('<p class="none">nothing</p>')).is_empty()
    assert open_page(AsksPage, response('{"rows": []}')).is_empty()
    assert not AsksPage(response("<p>nothing</p>")).is_empty()


@pytest.mark.parametrize(
    ("markup", "gone"),
    [
        ("<title>Gone | Souq</title>", True),
        ("<h1> Gone </h1>", True),
        ("<title>Gone - Souq</title>", True),
        ("<title>Gone with the wind | Souq</title><h1>Gone with the wind</h1>", False),
        ("<title>Not Gone</title>", False),
    ],
)
def test_only_a_whole_title_says_that_a_listing_is_gone(markup, gone):
    assert AskPage(response(markup)).is_gone() == gone


def test_a_field_that_no_draft_has_is_refused_as_the_class_is_made():
    with pytest.raises(TypeError, match="prise"):

        class Misspelt(AskRow):
            @field
            def prise(self):
                return None


def test_a_class_without_the_required_fields_is_refused():
    with pytest.raises(TypeError, match="external_id, title, url"):

        class Empty(Row):
            draft = RequestDraft


def test_a_list_has_no_next_page_unless_it_says_so():
    assert AsksPage(response(ROWS)).next() is None
    assert Follow(url=f"{HOME}/asks?page=2").form == ()
