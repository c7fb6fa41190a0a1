"""What the trades are called: read from data, found for queries, counted in listings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.aboutness import aboutness
from search.analysis import text_tokens
from search.highlight import highlight, marks_of
from search.plan import make_plan
from search.related import relations, trade_names, trades
from search.wordings import Wordings


def _relations(text):
    return relations(make_plan(text).required)


def _stems(text):
    return tuple(text_tokens(text).stems)


def _trades(text):
    return {name for relation in _relations(text) for name in relation.trades}


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("تعليق صوتي", "voice_over"),
        ("محتاج تعليق صوتي لإعلان", "voice_over"),
        ("التسويق عبر انستقرام", "instagram_marketing"),
        ("تسويق انستقرام", "instagram_marketing"),
        ("تحسين سرعة ووردبريس", "wordpress_speed"),
        ("دراسة جدوى مطعم في الرياض", "feasibility"),
    ],
)
def test_a_query_asks_for_a_trade(text, trade):
    assert trade in _trades(text)


@pytest.mark.parametrize("text", ["", "كرة", '"تعليق صوتي"', "الرياض"])
def test_other_words_and_words_in_quotes_ask_for_none(text):
    assert not _relations(text)


def test_of_two_trades_the_longer_name_counts():
    assert _trades("شعار 3d") == {"logo_3d"}


def test_a_relation_tells_which_units_it_stands_for():
    units = make_plan("مطعم دراسة جدوى").required
    (relation,) = relations(units)
    assert [word.exact for word in units[relation.start].words] == ["دراسه", "جدوي"]
    assert relation.end == len(units)


def test_every_trade_is_asked_for_somehow_and_has_other_names():
    assert len(trades()) >= 300
    for trade in trades():
        assert trade.asked, trade.name
        assert trade.close, trade.name


def test_no_trade_comes_twice():
    names = [trade.name for trade in trades()]
    assert len(set(names)) == len(names)


def test_every_trade_is_found_by_each_of_its_names():
    for trade in trades():
        for words in trade.asked:
            assert trade.name in _trades(words), words
        for words in trade.close:
            assert trade.name in trade_names(list(_stems(words))) or not make_plan(words).required, words


@given(st.text(max_size=80))
def test_any_text_can_be_asked(text):
    units = make_plan(text).required
    for relation in relations(units):
        assert 0 <= relation.start < relation.end <= len(units)


def _found(wordings, text):
    read = Wordings([make_plan(one).required for one in wordings])
    return {wordings[number] for number in read.within(frozenset(text_tokens(text).all))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("تعديل على فيديو", {"تعديل فيديو"}),
        ("فيديو", set()),
        ("لوجو وبطاقة", {"شعار"}),
        ("logo تعديل فيديوهات", {"شعار", "تعديل فيديو"}),
        ("", set()),
    ],
)
def test_wordings_are_found_whatever_their_form_and_order(text, found):
    assert _found(["تعديل فيديو", "شعار"], text) == found


def _about(asked, title, *skills):
    return aboutness(frozenset(asked), _stems(title), skills=[_stems(skill) for skill in skills])


def test_who_names_only_the_trade_that_is_asked_for_is_about_it():
    alone = _about(["voice_over"], "تعليق صوتي احترافي")
    beside = _about(["voice_over"], "تعليق صوتي ودراسة جدوى")
    other = _about(["voice_over"], "دراسة جدوى")
    assert alone > beside > 1 > other


def test_skills_tell_too_but_less():
    assert _about(["voice_over"], "خدمة", "تعليق صوتي", "دراسة جدوى", "دراسة جدوى اقتصادية") < _about(
        ["voice_over"], "تعليق صوتي", "دراسة جدوى", "دراسة جدوى اقتصادية"
    )


@pytest.mark.parametrize(
    ("asked", "title"), [([], "تعليق صوتي"), (["voice_over"], "كلام آخر"), (["voice_over"], "")]
)
def test_nothing_asked_or_named_changes_nothing(asked, title):
    assert _about(asked, title) == 1


def test_a_listing_that_names_the_trade_otherwise_is_marked_there():
    text = "أقدم أداء شخصيات بجودة عالية"
    marked = [text[start:end] for start, end in highlight(text, marks_of(make_plan("دوبلاج"))).spans]
    assert marked == ["أداء", "شخصيات"]
