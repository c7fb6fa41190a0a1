import pytest

from relevance.__main__ import main
from relevance.arabic import arabic_analyzers
from relevance.documents import document
from relevance.judged import JudgedSet, Question
from servers import ServerName, ServerUnavailable, running

JUDGED = JudgedSet(
    name="a small set",
    documents=(
        document("one", "offer", title="تصميم الشعارات", skills=("فوتوشوب",)),
        document("two", "request", title="كتابة", skills=("شعار",)),
    ),
    questions=(),
    weights={"title": 2.0, "skills": 1.0},
)


@pytest.fixture(scope="module")
def opensearch():
    try:
        with running(ServerName.OPENSEARCH) as server:
            yield server.url
    except ServerUnavailable as error:
        pytest.skip(str(error))


@pytest.mark.slow
def test_the_arabic_analyzer_of_a_real_server_is_asked_in_both_styles_and_under_the_filter(opensearch):
    with arabic_analyzers(opensearch, JUDGED) as systems:
        for system in systems:
            assert list(system.find(Question(text="شعار", grades={}))) == ["one", "two"]
            only = Question(text="شعار", grades={}, kinds=frozenset({"request"}))
            assert list(system.find(only)) == ["two"]


def test_a_missing_file_to_learn_from_is_told(tmp_path, capsys):
    assert main(["learn", "--services", str(tmp_path / "gone.csv")]) == 1
    assert "no file" in capsys.readouterr().err
