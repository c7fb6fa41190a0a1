from itertools import cycle, islice

from relevance.learning import propose

FILLER = [("تعليم الطبخ", ["اكل"]), ("رسم لوحات", ["فن"]), ("سفر", ["رحلات"]), ("نقل اثاث", ["شاحنة"])]


def _market(rows, *, filler=400):
    return [*rows, *islice(cycle(FILLER), filler)]


def _pairs(rows):
    return {frozenset((one.one, one.other)) for one in propose(_market(rows))}


def test_a_tag_that_keeps_company_with_a_title_is_proposed():
    rows = [(f"عزف عود رقم {number}", ["تقاسيم شرقية", "عود"]) for number in range(10)]
    assert frozenset(("عود", "تقاسيم شرقيه")) in _pairs(rows)


def test_what_few_listings_have_is_not_proposed():
    rows = [(f"عزف عود رقم {number}", ["تقاسيم شرقية", "عود"]) for number in range(4)]
    assert not _pairs(rows)


def test_what_search_knows_already_is_not_proposed():
    assert not _pairs([("لوجو", ["شعار", "logo", "شعارات"])] * 10)


def test_halves_of_one_term_are_not_proposed():
    rows = [("خدمة", ["تقاسيم", "شرقية", "تقاسيم شرقية"])] * 10
    assert frozenset(("تقاسيم", "شرقيه")) not in _pairs(rows)


def test_what_everybody_says_is_not_proposed():
    assert not propose([("عزف عود", ["تقاسيم"])] * 20)


def test_the_closest_come_first():
    rows = [("عود", ["تقاسيم", "عود", "طرب"] if number % 2 else ["تقاسيم", "عود"]) for number in range(20)]
    found = propose(_market(rows))
    assert {found[0].one, found[0].other} == {"عود", "تقاسيم"}
