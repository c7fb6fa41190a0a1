"""Makes of a delivery, as it is stored, the message that a channel takes: the same at each attempt."""

from aggregator.alerts.rendering import Letter, render
from aggregator.domain.delivery import Delivery, News, ToldItem
from aggregator.sdk.channels import Message, MessageItem


def message_of(delivery: Delivery) -> Message:
    """Render a delivery."""
    kept = delivery.letter
    return render(
        Letter(
            key=delivery.key,
            kind=kept.kind,
            language=kept.language,
            created_at=delivery.created_at,
            items=tuple(map(_item, kept.items)),
            more=kept.more,
            changed=any(item.news is not News.NEW for item in kept.items),
            search_name=kept.search_name,
            search_url=kept.links.get("search"),
            manage_url=kept.links.get("manage"),
            unsubscribe_url=kept.links.get("unsubscribe"),
            action_url=kept.links.get("action"),
            until=kept.until,
            zone=kept.zone,
            reason=kept.reason,
        )
    )


def _item(told: ToldItem) -> MessageItem:
    return MessageItem(
        ref=told.ref,
        title=told.title,
        url=told.url,
        site=told.site,
        facts=told.facts,
        why=told.why,
        copies=told.copies,
        posted_at=told.posted_at,
    )
