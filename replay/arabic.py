"""Times, counts and durations in the words the sites use for them."""

from datetime import date, timedelta

_SECONDS = {"year": 31_536_000, "month": 2_592_000, "day": 86_400, "hour": 3_600, "minute": 60}
_NAMES = {
    "year": ("سنة", "سنتين", "سنوات"),
    "month": ("شهر", "شهرين", "أشهر"),
    "day": ("يوم", "يومين", "أيام"),
    "hour": ("ساعة", "ساعتين", "ساعات"),
    "minute": ("دقيقة", "دقيقتين", "دقائق"),
}
_UNITS = tuple(_SECONDS)
_MONTHS = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
_DAYS_IN_WORDS = ("يوم واحد", "يومين", "ثلاثة أيام", "أربعة أيام", "خمسة أيام", "ستة أيام", "أسبوع")
_LONG_IN_WORDS = {14: "أسبوعين", 21: "ثلاثة أسابيع", 30: "شهر"}
_FEW = range(3, 11)


def counted(number: int, unit: str) -> str:
    """A number of years, months, days, hours or minutes: `ساعة`, `ساعتين`, `3 ساعات`, `12 ساعة`."""
    one, two, few = _NAMES[unit]
    if number in {1, 2}:
        return one if number == 1 else two
    return f"{number} {few if number in _FEW else one}"


def ago(since: timedelta, parts: int) -> str:
    """How long ago, without `منذ`: in one part (Mostaql) or two (Khamsat); empty under a minute."""
    seconds = max(0, int(since.total_seconds()))
    for unit, smaller in zip(_UNITS, (*_UNITS[1:], None), strict=True):
        number, rest = divmod(seconds, _SECONDS[unit])
        if number:
            second = rest // _SECONDS[smaller] if smaller and parts > 1 else 0
            return counted(number, unit) + (f" و{counted(second, smaller)}" if smaller and second else "")
    return ""


def ago_text(since: timedelta, parts: int) -> str:
    """How long ago, as a whole: `منذ يوم و17 ساعة`, `أقل من دقيقة`."""
    text = ago(since, parts)
    return f"منذ {text}" if text else "أقل من دقيقة"


def reply_time(minutes: int) -> str:
    """A reply time as Mostaql's profiles write it: a space after `و`, and the minutes even when 0."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return counted(rest, "minute")
    return f"{counted(hours, 'hour')} و {counted(rest, 'minute')}"


def offers_count(number: int) -> str:
    """How many offers a project has: `أضف أول عرض`, `عرض واحد`, `عرضان`, `3 عروض`, `11 عرض`."""
    if number <= 2:  # noqa: PLR2004 - the forms of 0, 1 and 2
        return ("أضف أول عرض", "عرض واحد", "عرضان ")[number]
    return f"{number} {'عروض' if number in _FEW else 'عرض'}"


def days_in_words(days: int) -> str:
    """A delivery time as Khamsat writes it: `يوم واحد`, `ثلاثة أيام`, `أسبوع`, `أسبوعين`, `12 يوم`."""
    if days <= len(_DAYS_IN_WORDS):
        return _DAYS_IN_WORDS[days - 1]
    return _LONG_IN_WORDS.get(days) or counted(days, "day")


def long_date(day: date) -> str:
    """`22 يونيو 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
