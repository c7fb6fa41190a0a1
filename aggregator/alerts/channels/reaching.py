"""How channels reach addresses that people give: through the guard, and what is told when it says no."""

from aggregator.errors import AddressForbidden, NameUnknown
from aggregator.sdk import TargetInvalid
from aggregator.sdk.guarded_http import GuardedHttp
from aggregator.sdk.guarding import Guard, public, public_or_private
from aggregator.settings import Settings


def http_for(settings: Settings) -> GuardedHttp:
    """Return the way to the public net; to private networks, too, where the operator wants that."""
    return GuardedHttp(Guard(may_reach=public_or_private if settings.private_targets else public))


def kept_url(http: GuardedHttp, target: str) -> str:
    """Return a URL as it is kept (TargetInvalid)."""
    try:
        return http.check(target)
    except NameUnknown as error:
        raise TargetInvalid(ar="لا خادم بهذا الاسم؛ راجع العنوان.", en=_sentence(error)) from error
    except AddressForbidden as error:
        raise TargetInvalid(
            ar="يجب أن يكون العنوان رابطًا عامًا يبدأ بـ https:// ومنفذه 80 أو 443 أو بين 8000 و9999.",
            en=_sentence(error),
        ) from error


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
