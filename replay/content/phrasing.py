"""Writes the titles and texts of a large market from the trades' sentences and its own."""

from collections.abc import Sequence

from replay.content.dice import Dice
from replay.content.phrases import Parts, cut, phrases, seldom, written
from replay.content.topics import Topic
from replay.content.words import words


def request(topic: Topic, dice: Dice) -> tuple[str, str]:
    """Title and text of a request: what a client wants, for one business in one city."""
    shared = words()
    given = {"business": seldom(shared.businesses, dice), "city": seldom(shared.cities, dice)}
    title = dice.pick(shared.leads) + _title(topic.titles, dice, given)
    lines = [dice.pick(shared.greetings)] if dice.chance(0.5) else []
    lines += [written(cut(dice.pick(topic.about)), dice, given), dice.pick(shared.heads)]
    bullet = dice.pick(shared.bullets)
    needs = dice.some(topic.needs, dice.between(2, 4))
    lines += [bullet + written(cut(need), dice, given) for need in needs]
    lines += _details(phrases().request_details, dice, given)
    if dice.chance(0.4):
        lines.append(written(cut(dice.pick(shared.closings)), dice, given))
    return title, "\n".join(lines)


def offer(topic: Topic, dice: Dice) -> tuple[str, str]:
    """Title and text of an offer: what a seller calls the service, and what he promises."""
    shared = words()
    lines = [dice.pick(shared.offer_openings)] if dice.chance(0.5) else []
    promises = dice.some(topic.promises, dice.between(1, 3))
    lines += [f"✔ {written(cut(promise), dice, {})}" for promise in promises]
    lines += _details(phrases().offer_details, dice, {})
    if dice.chance(0.4):
        lines.append(dice.pick(shared.offer_closings))
    return _title(topic.offers, dice, {}), "\n".join(lines)


def specialist(topic: Topic, dice: Dice) -> tuple[str, str]:
    """Title and text of a specialist: his trade, and how he presents himself."""
    shared = words()
    given = {"occupation": topic.occupation.label, "skill": dice.pick(topic.skills)}
    title = topic.occupation.label
    if dice.chance(0.5):
        title = f"{title} {dice.pick(('-', '|', 'و', 'في'))} {given['skill']}"
    lines = [written(cut(dice.pick(shared.bios)), dice, given)]
    lines += _details(phrases().specialist_details, dice, given)
    lines.append(written(cut(dice.pick(topic.promises)), dice, given))
    return title, "\n".join(lines)


def english(dice: Dice) -> tuple[str, str]:
    """Title and text of a listing in English, of any kind and trade."""
    title = written(dice.pick(phrases().english_titles), dice, {})
    return title, " ".join(_details(phrases().english_sentences, dice, {}))


def _title(titles: Sequence[str], dice: Dice, given: dict[str, str]) -> str:
    """A title, often with what makes it this one's: a quality, whom it is for, the tool."""
    title = written(cut(dice.pick(titles)), dice, given)
    if dice.chance(0.25):
        return f"{title} {written(dice.pick(phrases().qualities), dice, given)}"
    if dice.chance(0.25):
        return title + written(dice.pick(_ADDED), dice, given)
    return title


_ADDED = tuple(
    cut(text) for text in (" لمجال {thing}", " باستخدام {tool}", " - {brand}", " في {city}", " + {part}")
)


def _details(sentences: Sequence[Parts], dice: Dice, given: dict[str, str]) -> list[str]:
    """A few sentences by most people, a long story by some."""
    number = 2 + int(dice.part() ** 2 * 8)
    return [written(sentence, dice, given) for sentence in dice.some(sentences, number)]
