"""What is remembered of texts that were read changes nothing of what they give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import runs as module
from search.runs import runs

_WORDS = ["متجر", "متجر،", "UI/UX", "logo", "(logo)", "الـAPI", "...", "x" * (module.LONGEST_CACHED + 1)]


@pytest.fixture
def few_remembered(monkeypatch):
    monkeypatch.setattr(module, "CACHED", 3)
    monkeypatch.setattr(module, "_RUNS", module._Runs())


@pytest.mark.usefixtures("few_remembered")
@given(st.lists(st.sampled_from(_WORDS)))
def test_a_text_reads_the_same_whatever_was_forgotten_meanwhile(words):
    assert runs(" ".join(words)) == [module._read(word) for word in words]


@pytest.mark.usefixtures("few_remembered")
def test_what_comes_again_and_again_is_not_read_again(monkeypatch):
    read = []
    monkeypatch.setattr(module, "_read", lambda text: read.append(text) or _reading(text))
    for number in range(9):
        runs(f"logo seldom-{number}")
    assert read.count("logo") == 1
    assert len(read) == 10


def _reading(text):
    return module.Run(exact=(text,), stems=(text,), wholes=(), whole_stems=(), concepts=())
