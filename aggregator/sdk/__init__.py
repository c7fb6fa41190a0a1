"""All that a plugin may import: one line `from aggregator.sdk import ...` is enough."""

from parsel import Selector
from web_poet import field

from aggregator.domain.identity import Kind
from aggregator.domain.listing import Party, Rating, Status
from aggregator.sdk.channels import (
    Channel,
    DeliveryFailed,
    DeliveryRefused,
    Message,
    MessageItem,
    Receipt,
    Target,
    TargetInvalid,
)
from aggregator.sdk.drafts import OfferDraft, RequestDraft, SpecialistDraft
from aggregator.sdk.facts import count, day, days, minutes, money, number, percent, stated, status, when
from aggregator.sdk.hooks import hookimpl
from aggregator.sdk.pages import FeedPage, Follow, ItemPage, ListPage, Row
from aggregator.sdk.ratings import star_rating
from aggregator.sdk.selecting import (
    Node,
    Panel,
    beside,
    link,
    links,
    many,
    maybe,
    maybe_link,
    one,
    own_address,
    pairs,
    paragraphs,
    part,
    party_of,
    plain,
    present,
    structured,
)
from aggregator.sdk.sites import Categories, Expect, Notes, Site, load_categories
from aggregator.sdk.times import When

__all__ = [
    "Categories",
    "Channel",
    "DeliveryFailed",
    "DeliveryRefused",
    "Expect",
    "FeedPage",
    "Follow",
    "ItemPage",
    "Kind",
    "ListPage",
    "Message",
    "MessageItem",
    "Node",
    "Notes",
    "OfferDraft",
    "Panel",
    "Party",
    "Rating",
    "Receipt",
    "RequestDraft",
    "Row",
    "Selector",
    "Site",
    "SpecialistDraft",
    "Status",
    "Target",
    "TargetInvalid",
    "When",
    "beside",
    "count",
    "day",
    "days",
    "field",
    "hookimpl",
    "link",
    "links",
    "load_categories",
    "many",
    "maybe",
    "maybe_link",
    "minutes",
    "money",
    "number",
    "one",
    "own_address",
    "pairs",
    "paragraphs",
    "part",
    "party_of",
    "percent",
    "plain",
    "present",
    "star_rating",
    "stated",
    "status",
    "structured",
    "when",
]
