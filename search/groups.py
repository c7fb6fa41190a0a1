"""Fields that are counted together: a listing has one value of a group, so three counts serve all facets."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic_core import from_json, to_json

GROUPS: Mapping[str, tuple[str, ...]] = {
    "group_kind": ("site", "kind", "delivery_band", "rating_band"),
    "group_price": ("price_band", "price_step"),
    "group_specialty": ("specialty",),
}
"""By the name of the group its fields: few enough values of them occur together to count each by itself."""


def group_values(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the value of each group, of the values of its fields; several values are a tuple."""
    return {group: _written(tuple(map(values.get, fields))) for group, fields in GROUPS.items()}


@lru_cache(1 << 14)
def _written(values: tuple[Any, ...]) -> str:
    return to_json(values).decode()


def groups_of(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the groups that must be counted to know how often each value of some fields occurs."""
    return tuple(group for group, members in GROUPS.items() if not set(members).isdisjoint(fields))


def ungrouped(group: str, counts: Mapping[str, int]) -> dict[str, Mapping[str, int]]:
    """Return the counts of each field of a group, of those of the group's values."""
    found: dict[str, Counter[str]] = {field: Counter() for field in GROUPS[group]}
    for text, count in counts.items():
        for field, value in zip(GROUPS[group], from_json(text), strict=True):
            for one in value if isinstance(value, list) else [value]:
                if one is not None:
                    found[field][one] += count
    return dict(found)
