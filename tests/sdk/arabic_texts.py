"""Writes counts, durations, moments and prices as the sites do, so that tests can read them back."""

from datetime import timedelta
from decimal import Decimal

FIRST_SINGULAR = 11
TO_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

NOUNS = {
    "عرض": ("عرض واحد", "عرضان", "عروض"),
    "تعليق": ("تعليق واحد", "تعليقين", "تعليقات"),
    "تقييم": ("تقييم واحد", "تقييمان", "تقييمات"),
    "مشروع": ("مشروع واحد", "مشروعان", "مشاريع"),
    "خدمة": ("خدمة واحدة", "خدمتين", "خدمات"),
    "عميل": ("عميل واحد", "عميلان", "عملاء"),
}
"""Singular to the texts of one and two and the plural."""

UNITS = (
    (timedelta(days=365), "سنة", "سنتين", "سنوات"),
    (timedelta(days=30), "شهر", "شهرين", "أشهر"),
    (timedelta(days=1), "يوم", "يومين", "أيام"),
    (timedelta(hours=1), "ساعة", "ساعتين", "ساعات"),
    (timedelta(minutes=1), "دقيقة", "دقيقتين", "دقائق"),
)


def count_text(number: int, noun: str) -> str:
    one, two, plural = NOUNS[noun]
    if number == 0:
        return f"لا يوجد {plural}"
    if number <= 2:
        return (one, two)[number - 1]
    return f"{number} {plural if number < FIRST_SINGULAR else noun}"


def unit_text(number: int, names: tuple[str, str, str]) -> str:
    one, two, plural = names
    if number in {1, 2}:
        return (one, two)[number - 1]
    return f"{number} {plural if 2 < number < FIRST_SINGULAR else one}"


def duration_text(length: timedelta, *, parts: int = 5, joint: str = " و") -> str:
    """At most `parts` units of `length`, the largest first; nothing else is lost of a whole minute."""
    texts: list[str] = []
    for unit, *names in UNITS:
        number, length = divmod(length, unit)
        if number and len(texts) < parts:
            texts.append(unit_text(number, tuple(names)))
    return joint.join(texts) or "0 دقيقة"


def dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}"


def arabic_digits(text: str) -> str:
    return text.replace(",", "٬").replace(".", "٫").translate(TO_ARABIC_DIGITS)
