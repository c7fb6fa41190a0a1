"""Walks paths of conditions, the rarest first, as far as they hold for a document.

Paths that begin alike share their beginning. A document begins only those whose first condition holds,
and leaves each where the next one does not.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Any

from aggregator.alerts.compiling import Holds, compiled
from aggregator.alerts.conditions import Condition, Conditions, Truth
from search.clauses import Clause

SEPARATOR = "\n"
"""Stands between keys, and in none."""


class Step:
    """A place on one of `paths`, behind its condition; the first place has none.

    Further steps go by conditions: `steps` by those that tokens tell of, `others` by the rest.
    `ends` are of the searches whose paths end here: a number, which says what they filter by, then
    their keys, joined by SEPARATOR, and so on.
    """

    __slots__ = ("condition", "ends", "others", "parent", "paths", "steps")

    def __init__(
        self, paths: "Paths", parent: "Step | None" = None, condition: Condition | None = None
    ) -> None:
        # Most steps end a path or lead on, seldom both: what stays empty is not made.
        self.paths = paths
        self.parent = parent
        self.condition = condition
        self.steps: Steps | None = None
        self.others: Steps | None = None
        # What lies in one place of memory is found at once: each key as its own text would have to be
        # fetched from elsewhere, and that is what a listing waits for.
        self.ends: tuple[Any, ...] = ()

    @property
    def needed(self) -> bool:
        """Whether anything ends here or leads on."""
        return bool(self.ends or self.steps or self.others)

    def remember(self, key: str, number: int) -> None:
        """Let a key end here, with the number of what it filters by."""
        by_number = self._by_number()
        known = by_number.get(number)
        by_number[number] = key if known is None else f"{known}{SEPARATOR}{key}"
        self._keep(by_number)

    def forget(self, key: str) -> int:
        """Take a key that ends here away; returns the number of what it filters by."""
        by_number = self._by_number()
        number = next(number for number, some in by_number.items() if _framed(key) in _framed(some))
        rest = _framed(by_number.pop(number)).replace(_framed(key), SEPARATOR, 1).strip(SEPARATOR)
        if rest:
            by_number[number] = rest
        self._keep(by_number)
        return number

    def _by_number(self) -> dict[int, str]:
        return dict(zip(self.ends[::2], self.ends[1::2], strict=True))

    def _keep(self, by_number: dict[int, str]) -> None:
        self.ends = tuple(chain.from_iterable(by_number.items()))

    def ways(self, condition: Condition) -> "Steps":
        """Return those further steps among which the one behind a condition is."""
        if not condition.told:
            self.others = self.others if self.others is not None else {}
            return self.others
        self.steps = self.steps if self.steps is not None else {}
        return self.steps


def _framed(keys: str) -> str:
    return f"{SEPARATOR}{keys}{SEPARATOR}"


Steps = dict[Condition, Step]


class Paths:
    """All paths that begin with one choice, which is asked before any step is taken."""

    def __init__(self, choice: Clause, conditions: Conditions) -> None:
        self.choice = choice
        self.may_be_walked: Holds = compiled(choice)
        self._conditions = conditions
        self._start = Step(self)

    def __bool__(self) -> bool:
        """Whether any path leads to a key."""
        return self._start.needed

    def end(self, conditions: Iterable[Condition]) -> Step:
        """Return the end of a path, which is made where it is new."""
        step = self._start
        for condition in sorted(conditions, key=lambda one: one.order):
            ways = step.ways(condition)
            if condition not in ways:
                ways[condition] = Step(self, step, condition)
                condition.uses += 1
            step = ways[condition]
        return step

    def clear(self, step: Step) -> None:
        """Take away a path from its end to where others need it."""
        while step.parent is not None and step.condition is not None and not step.needed:
            del step.parent.ways(step.condition)[step.condition]
            self._conditions.leave(step.condition)
            step = step.parent

    def walked(self, holding: AbstractSet[Condition], truth: Truth) -> list[Step]:
        """Return all steps to which only conditions lead that hold, at some of which no path ends.

        `holding` are those that do and of which tokens tell; `truth` tells of the others.
        """
        begun = self._start.steps or {}
        held = [begun[condition] for condition in begun.keys() & holding]
        held += _further([self._start], truth)
        found = [self._start, *held]
        while held:
            next_ones = [
                further
                for step in held
                if step.steps
                for condition, further in step.steps.items()
                if condition in holding
            ]
            held = next_ones + _further(held, truth)
            found += held
        return found


def _further(steps: list[Step], truth: Truth) -> list[Step]:
    return [
        further
        for step in steps
        if step.others
        for condition, further in step.others.items()
        if truth[condition]
    ]
