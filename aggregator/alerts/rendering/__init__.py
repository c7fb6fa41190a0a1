"""Says what a message says: subject, text and HTML of alerts and notices, in Arabic and English."""

from aggregator.alerts.rendering.letters import Letter
from aggregator.alerts.rendering.render import render
from aggregator.domain.delivery import LetterKind

__all__ = ["Letter", "LetterKind", "render"]
