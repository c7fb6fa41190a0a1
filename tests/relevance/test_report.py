import json

import pytest

from relevance.documents import document
from relevance.judged import Absent, JudgedSet, Question
from relevance.report import PairRate, Report, judge, pair_rates
from relevance.systems import PlainTantivy, ours

JUDGED = JudgedSet(
    name="a small set",
    documents=(
        document("logo", "offer", title="تصميم شعار", skills=("فوتوشوب",)),
        document("seo", "request", title="تحسين سيو", skills=("روابط",)),
    ),
    questions=(
        Question(text="شعار", grades={"logo": 3}),
        Question(text="سيو", grades={"seo": 1}, kinds=frozenset({"offer"})),
    ),
    weights={"title": 2.0, "skills": 1.0},
)


class Fixed:
    def __init__(self, name, *answers):
        self.name = name
        self._answers = dict(zip([question.text for question in JUDGED.questions], answers, strict=True))

    def find(self, question):
        return self._answers[question.text]


def _report(*systems, absent=()):
    pairs = [PairRate(table="must_match", found=9, pairs=10)]
    return Report(scores=[judge(JUDGED, system) for system in systems], absent=absent, pairs=pairs)


def test_a_system_is_judged_by_the_mean_of_all_questions():
    score = judge(JUDGED, Fixed("ours", ["logo"], []))
    assert (score.ndcg, score.precision, score.nothing) == (0.5, 0.05, 0.5)
    assert score.by_question == (1.0, 0.0)


def test_the_ratio_is_to_the_best_of_the_arabic_analyzer():
    best, other = Fixed("arabic one", ["logo"], ["seo"]), Fixed("arabic two", [], ["seo"])
    text = _report(Fixed("ours", ["logo"], ["seo"]), best, other).as_text()
    assert "ours to arabic one: 1.000 (goal: at least 1.05, MISSED)" in text


def test_pair_rates_are_told_with_their_goal():
    assert (
        "pairs that must match: 9 of 10 found, 90.0% (goal: all)" in _report(Fixed("ours", [], [])).as_text()
    )


def test_what_could_not_be_judged_is_told_loudly():
    report = _report(Fixed("ours", [], []), absent=[Absent(name="the arabic analyzer", why="no Java")])
    assert not report.complete
    assert "!!! NOT JUDGED: THE ARABIC ANALYZER. no Java" in report.as_text()
    assert "there is no arabic analyzer to compare with" in report.as_text()


def test_all_numbers_can_be_had_as_json():
    read = json.loads(_report(Fixed("ours", ["logo"], [])).as_json())
    assert read["scores"][0]["ndcg"] == 0.5
    assert read["pairs"][0]["rate"] == 0.9


def test_our_search_and_plain_tantivy_are_asked_alike_and_under_the_same_filter():
    with ours(JUDGED) as system:
        assert [list(system.find(question)) for question in JUDGED.questions] == [["logo"], []]
    plain = PlainTantivy(JUDGED)
    assert [list(plain.find(question)) for question in JUDGED.questions] == [["logo"], []]


@pytest.mark.parametrize("text", ['"', "AND OR (", "title:", "*", "شعار^"])
def test_no_question_is_too_odd_for_plain_tantivy(text):
    PlainTantivy(JUDGED).find(Question(text=text, grades={}))


def test_the_rates_are_those_of_both_tables_of_at_least_200_pairs():
    rates = list(pair_rates())
    assert [rate.table for rate in rates] == ["must_match", "must_not_match"]
    assert all(rate.pairs >= 200 for rate in rates)
