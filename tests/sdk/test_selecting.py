"""Selectors that say what they expected: exactly one, perhaps one, many, side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.sdk import (
    beside,
    link,
    links,
    many,
    maybe,
    maybe_link,
    one,
    own_address,
    pairs,
    paragraphs,
    part,
    party_of,
    plain,
    present,
    structured,
)
from tests.sdk.pages_at_hand import HOME, AskPage, AsksPage, node, response

CARD = node("<div><b>  two\n words </b><i></i><b>two words</b><u>x</u><u>y</u></div>")


def page(markup, url=f"{HOME}/asks"):
    return AsksPage(response(markup, url))


def test_one_is_the_text_with_single_spaces_and_repeats_count_once():
    assert one(CARD, "b") == "two words"


@pytest.mark.parametrize(
    ("css", "reason"), [("s", "found nothing"), ("i", "found nothing"), ("u", "found 2 that differ")]
)
def test_one_refuses_none_empty_and_several(css, reason):
    with pytest.raises(ValueError, match=reason):
        one(CARD, css)


def test_maybe_is_none_where_nothing_stands_but_refuses_several():
    assert maybe(CARD, "s") is None
    assert maybe(None, "s") is None
    with pytest.raises(ValueError, match="found 2"):
        maybe(CARD, "u")


def test_many_keeps_the_order_of_the_page():
    assert many(CARD, "u, b") == ("two words", "x", "y")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a<br>b</p>", "a b"),
        ("<p>a<script>alert(1)</script>b<style>p {}</style></p>", "ab"),
        ("<p><!-- no -->a<b>b</b> c</p>", "ab c"),
        ("<p>&lt;script&gt;</p>", "<script>"),
    ],
)
def test_a_text_is_what_a_reader_sees(markup, text):
    assert one(node(markup), "p") == text


def test_attributes_and_text_nodes_can_be_asked_for():
    card = node('<a href="/x" title=" t ">own <b>inner</b></a>')
    assert one(card, "a::attr(title)") == "t"
    assert one(card, "a::text") == "own"


def test_paragraphs_keep_their_lines_and_lose_their_scripts():
    card = node("<div><p>one<br>two</p><script>alert(1)</script><p>three</p></div>")
    assert paragraphs(card, "div") == "one\ntwo\n\nthree"
    assert paragraphs(card, "section") is None


def test_plain_reads_html_that_came_as_a_string():
    assert plain("<p>a &amp; b</p><script>c</script>") == "a & b"
    assert plain(None) is None


def test_part_is_the_group_or_tells_what_was_expected():
    assert part("/ask/12-x", r"/ask/(\d+)") == "12"
    assert part("ab12", r"\d+") == "12"
    with pytest.raises(ValueError, match=r"expected '/ask/"):
        part("/x", r"/ask/(\d+)")


def test_links_are_absolute_and_follow_the_base_of_the_page():
    based = page('<base href="/deep/"><a href=" ask/1 ">x</a><a href="ask/1">x</a><a href="/ask/2">y</a>')
    assert links(based, "a") == (f"{HOME}/deep/ask/1", f"{HOME}/ask/2")
    assert maybe_link(based, "a") == f"{HOME}/deep/ask/1"
    assert maybe_link(based, "b") is None


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "JaVaScRiPt:x"]
)
def test_a_link_that_no_reader_should_open_is_refused(href):
    with pytest.raises(ValueError, match="http or https"):
        link(page(f'<a href="{href}">x</a>'), "a")


def test_one_link_means_one():
    with pytest.raises(ValueError, match="found 2"):
        link(page('<a href="/1">x</a><a href="/2">y</a>'), "a")
    with pytest.raises(ValueError, match="found nothing"):
        link(page("<a>x</a>"), "a")


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="/ask/7-slug">', f"{HOME}/ask/7-slug"),
        (f'<meta property="og:url" content="{HOME}/ask/7-og">', f"{HOME}/ask/7-og"),
        (f'<meta property="og:url" content="{HOME}"><link rel="canonical" href="{HOME}">', f"{HOME}/ask/7"),
    ],
)
def test_an_item_is_called_by_its_canonical_address_when_that_is_one_of_an_item(head, address):
    assert own_address(AskPage(response(head, f"{HOME}/ask/7")), r"/ask/\d+") == address


def test_a_party_needs_a_name():
    assert party_of(page('<a href="/u/x"><img></a>'), "a") is None
    party = party_of(page('<a href="/u/x"> Lu .</a>'), "a")
    assert (party.name, party.url) == ("Lu .", f"{HOME}/u/x")


def test_pairs_are_found_by_label_whatever_its_spelling():
    table = node(
        "<table><tr><td>الحـالة : </td><td>a</td></tr>"
        "<tr><td>الحالة</td><td>b</td></tr><tr><td>x</td></tr></table>"
    )
    panel = pairs(table, "tr", label="td:first-child", value="td:last-child:not(:first-child)")
    assert panel.text("الحالة") == "a"
    assert panel.text("no", "الحاله".replace("ه", "ة")) == "a"
    assert panel.text("x") is None
    assert panel.get("no") is None


def test_cells_side_by_side_are_pairs_however_they_are_wrapped():
    grid = node("<div><p>price</p><p>5</p><p>days</p><p>2</p></div><div><p>level</p><p>new</p></div>")
    panel = beside(grid, "p")
    assert [panel.text(label) for label in ("price", "days", "level")] == ["5", "2", "new"]


def test_the_shortest_label_of_that_sense_is_meant():
    panel = beside(node("<p>reply time of the team</p><p>9</p><p>reply time</p><p>1</p>"), "p")
    assert maybe(panel.like("reply")) == "1"
    assert panel.like("rating") is None


def test_a_label_of_any_length_does_no_harm():
    assert beside(node(f"<p>{'x' * 5000}</p><p>1</p><p>a</p><p>2</p>"), "p").text("a") == "2"


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('{"@type": "JobPosting", "title": "a\nb"}', {"@type": "JobPosting", "title": "a\nb"}),
        ('[{"@type": "Thing"}, {"@type": "JobPosting"}]', {"@type": "JobPosting"}),
        ('{"@type": "Thing"}', {}),
        ("[1, null]", {}),
    ],
)
def test_structured_data_is_read_with_its_raw_line_breaks(script, found):
    assert structured(node(f'<script type="application/ld+json">{script}</script>'), "JobPosting") == found


@pytest.mark.parametrize("script", ['{"@type": ', "", "[" * 100_000])
def test_structured_data_that_is_no_json_is_told(script):
    with pytest.raises(ValueError, match="expected JSON-LD"):
        structured(node(f'<script type="application/ld+json">{script or " "}</script>'), "JobPosting")


def test_present_asks_without_reading():
    assert present(CARD, "i")
    assert not present(CARD, "s")


@given(st.text(max_size=300))
def test_any_text_comes_back_with_its_spaces_folded(text):
    card = node("<p>x</p>")
    element = card.css("p")[0].root
    try:
        element.text = text
    except ValueError:
        return  # lxml takes no control characters, nor can a page hold them
    assert (maybe(card, "p") or "") == " ".join(text.split())
