"""What an answer of a site means: a page, a block, a removal, or a site that has changed."""

from datetime import timedelta

import pytest

from aggregator.crawl.reading import (
    LARGEST_PAGE,
    SHORTEST_PAUSE,
    Fetched,
    check_answer,
    decode,
    is_truncated,
    refuse_block_page,
)
from aggregator.errors import Blocked, PageGone, PageMismatch, SiteUnavailable

URL = "https://mostaql.com/projects"
PAGE = ("<html><body>" + "مشروع " * 200 + "</body></html>").encode()


def answer(status=200, body=PAGE, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fetched(url=URL, body=body, status=status, headers=named)


def test_a_page_passes():
    check_answer(answer())


@pytest.mark.parametrize(
    ("fetched", "error"),
    [
        (answer(403), Blocked),
        (answer(401), Blocked),
        (answer(429), Blocked),
        (answer(202, b""), Blocked),
        (answer(202), Blocked),
        (answer(200, b" \n"), Blocked),
        (answer(404), PageGone),
        (answer(410), PageGone),
        (answer(500), SiteUnavailable),
        (answer(503), SiteUnavailable),
    ],
)
def test_any_other_answer_has_its_own_error(fetched, error):
    with pytest.raises(error):
        check_answer(fetched)


@pytest.mark.parametrize(
    ("value", "pause"),
    [
        ("120", timedelta(seconds=120)),
        ("999999", timedelta(days=1)),
        ("Fri, 21 Oct 2044 07:28:00 GMT", timedelta(days=1)),
        ("Wed, 21 Oct 2020 07:28:00 GMT", SHORTEST_PAUSE),
        ("-5", SHORTEST_PAUSE),
        ("", SHORTEST_PAUSE),
        ("9" * 40, timedelta(days=1)),
    ],
)
def test_the_pause_that_a_site_asks_for_is_kept(value, pause):
    with pytest.raises(Blocked) as blocked:
        check_answer(answer(429, Retry_After=value))
    assert blocked.value.pause == pause


@pytest.mark.parametrize(
    "body",
    [
        b"<html>wait</html>\n",
        b"",
        b"<html><script src=/awswaf/challenge.js></script>" + b" " * 2000 + b"</html>",
    ],
)
def test_a_page_without_listings_may_be_a_block(body):
    with pytest.raises(Blocked):
        refuse_block_page(answer(body=body))


@pytest.mark.parametrize("body", [PAGE, b"<html>" + b"<p>g-recaptcha</p>" * 2000 + b"</html>"])
def test_a_whole_page_without_listings_is_no_block(body):
    refuse_block_page(answer(body=body))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_text_is_read_in_its_encoding(encoding):
    assert "مشروع" in decode(answer(body="مشروع".encode(encoding)))


def test_a_declared_encoding_is_believed_where_it_fits():
    body = "مشروع جديد".encode("windows-1256")
    assert decode(answer(body=body, Content_Type="text/html; charset=windows-1256")) == "مشروع جديد"


def test_bytes_that_are_not_in_the_declared_encoding_are_refused():
    body = "مشروع جديد للتصميم والبرمجة".encode("windows-1256")
    with pytest.raises(PageMismatch, match="undecodable"):
        decode(answer(body=body, Content_Type="text/html; charset=utf-8"))


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        (PAGE, False),
        (PAGE[:-7], True),
        (PAGE.upper(), False),
        (b'{"content": "<tr>"}', False),
        (b"<tr><td>a saved part of a page</td></tr>", False),
    ],
)
def test_a_document_without_its_end_is_cut_short(body, cut):
    assert is_truncated(body) is cut


def test_the_largest_page_is_far_above_a_real_one():
    assert LARGEST_PAGE > 10 * 500_000
