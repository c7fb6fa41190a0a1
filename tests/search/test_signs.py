"""Quotes and dashes mean the same whichever keyboard wrote them."""

import pytest
from hypothesis import given

from search.plan import make_plan
from search.signs import plain_signs
from tests.search.texts import texts


@pytest.mark.parametrize("text", ["«تصميم شعار» -موقع", "“تصميم شعار” –موقع", "„تصميم شعار“ −موقع"])
def test_every_keyboard_can_quote_and_leave_out(text):
    assert make_plan(text) == make_plan('"تصميم شعار" -موقع')


@pytest.mark.parametrize("text", ["تصميم – شعار", "تصميم شعار –", "a–b", "كتابة—ترجمة"])
def test_other_dashes_leave_nothing_out(text):
    assert make_plan(text).excluded == ()


@given(texts)
def test_no_place_moves(text):
    assert len(plain_signs(text)) == len(text)
    assert plain_signs(plain_signs(text)) == plain_signs(text)
