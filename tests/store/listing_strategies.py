"""Any listing that the types allow, for properties."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from aggregator.domain.listing import Offer, Party, Rating, Request, Specialist, Status
from aggregator.domain.money import MoneyRange

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
WORD = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
URL = st.integers(0, 3).map(lambda number: f"https://suq.example/{number}")
MOMENT = st.datetimes(min_value=datetime(2015, 1, 1), max_value=datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone
COUNT = st.none() | st.integers(0, 1_000_000_000)
AMOUNT = st.decimals(min_value=0, max_value=10_000_000, places=2)
RATE = st.none() | st.just("not_computed") | st.decimals(min_value=0, max_value=100, places=1)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=4,
)
PRICE = st.none() | st.builds(
    lambda one, other, usd: MoneyRange(
        min=min(one, other), max=max(one, other), currency="SAR", usd_min=usd, usd_max=usd
    ),
    *(AMOUNT, AMOUNT, st.none() | AMOUNT),
)
RATING = st.none() | st.builds(
    Rating, value=st.decimals(min_value=0, max_value=5, places=2), count=st.none() | st.integers(0, 9)
)
HEAD = {
    "site": st.just("suq"),
    "url": URL,
    "title": WORD,
    "description": TEXT,
    "specialty": st.none() | st.sampled_from(["logo", "seo"]),
    "category_path": st.lists(WORD, max_size=2).map(tuple),
    "skills": st.lists(WORD, max_size=2).map(tuple),
    "language": st.none() | st.sampled_from(["ar", "en"]),
    "posted_at": st.none() | MOMENT,
    "posted_exact": st.booleans(),
    "first_seen_at": MOMENT,
    "last_seen_at": MOMENT,
    "status": st.sampled_from(Status),
    "level": st.none() | WORD,
    "country": st.none() | WORD,
    "party": st.none() | st.builds(Party, name=st.sampled_from(["سارة", "ليث"]), url=st.none() | URL),
    "complete": st.booleans(),
    "extra": st.dictionaries(st.sampled_from(["suq.badge", "suq.views"]), JSON, max_size=2),
}


def _of(kind, **own):
    return st.builds(kind, ref=st.just(f"suq:{kind.__name__.lower()}:1"), **HEAD, **own)


OFFER = _of(Offer, price=PRICE, delivery_days=COUNT, rating=RATING, buyers_count=COUNT)
REQUEST = _of(Request, budget=PRICE, delivery_days=COUNT, offers_count=COUNT, hiring_rate=RATE)
SPECIALIST = _of(
    Specialist,
    hourly_rate=PRICE,
    rating=RATING,
    completed_count=COUNT,
    completion_rate=RATE,
    response_minutes=COUNT,
    member_since=st.none() | st.dates(),
)
LISTING = OFFER | REQUEST | SPECIALIST
TWO_OF_ONE = st.one_of(*(st.tuples(kind, kind) for kind in (OFFER, REQUEST, SPECIALIST)))
"""Two sightings of one listing."""
