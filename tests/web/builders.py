"""Listings with valid defaults, and a small market of them that the site's tests search."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from aggregator.domain.listing import Listing, Offer, Party, Rating, Request, Specialist, Status
from aggregator.domain.money import MoneyRange

KINDS = {"offer": Offer, "request": Request, "specialist": Specialist}
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'
OVERRIDE = "\u202eتقلب الصفحة\u2067"
LONG_WORD = "طويل" * 50


def usd(low: int | str | None, high: int | str | None = None) -> MoneyRange:
    return money(low, low if high is None else high, rate=1)


def money(
    low: int | str | None, high: int | str | None, *, currency: str = "USD", rate: str | int = "0.2667"
) -> MoneyRange:
    amounts = [None if amount is None else Decimal(amount) for amount in (low, high)]
    return MoneyRange(min=amounts[0], max=amounts[1], currency=currency).in_usd({currency: Decimal(rate)})


def listing(ref: str = "mostaql:request:1", **facts: Any) -> Listing:
    site, kind, number = ref.split(":", 2)
    defaults: dict[str, Any] = {
        "site": site,
        "url": f"https://{site}.example/{kind}/{number}",
        "title": "تصميم شعار لمتجر عطور",
        "language": "ar",
        "first_seen_at": NOW - timedelta(hours=2),
        "last_seen_at": NOW,
        "complete": True,
    }
    return KINDS[kind](ref=ref, **(defaults | facts))


def stores(count: int) -> list[Listing]:
    """Requests that one search finds all, over several pages."""
    return [
        listing(
            f"mostaql:request:{number}",
            title=f"إنشاء متجر إلكتروني رقم {number}",
            specialty="store-development",
            budget=usd(10 * number),
            posted_at=NOW - timedelta(hours=number),
            status=Status.OPEN,
        )
        for number in range(1, count + 1)
    ]


def market() -> list[Listing]:
    """What the site of the tests knows, before prices change."""
    return [
        *stores(45),
        listing(
            "khamsat:offer:100",
            title="تصميم شعار احترافي",
            description="أصمم شعارات لكل المجالات.\n\nثلاثة نماذج وتعديلات بلا حد.",
            specialty="logo-design",
            category_path=("تصميم", "شعارات"),
            skills=("Illustrator", "شعارات"),
            price=usd(25),
            delivery_days=2,
            rating=Rating(value=Decimal("4.9"), count=12),
            buyers_count=0,
            level="بائع مميز",
            party=Party(name="رامي ق.", url="https://khamsat.example/user/rami"),
            posted_at=NOW - timedelta(days=3),
        ),
        listing(
            "kafiil:offer:101",
            title="Logo design in two days",
            language="en",
            specialty="logo-design",
            price=money(100, 200, currency="SAR"),
            complete=False,
        ),
        listing(
            "mostaql:request:200",
            title="مطلوب ترجمة عقد قانوني",
            specialty="translation",
            budget=usd(50, 100),
            offers_count=11,
            delivery_days=5,
            hiring_rate="not_computed",
            status=Status.IN_PROGRESS,
            posted_at=NOW - timedelta(minutes=50),
            posted_exact=False,
            party=Party(name="سلمى ع."),
        ),
        listing("mostaql:request:201", title="طلب أزيل من موقعه", status=Status.GONE),
        listing(
            "mostaql:specialist:300",
            title="محاسب قانوني",
            hourly_rate=usd(15),
            completed_count=3,
            completion_rate=Decimal("97.5"),
            response_minutes=120,
            skills=("محاسبة",),
        ),
        listing(
            "khamsat:request:400",
            title=HOSTILE,
            description=f'{HOSTILE}\n"><a href="javascript:alert(3)">x</a>',
            url='https://khamsat.example/"onmouseover="alert(4)',
            skills=(HOSTILE, OVERRIDE, LONG_WORD),
            category_path=(HOSTILE,),
            party=Party(name=OVERRIDE, url="https://[not-an-address"),
            level=HOSTILE,
            country=OVERRIDE,
        ),
        listing("khamsat:request:a/b?c#d", title="معرف فيه علامات العناوين"),
    ]


def crowd(copied: str) -> list[Listing]:
    """Offers of translators from $10 to $120, one request posted three times, and a specialist."""
    now = datetime.now(UTC)
    return [
        *(
            listing(
                f"khamsat:offer:{number}",
                title=f"ترجمة رقم {number}",
                specialty="translation",
                skills=("ترجمة قانونية",) if number % 2 else ("ترجمة طبية",),
                price=usd(10 * number),
                delivery_days=number,
                rating=Rating(value=Decimal(5) - Decimal(number) / 4 + Decimal("0.2"), count=40)
                if number < 12
                else None,
                language="en" if number == 12 else "ar",
            )
            for number in range(1, 13)
        ),
        *(
            listing(
                f"{site}:request:{900 + number}",
                title="هوية بصرية لمقهى",
                description=copied,
                budget=usd(100 + number),
                status=Status.OPEN,
                posted_at=now - timedelta(hours=number + 1),
            )
            for number, site in enumerate(("khamsat", "kafiil", "mostaql"))
        ),
        listing("mostaql:specialist:950", title="مترجم عقود", hourly_rate=usd(15)),
    ]
