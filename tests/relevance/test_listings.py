from dataclasses import replace

import pytest

from relevance.listings import Rules, everyday_searches, read_rules, reference
from replay.content import generate
from replay.content.topics import topics

LISTING = replace(
    next(generate(1, 7)), kind="offer", title="شعار لمقهى", skills=("رسم",), description="", topic="logo"
)


@pytest.mark.parametrize(
    ("rules", "grade"),
    [
        ({"topics": {"logo": 2}}, 2),
        ({"topics": {"seo": 3}}, 0),
        ({"topics": {"logo": 2}, "better": ["مقهي"]}, 3),
        ({"topics": {"logo": 3}, "better": ["مقهى"]}, 3),
        ({"topics": {"logo": 2}, "worse": ["رسم"]}, 1),
        ({"topics": {"logo": 1}, "worse": ["رسم"], "prefers": ["request"]}, 0),
        ({"topics": {"logo": 2}, "prefers": ["request", "offer"]}, 2),
        ({"topics": {"logo": 3}, "kinds": frozenset({"request"})}, 0),
        ({"topics": {"seo": 3}, "better": ["مقهى"]}, 0),
        ({"topics": {"logo": 3}, "exceptions": {reference(LISTING): 1}}, 1),
    ],
)
def test_a_listing_is_graded_by_the_rules(rules, grade):
    assert Rules(text="شعار", **rules).grade(LISTING) == grade


def test_there_are_many_questions_and_none_comes_twice():
    asked = [(rules.text, rules.kinds) for rules in read_rules()]
    assert len(set(asked)) == len(asked) >= 150


def test_every_question_names_trades_that_there_are_and_grades_that_count():
    known = {topic.key for topic in topics()}
    for rules in read_rules():
        assert set(rules.topics) <= known, rules.text
        assert set(rules.topics.values()) <= {1, 2, 3}, rules.text


@pytest.mark.slow
def test_every_question_has_an_answer_and_the_trade_is_indexed_nowhere():
    judged = everyday_searches()
    assert all(question.grades for question in judged.questions)
    assert all(not (document.labels or document.specialties) for document in judged.documents)
