"""Counted nouns: the number hides in the form of the word."""

import pytest

from aggregator.sdk.counts import parse_count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أضف أول عرض", 0),
        ("كن أول من يعلق", 0),
        ("لا يوجد", 0),
        ("لا توجد تعليقات بعد", 0),
        ("لا يوجد أي عروض", 0),
        ("بدون تقييمات", 0),
        ("عرض واحد", 1),
        ("خدمة واحدة", 1),
        ("مشتر واحد", 1),
        ("عرضان ", 2),
        ("عرضين", 2),
        ("تعليقان", 2),
        ("تقييمين", 2),
        ("مشروعان مكتملان", 2),
        ("خدمتان", 2),
        ("عميلين", 2),
        ("مشتريان", 2),
        ("ثلاثة عروض", 3),
        ("عشر خدمات", 10),
        ("3 عروض", 3),
        ("10 عروض", 10),
        ("11 عرض", 11),
        ("٢٧ عرضًا".replace("ًا", ""), 27),
        ("\n   76 عرض \n", 76),
        ("1,204 تقييم", 1204),
        ("5 مشاريع مكتملة", 5),
        ("التعليقات (53)", 53),
        ("عدد التقييمات: 12", 12),
        ("(141)", 141),
        ("0", 0),
        ("5 offers", 5),
        ("1 review", 1),
    ],
)
def test_count(text, expected):
    assert parse_count(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "عرض",  # the button "show" as well as "an offer"
        "عروض",
        "أضف عرضك الآن",
        "لا يوجد موضوع بهذا الرقم",
        "لا يوجد 5",
        "5 أيام",
        "عرض منذ 5 أيام",
        "75 %",
        "3 عروض و 5 تعليقات",
        "-3 عروض",
        "2.5 عرض",
        "واحد عروض",
        "متقدمين",  # the dual of one and the plural of many
        f"{'9' * 40} عرض",
    ],
)
def test_what_counts_nothing_is_refused(text):
    with pytest.raises(ValueError, match=r"expected .*found "):
        parse_count(text)
