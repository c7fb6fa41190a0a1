"""How closely titles and skills say what was asked for: always by comparing two listings of one answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.agreement import Features, agreement
from search.closeness import Closeness
from search.fields import Card
from search.plan import make_plan
from search.related import relations


def _card(title, *skills):
    return Card(
        title=title, skills=skills, kind="offer", posted=None, evidence=0.0, specialties=(), signature=None
    )


def _closeness(text, cards, *, weights=None, everywhere=True):
    units = make_plan(text).required
    close = Closeness(units, weights or [1.0] * len(units), relations=relations(units), everywhere=everywhere)
    return close.of(cards)


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("كرسي", _card("كرسي"), _card("كراسي")),
        ("لوجو", _card("لوجو"), _card("شعار")),
        ("كرسي", _card("كرسي", "خشب"), _card("خشب", "كرسي")),
        ("كرسي", _card("كرسي", "كرسي"), _card("كرسي", "خشب")),
        ("كرسي خشب", _card("كرسي خشب"), _card("كرسي", "خشب")),
        ("كرسي خشب", _card("كرسي خشب متين"), _card("كرسي متين خشب")),
        ("كرسي", _card("كرسي متين"), _card("كرسي متين وطاولة ورف وباب ونافذة")),
        ("كرسي", _card("كرسي", "خشب"), _card("كرسي", "خشب", "حديد", "زجاج", "جلد", "قماش", "نحاس")),
        ("تحسين سرعة ووردبريس", _card("تسريع موقعك ووردبريس"), _card("قالب ووردبريس")),
        ("تعليق صوتي", _card("تعليق صوتي"), _card("تعليق صوتي ودراسة جدوى")),
    ],
    ids=[
        "written so before another form",
        "the asker's word before another of the trade",
        "title before skills",
        "both before one",
        "all in the title before part of it",
        "side by side before apart",
        "a short title before one that promises everything",
        "few skills before all there are",
        "another name of the trade before half of what was asked",
        "that trade before that and another",
    ],
)
def test_one_is_closer_than_the_other(text, better, worse):
    first, second = _closeness(text, [better, worse])
    assert first > second


def test_the_telling_word_counts_more():
    cards = [_card("كرسي"), _card("خشب")]
    first, second = _closeness("كرسي خشب", cards, weights=[0.25, 1.0], everywhere=False)
    assert second > first


def test_what_is_known_to_stand_elsewhere_is_partly_there():
    cards = [_card("كرسي خشب"), _card("كرسي")]
    assert _closeness("كرسي خشب", cards)[1] > _closeness("كرسي خشب", cards, everywhere=False)[1]


def test_who_shares_the_skills_of_the_best_comes_before_who_does_not():
    best = [_card("كرسي", "نجارة", "اثاث")] * 5
    same, other = _card("كرسي متين", "نجارة", "اثاث"), _card("كرسي متين", "العاب", "برمجة")
    *_, first, second = _closeness("كرسي", [*best, same, other])
    assert first > second


def test_no_listing_is_no_trouble():
    assert _closeness("كرسي", []) == []


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=4)), max_size=8),
)
def test_closeness_is_from_0_to_1_and_the_same_again(text, listings):
    cards = [_card(title, *skills) for title, skills in listings]
    found = _closeness(text, cards)
    assert all(0 <= one <= 1 for one in found)
    assert found == _closeness(text, cards)


@given(st.permutations(range(6)))
def test_the_order_of_the_candidates_changes_nothing(order):
    cards = [_card(f"كرسي {word}", "نجارة") for word in ("خشب", "حديد", "جلد", "زجاج", "قماش", "نحاس")]
    found = _closeness("كرسي خشب", cards)
    shuffled = _closeness("كرسي خشب", [cards[at] for at in order])
    assert shuffled == pytest.approx([found[at] for at in order])


def test_what_only_one_has_is_nothing_in_common():
    listings = [Features(skills=(("ا",),), title=("ب",)), Features(skills=(("ج",),), title=("د",))]
    assert agreement(listings, [1.0, 0.5]) == [0.0, 0.0]
