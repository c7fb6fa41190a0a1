import csv

import pytest

from relevance.judged import Absent, JudgedSet
from relevance.services import known_categories

NAMES = [
    ("music", "flute", "عزف ناي"),
    ("music", "harp", "عزف قيثارة"),
    ("music", "other-music", "أخرى"),
    ("help", "moving-house", "نقل"),
    ("help", "moving-shop", "نقل"),
]


@pytest.fixture
def files(tmp_path):
    def write(rows):
        services, names = tmp_path / "services.csv", tmp_path / "names.csv"
        _write(services, ("id", "leaf_slug", "url_path", "title", "tags"), rows)
        _write(names, ("category_slug", "leaf_slug", "arabic_name"), NAMES)
        return known_categories(services, names=names)

    return write


def _write(path, head, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def _rows(leaf, count, *, start=0):
    return [
        (start + number, "not read", f"/music/{leaf}/{start + number}", "عازف", "ناي, , لحن")
        for number in range(count)
    ]


def test_a_name_finds_the_services_whose_address_has_its_leaf(files):
    judged = files([*_rows("flute", 5), *_rows("harp", 6, start=10)])
    assert isinstance(judged, JudgedSet)
    assert {question.text: set(question.grades) for question in judged.questions} == {
        "عزف ناي": {str(number) for number in range(5)},
        "عزف قيثارة": {str(number) for number in range(10, 16)},
    }


def test_only_title_and_tags_are_indexed(files):
    document = files(_rows("flute", 5)).documents[0]
    assert (document.title, document.skills) == ("عازف", ("ناي", "لحن"))
    assert (document.description, document.labels, document.specialties) == ("", (), ())


def test_a_leaf_with_few_services_is_no_question(files):
    judged = files([*_rows("flute", 5), *_rows("harp", 4, start=10)])
    assert [question.text for question in judged.questions] == ["عزف ناي"]


def test_two_leaves_of_one_name_are_one_answer(files):
    judged = files([*_rows("moving-house", 3), *_rows("moving-shop", 3, start=10)])
    assert [len(question.grades) for question in judged.questions] == [6]


def test_a_name_that_says_nothing_is_no_question(files):
    judged = files([*_rows("other-music", 9), *_rows("flute", 5, start=10)])
    assert [question.text for question in judged.questions] == ["عزف ناي"]


def test_a_file_without_any_question_is_absent_and_says_why(files):
    absent = files(_rows("flute", 2))
    assert isinstance(absent, Absent)
    assert "no named sub-category has 5 services" in absent.why


def test_a_missing_file_is_absent_and_says_which(tmp_path):
    absent = known_categories(tmp_path / "gone.csv", names=tmp_path / "lost.csv")
    assert isinstance(absent, Absent)
    assert "gone.csv" in absent.why
    assert "lost.csv" in absent.why
