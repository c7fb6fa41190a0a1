"""Suggestions come from what listings say, forgive a slip, and are quick to find whatever is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import fold
from search.phrases import LONGEST_PHRASE, MOST_PHRASES, phrases_of
from search.suggesting import LONGEST_TYPED, Suggester
from tests.search.texts import texts

PHRASES = [
    ("تصميم شعارات", 40),
    ("تصميم مواقع", 30),
    ("هوية بصرية", 20),
    ("الهوية التجارية", 5),
    ("كتابة المقالات", 12),
    ("Adobe Photoshop", 9),
    ("adobe photoshop", 2),
    ("WordPress", 25),
    ("Node.js", 3),
    ("مونتاج", 17),
]
SUGGESTER = Suggester(PHRASES)


def texts_of(typed, limit=8):
    return [one.text for one in SUGGESTER.complete(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("تصميم", ["تصميم شعارات", "تصميم مواقع"]),
        ("تصميم م", ["تصميم مواقع"]),
        ("شعار", ["تصميم شعارات"]),
        ("هوي", ["هوية بصرية", "الهوية التجارية"]),
        ("الهوية", ["الهوية التجارية"]),
        ("المونت", ["مونتاج"]),
        ("مقالات", ["كتابة المقالات"]),
        ("المقالات", ["كتابة المقالات"]),
        ("photo", ["Adobe Photoshop"]),
        ("node", ["Node.js"]),
        ("ت", ["تصميم شعارات", "تصميم مواقع", "الهوية التجارية"]),
        ("تصميم شعارات حديثة", []),
        ("zzz", []),
        ("ال", ["كتابة المقالات", "الهوية التجارية"]),
    ],
)
def test_what_is_typed_is_completed(typed, found):
    assert texts_of(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("تضميم", "تصميم شعارات"),
        ("تصميم شغار", "تصميم شعارات"),
        ("wrodpress", "WordPress"),
        ("phto", "Adobe Photoshop"),
        ("مونتاح", "مونتاج"),
        ("مونتااج", "مونتاج"),
        ("موننتاج", "مونتاج"),
        ("مونتجا", "مونتاج"),
        ("مونتج", "مونتاج"),
        ("مونااج", "مونتاج"),
        ("تصمييم", "تصميم مواقع"),
        ("wordpresss", "WordPress"),
        ("worddpresss", "WordPress"),
        ("wrdpress", "WordPress"),
        ("worrdpreess", "WordPress"),
        ("تصمبم ش", "تصميم شعارات"),
        ("تصمبم شغار", "تصميم شعارات"),
        ("كتاية المقالا", "كتابة المقالات"),
        ("phtoo", "Adobe Photoshop"),
        ("adobbe photoshopp", "Adobe Photoshop"),
    ],
)
def test_a_slip_is_forgiven(typed, found):
    assert found in texts_of(typed)


def test_the_fewest_slips_are_meant():
    made = Suggester([("photoshop", 1), ("photostop", 90)])
    assert [one.text for one in made.complete("photooshop", 8)] == ["photoshop"]


@pytest.mark.parametrize("typed", ["تصمبم", "مونتااج", "تصمبم شغار", "كتاية ا", "هوبه"])
def test_the_order_in_which_an_engine_counts_changes_nothing(typed):
    assert Suggester(reversed(PHRASES)).complete(typed, 8) == SUGGESTER.complete(typed, 8)


@pytest.mark.parametrize("typed", ["شعل تصميم", "تصبم مونتاج", "تصميم zzz", "zzzz شعار"])
def test_a_slip_leads_to_no_phrase_of_other_words(typed):
    assert texts_of(typed) == []


@pytest.mark.parametrize("typed", ["تص", "xy", "ق"])
def test_too_little_is_not_taken_for_a_slip(typed):
    assert all(fold(typed) in fold(text) for text in texts_of(typed))


def test_ways_of_writing_are_counted_together_and_the_usual_one_is_shown():
    (one,) = SUGGESTER.complete("adobe", 8)
    assert (one.text, one.count) == ("Adobe Photoshop", 11)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("تصمبم شعارات", "تصميم شعارات"),
        ("  تصمبم،  شعارات!", "  تصميم،  شعارات!"),
        ("wordprss", "wordpress"),
        ("تصمبم مونتاح", "تصميم مونتاج"),
        ("تصميم", None),
        ("شعار", None),
        ("والشعارات", None),
        ("محتاج", None),
        ("abc", None),
        ("قثفغعهخ", None),
        ("", None),
        ("12345", None),
    ],
)
def test_slips_in_a_text_are_mended(text, mended):
    assert fold(SUGGESTER.mend(text) or "") == fold(mended or "")


@given(texts, st.integers(0, 20))
def test_whatever_is_typed_is_answered(typed, limit):
    found = SUGGESTER.complete(typed, limit)
    assert len(found) <= limit
    assert len({one.text for one in found}) == len(found)
    assert [one.count for one in found] == sorted((one.count for one in found), reverse=True)


@given(texts)
def test_whatever_is_mended_is_another_text(text):
    mended = SUGGESTER.mend(text)
    assert mended is None or mended != text


@given(st.lists(st.tuples(texts, st.integers(1, 9)), max_size=8), texts)
def test_any_phrases_may_be_there(phrases, typed):
    made = Suggester(phrases)
    made.complete(typed, 5)
    made.mend(typed)


@given(st.sampled_from([phrase for phrase, _ in PHRASES]), st.integers(1, LONGEST_TYPED))
def test_every_beginning_of_a_phrase_finds_it(phrase, length):
    found = {fold(text) for text in texts_of(phrase[:length], limit=50)}
    assert fold(phrase) in found


def test_nothing_suggests_nothing():
    assert Suggester([]).complete("تصميم", 8) == ()


@pytest.mark.parametrize(
    ("title", "names", "phrases"),
    [
        ("تصميم شعار احترافي", (), ["تصميم شعار", "شعار احترافي"]),
        ("شعار", (), []),
        ("محتاج مصمم شعارات", (), ["مصمم شعارات"]),
        ("خلال 24 ساعة", (), []),
        ("", ("PHP", " هوية   بصرية "), ["PHP", "هوية بصرية"]),
        ("", ("PHP", "PHP", "", " "), ["PHP"]),
        ("", ("x" * (LONGEST_PHRASE + 1), "x" * LONGEST_PHRASE), ["x" * LONGEST_PHRASE]),
    ],
)
def test_a_listing_gives_its_skills_and_pairs_of_title_words(title, names, phrases):
    assert phrases_of(title, names) == phrases


@given(texts, st.lists(texts, max_size=30).map(tuple))
def test_no_listing_gives_too_many_phrases(title, names):
    found = phrases_of(title, names)
    assert len(found) == len(set(found)) <= MOST_PHRASES
    assert all(0 < len(phrase) <= LONGEST_PHRASE for phrase in found)


def test_a_mended_word_is_written_as_people_write_it():
    made = Suggester([("ترجمة عقود", 9), ("ترجمه", 2)])
    assert made.mend("ترجنة") == "ترجمة"
