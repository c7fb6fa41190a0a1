"""Messages with valid defaults for tests."""

from datetime import UTC, datetime

from aggregator.alerts.rendering import Letter, LetterKind, render
from aggregator.sdk import MessageItem

MOMENT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def item(number=1, **changes):
    facts = {
        "ref": f"mostaql:request:{number}",
        "title": f"تصميم شعار لمتجر عطور {number}",
        "url": f"https://mostaql.com/project/{number}",
        "site": "مستقل",
        "facts": ("50 – 100 دولار", "3 أيام", "معدل التوظيف 80٪"),
        "why": ("شعار", "متجر", "الميزانية من 25 دولارًا"),
        "copies": ("https://khamsat.com/community/requests/9",),
        "posted_at": MOMENT,
    }
    return MessageItem(**{**facts, **changes})


def letter(**changes):
    facts = {
        "key": "0" * 32,
        "kind": LetterKind.ALERT,
        "language": "ar",
        "created_at": MOMENT,
        "items": (item(),),
        "search_name": "شعارات",
        "search_url": "https://dalil.example/search?q=%D8%B4%D8%B9%D8%A7%D8%B1",
        "manage_url": "https://dalil.example/alerts/1",
        "unsubscribe_url": "https://dalil.example/unsubscribe/" + "a" * 43,
    }
    return Letter(**{**facts, **changes})


def message(**changes):
    return render(letter(**changes))
