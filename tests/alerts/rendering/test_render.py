"""Messages say the same as text and HTML, in both languages, whatever their texts hold."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from aggregator.alerts.rendering import LetterKind, render
from tests.alerts.letters import MOMENT, item, letter, message

TAGS = {"html", "head", "meta", "title", "style", "body", "div", "p", "span", "a", "bdi", "hr"}
BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NOTICES = [LetterKind.CONFIRM, LetterKind.SIGN_IN, LetterKind.EXPIRING, LetterKind.PAUSED]


def shown(rendered):
    """The texts of the HTML and where its links lead."""
    root = html.fromstring(rendered.html)
    return root.find("body").text_content(), root.xpath("//@href")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", list(LetterKind))
def test_every_kind_says_all_in_text_and_in_html(kind, language):
    action = "https://dalil.example/act/abc" if kind in NOTICES else None
    items = () if kind in NOTICES else (item(1), item(2))
    rendered = message(
        kind=kind,
        language=language,
        items=items,
        more=0 if kind in NOTICES else 12,
        action_url=action,
        until=MOMENT + timedelta(hours=2),
        reason="550 no such user",
    )
    text, links = shown(rendered)
    for part in (rendered.text, text):
        assert all(one.title in part for one in rendered.items)
        assert all(word in part for one in rendered.items for word in (*one.why, *one.facts, one.site))
        assert kind is not LetterKind.PAUSED or "550 no such user" in part
    wanted = {rendered.manage_url, rendered.unsubscribe_url, rendered.search_url, action} - {None}
    wanted |= {url for one in rendered.items for url in (one.url, *one.copies)}
    assert wanted <= set(links)
    assert all(url in rendered.text for url in wanted)
    assert "{" not in rendered.subject + rendered.text
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in rendered.html


@pytest.mark.parametrize(
    ("language", "items", "more", "subject", "rest"),
    [
        ("ar", 1, 0, "تصميم شعار لمتجر عطور 1", ""),
        ("ar", 2, 0, "إعلانان جديدان في «شعارات»", ""),
        ("ar", 3, 0, "3 إعلانات جديدة في «شعارات»", ""),
        ("ar", 2, 11, "13 إعلانًا جديدًا في «شعارات»", "و11 إعلانًا آخر في البحث نفسه"),
        ("ar", 1, 1, "إعلانان جديدان في «شعارات»", "وإعلان آخر في البحث نفسه"),
        ("en", 2, 1, "3 new listings in “شعارات”", "and 1 more in the same search"),
        ("en", 2, 1_000, "1,002 new listings in “شعارات”", "and 1,000 more"),
    ],
)
def test_numbers_are_counted_as_the_language_counts(language, items, more, subject, rest):
    rendered = message(language=language, items=tuple(map(item, range(1, items + 1))), more=more)
    assert rendered.subject == subject
    assert rest in rendered.text


def test_the_moment_until_a_link_works_is_told_with_its_zone():
    rendered = message(kind=LetterKind.SIGN_IN, language="en", until=MOMENT, zone="Africa/Cairo", items=())
    assert "until 25 November 2026, 11:30 Eastern European Standard Time" in rendered.text


HOSTILE = st.text(max_size=400) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "\u202egnp.exe\u202c",
        "a\r\nBcc: b@example.com",
        "{name}{0}%s",
        "\x00\x1b[31m\ud800\ufffe",
        "شعار" * 1_000,
        "</style></body></html>",
    ]
)


@given(
    text=HOSTILE, url=HOSTILE, language=st.sampled_from(["ar", "en", "xx"]), kind=st.sampled_from(LetterKind)
)
@settings(deadline=None)  # what is loaded first is slow
def test_hostile_texts_stay_texts(text, url, language, kind):
    hostile = item(title=text, url=url, site=text, facts=(text,), why=(text,), copies=(url, f"https://{url}"))
    rendered = render(
        letter(
            kind=kind,
            language=language,
            items=(hostile,),
            search_name=text,
            search_url=url,
            manage_url=f"https://dalil.example/{url}",
            action_url=f"javascript:{url}",
            reason=text,
        )
    )
    root = html.fromstring(rendered.html)
    assert {element.tag for element in root.iter()} <= TAGS
    assert all(link.startswith(("https://", "http://")) for link in root.xpath("//@href"))
    assert not BIDI.search(rendered.subject + rendered.text + rendered.html)
    assert "\n" not in rendered.subject
    assert len(rendered.subject) <= 150
    rendered.html.encode()
    rendered.text.encode()
