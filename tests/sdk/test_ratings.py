"""Stars that are icons."""

from decimal import Decimal

import pytest

from aggregator.sdk import star_rating
from tests.sdk.pages_at_hand import node

FULL, HALF, EMPTY = (f"<i class='fa fa-star{kind}'></i>" for kind in ("", "-half-o", "-o"))


def stars(full=0, half=0, empty=0, votes=""):
    return node(f"<p class='stars'>{FULL * full}{HALF * half}{EMPTY * empty}{votes}</p>")


@pytest.mark.parametrize(
    ("shown", "value", "count"),
    [
        (stars(5), "5", None),
        (stars(4, 1, 0, " (141)"), "4.5", 141),
        (stars(0, 1, 4, "(1,204)"), "0.5", 1204),
    ],
)
def test_lit_stars_are_counted(shown, value, count):
    rating = star_rating(shown, ".stars")
    assert (rating.value, rating.count) == (Decimal(value), count)


@pytest.mark.parametrize("shown", [stars(0, 0, 5), stars(), node("<p>x</p>"), None])
def test_without_a_lit_star_there_is_no_rating(shown):
    assert star_rating(shown, ".stars") is None


def test_grey_stars_are_not_lit():
    grey = "<i class='fa fa-star clr-gray'></i>"
    assert star_rating(node(f"<p>{FULL}{grey}</p>"), "p").value == 1


@pytest.mark.parametrize("shown", [stars(6), stars(3, votes="(many)")])
def test_what_is_not_one_rating_is_refused(shown):
    with pytest.raises(ValueError, match=r"5|number"):
        star_rating(shown, ".stars")
