"""Invented listings as lines of the public schema."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from aggregator.domain.listing import ListingSchema, Offer, Party, Rating, Request, Specialist, Status
from aggregator.domain.money import MoneyRange

SEEN = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATELY = datetime.now(UTC) - timedelta(days=2)
HEAD = {"first_seen_at": SEEN, "last_seen_at": SEEN, "language": "ar", "status": Status.OPEN}


def usd(amount):
    return MoneyRange(
        min=Decimal(amount),
        max=Decimal(amount),
        currency="USD",
        usd_min=Decimal(amount),
        usd_max=Decimal(amount),
    )


def listings():
    return [
        Request(
            **HEAD,
            ref="mostaql:request:1",
            site="mostaql",
            url="https://mostaql.com/project/1-x",
            title="مطلوب تصميم شعار لمقهى",
            description="شعار بسيط مع هوية بصرية",
            specialty="logo-design",
            budget=usd(100),
            offers_count=3,
            hiring_rate="not_computed",
        ),
        Offer(
            **HEAD,
            ref="khamsat:offer:2",
            site="khamsat",
            url="https://khamsat.com/designing/logo-design/2-x",
            title="تصميم شعار احترافي خلال يومين",
            specialty="logo-design",
            price=usd(20),
            delivery_days=2,
            rating=Rating(value=Decimal("4.8"), count=90),
        ),
        Specialist(
            **HEAD,
            ref="mostaql:specialist:salma",
            site="mostaql",
            url="https://mostaql.com/u/salma",
            title="مطورة ووردبريس",
            specialty="wordpress",
            posted_at=LATELY,
            party=Party(name="سلمى ك."),
            completion_rate=Decimal("97.5"),
            extra={"mostaql.portfolio": 4},
        ),
    ]


def lines():
    return b"".join(ListingSchema.dump_json(listing) + b"\n" for listing in listings())


def copies():
    """The same text at two marketplaces."""
    text = (
        "أترجم صفحات موقعك الإلكتروني من اللغة الإنجليزية إلى العربية ترجمة بشرية دقيقة مع المراجعة والتدقيق"
    )
    posted = [
        Offer(
            **HEAD,
            ref=f"{site}:offer:{number}",
            site=site,
            url=f"https://{site}.com/x/{number}",
            title="ترجمة موقع",
            description=text,
        )
        for site, number in (("khamsat", 7), ("kafiil", 8))
    ]
    return b"".join(ListingSchema.dump_json(listing) + b"\n" for listing in posted)
