"""A reposted text is told from a new one, whatever small thing was changed."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import text_tokens
from search.answering.collapsing import collapse
from search.conformance import document
from search.conformance.wording import WORDS
from search.duplicates import SAMPLES, SHORTEST, alike, signature
from search.fields import field_values, read_card
from search.ranking import Scored
from search.view import Stored

TEXT = (
    "سأصمم لك شعارا احترافيا يعبر عن نشاطك التجاري مع ثلاثة نماذج أولية وتعديلات مفتوحة حتى الرضا التام "
    "وتسليم الملفات المفتوحة بصيغ مناسبة للطباعة والويب خلال يومين من بدء العمل على الطلب مع هوية بصرية هدية"
)

TRANSLATION = (
    "ترجمة عقود قانونية من العربية الى الانجليزية مع مراجعة لغوية وتدقيق شامل للمصطلحات وتسليم الملف بصيغة "
    "وورد مع ضمان السرية التامة وإمكانية التعديل بعد التسليم خلال أسبوع واحد من تاريخ بدء العمل على المشروع"
)
ARTICLE = (
    "سأكتب لك مقالا احترافيا يعبر عن نشاطك التجاري مع مراعاة قواعد تحسين محركات البحث وتسليم المقال خلال "
    "يومين من بدء العمل على الطلب بصيغة وورد جاهزا للنشر مع صورة مجانية مناسبة للموضوع وعنوان جذاب ووصف قصير"
)

words = [f"w{number}" for number in range(2_000)]
long_texts = st.lists(st.sampled_from(words), min_size=60, max_size=200, unique=True)


def are_alike(one, other):
    return alike(frozenset(one or ()), frozenset(other or ()))


def sampled(text):
    return signature(text_tokens(text).stems)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text,
        lambda text: text.replace("ثلاثة", "خمسة"),
        lambda text: f"{text} تواصل معي",
        lambda text: f"أهلا بك، {text}",
        lambda text: text.replace(" مع هوية بصرية هدية", ""),
        lambda text: text.replace("شعارا", "شِعارًا").replace("أولية", "اوليه"),
        lambda text: text.replace(" ", "\n\n"),
        lambda text: f"«{text}»!!!",
    ],
)
def test_small_edits_make_no_other_text(edit):
    assert are_alike(sampled(TEXT), sampled(edit(TEXT)))


@pytest.mark.parametrize(
    "other",
    [
        TRANSLATION,
        ARTICLE,
        TEXT[: len(TEXT) // 2],
    ],
    ids=["another trade", "the same manner", "half of it"],
)
def test_other_texts_are_other_texts(other):
    assert not are_alike(sampled(TEXT), sampled(other))


@given(long_texts, st.integers(0, 59), st.sampled_from(words))
def test_a_long_text_with_a_word_changed_is_alike(text, at, word):
    changed = [*text[:at], word, *text[at + 1 :]]
    assert are_alike(signature(text), signature(changed))


@given(long_texts, long_texts)
def test_texts_of_other_words_are_not_alike(text, other):
    assert not are_alike(signature(text), signature([f"{word}x" for word in other]))


def test_of_many_texts_of_one_trade_none_are_alike():
    rng = Random(7)  # noqa: S311  the same each time, not secret
    signatures = [sampled(" ".join(rng.choices(WORDS, k=40))) for _ in range(150)]
    assert not any(are_alike(one, other) for at, one in enumerate(signatures) for other in signatures[:at])


@given(st.lists(st.sampled_from(words), max_size=SHORTEST))
def test_a_short_text_has_no_signature(text):
    assert signature(text) is None
    assert not are_alike(signature(text), signature(text))


@given(long_texts)
def test_a_signature_survives_being_stored(text):
    made = signature(text)
    assert made is not None
    assert len(made) == SAMPLES
    stored = read_card(field_values(document("1", description=" ".join(text)))["card"])
    assert stored.signature == signature(text_tokens(document("1").title).stems + text)


def scored(ref, text):
    values = field_values(document(ref, title="", description=text))
    return Scored(stored=Stored(ref=ref, card=read_card(values["card"]), description=text), score=1.0)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["offer", "request"])), max_size=25))
def test_collapsing_loses_nobody_and_keeps_the_order(drawn):
    texts = [f"{TEXT[: 100 + 10 * at]} {' '.join(words[at * 50 : at * 50 + 40])}" for at in range(5)]
    ranked = [scored(f"a:{kind}:{at:02d}", texts[text]) for at, (text, kind) in enumerate(drawn)]
    groups = collapse(ranked, most=len(ranked))
    assert sorted(ref for group in groups for ref in (group.first.ref, *group.copies)) == sorted(
        one.stored.ref for one in ranked
    )
    assert [group.first.ref for group in groups] == sorted(
        (group.first.ref for group in groups), key=lambda ref: ref.split(":")[2]
    )
    assert len(groups) == len(set(drawn))
    assert all(copy.split(":")[1] == group.first.card.kind for group in groups for copy in group.copies)
