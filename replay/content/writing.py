"""Puts titles and descriptions together from the sentences of a trade."""

from replay.content.dice import Dice
from replay.content.handwriting import Handwriting
from replay.content.topics import Topic
from replay.content.words import filled, words

_LONG_STORY = 0.06


def request(topic: Topic, dice: Dice, hand: Handwriting) -> tuple[str, str]:
    """What a client calls the work, and what he wants; both speak of one business in one city."""
    given = {"business": dice.pick(words().businesses), "city": dice.pick(words().cities)}
    title = filled(dice.pick(words().leads) + dice.pick(topic.titles), dice, given)
    if dice.chance(0.1):
        title = f"{title} {dice.pick(words().emojis)}"
    text = filled("\n\n".join(_paragraphs(topic, dice)), dice, given)
    return hand.written(title, dice), hand.written(text, dice)


def _paragraphs(topic: Topic, dice: Dice) -> list[str]:
    shared = words()
    paragraphs = [dice.pick(shared.greetings)] if dice.chance(0.7) else []
    paragraphs += [dice.pick(topic.about), _needs(topic, dice)]
    if dice.chance(_LONG_STORY):
        paragraphs += dice.some(shared.asides, 4) + dice.some(topic.about, 2)
    return [*paragraphs, dice.pick(shared.closings)]


def _needs(topic: Topic, dice: Dice) -> str:
    needs = dice.some(topic.needs, dice.between(2, 5))
    if dice.chance(0.25):
        return "نريد " + " و ".join(needs) + "."
    bullet = dice.pick(words().bullets)
    return "\n".join([dice.pick(words().heads), *(bullet + need for need in needs)])


def offer(topic: Topic, dice: Dice, hand: Handwriting) -> tuple[str, str]:
    """What a seller calls the service, and what he promises."""
    shared = words()
    title = filled(dice.pick(topic.offers), dice)
    promises = "\n".join(f"✔ {promise}" for promise in dice.some(topic.promises, dice.between(2, 4)))
    text = f"{dice.pick(shared.offer_openings)}\n\n{promises}\n\n{dice.pick(shared.offer_closings)}"
    return hand.written(title, dice), hand.written(filled(text, dice), dice)


def bio(topic: Topic, dice: Dice, hand: Handwriting) -> str:
    """How a specialist presents himself."""
    shared = words()
    text = f"{dice.pick(shared.bios)}\n\n{dice.pick(topic.promises)} {dice.pick(shared.bio_closings)}"
    given = {"occupation": topic.occupation.label, "skill": dice.pick(topic.skills)}
    return hand.written(filled(text, dice, given), dice)
