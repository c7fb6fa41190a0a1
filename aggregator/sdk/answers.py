"""What a web server's answer to a message means: taken, not now, or never."""

from datetime import timedelta

from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from aggregator.sdk.channels import DeliveryFailed, DeliveryRefused, Receipt
from aggregator.sdk.cleaning import one_line
from aggregator.sdk.guarded_http import Answer

LONGEST_WAIT = timedelta(days=1)
_SHOWN = 120
_GONE = 410
_MOVED = frozenset({301, 308})


def receipt_of(answer: Answer) -> Receipt:
    """Return the receipt of a message that was taken; raises DeliveryFailed or DeliveryRefused.

    A redirect is never followed: it could lead anywhere. A lasting one means that the target is wrong.
    """
    told = one_line(f"{answer.status} {answer.body[:_SHOWN].decode('utf-8', 'replace')}")
    if 200 <= answer.status < 300:  # noqa: PLR2004  what HTTP calls success
        return Receipt(answer=told)
    if answer.status == _GONE:
        raise DeliveryRefused(told)
    if answer.status in _MOVED:
        raise DeliveryRefused(f"{answer.status}: redirects are not followed; give the final address")
    raise DeliveryFailed(told, retry_after=retry_after(answer.headers.get("retry-after")))


def retry_after(header: str | None) -> timedelta | None:
    """Read a Retry-After header, seconds or a date; nonsense is as if there were none."""
    if header is None:
        return None
    try:
        seconds = Retry().parse_retry_after(header)
        return min(timedelta(seconds=max(seconds, 0)), LONGEST_WAIT)
    except (InvalidHeader, ValueError, OverflowError):
        return None
