"""Walks paths of conditions, the rarest first, as far as they hold for a document.

Paths that begin alike share their beginning, and are found by tokens of which their first condition
requires one: a document meets only paths that may hold, and leaves each where it no longer does.
"""

from collections.abc import Iterable

from aggregator.alerts.compiling import Holds, compiled
from aggregator.alerts.conditions import Condition, Conditions, Truth
from search.clauses import Clause
from search.evaluating import Indexed


class Step:
    """A place on one of `paths`, behind its condition; the first place has none.

    `keys` are of the searches whose paths end here, with the numbers of what they filter by.
    """

    __slots__ = ("condition", "keys", "parent", "paths", "steps")

    def __init__(
        self, paths: "Paths", parent: "Step | None" = None, condition: Condition | None = None
    ) -> None:
        # Most steps end a path or lead on, seldom both: what stays empty is not made.
        self.paths = paths
        self.parent = parent
        self.condition = condition
        self.steps: Steps | None = None
        self.keys: dict[str, int] | None = None


Steps = dict[Condition, Step]


class Paths:
    """All paths that begin with one choice, which is asked before any step is taken."""

    def __init__(self, choice: Clause, conditions: Conditions) -> None:
        self.choice = choice
        self.may_be_walked: Holds = compiled(choice)
        self._conditions = conditions
        self._start = Step(self)
        self._by_token: dict[str, dict[str, Steps]] = {}
        self._always: Steps = {}

    def __bool__(self) -> bool:
        """Whether any path leads to a key."""
        return bool(self._start.steps or self._start.keys)

    def end(self, conditions: Iterable[Condition]) -> Step:
        """Return the end of a path, which is made where it is new."""
        step = self._start
        for condition in sorted(conditions, key=lambda one: one.order):
            step = self._next(step, condition)
        return step

    def clear(self, step: Step) -> None:
        """Take away a path from its end to where others need it."""
        while step.parent is not None and step.condition is not None and not step.keys and not step.steps:
            self._cut(step.parent, step.condition)
            step = step.parent

    def ends(self, document: Indexed, truth: Truth) -> list[dict[str, int]]:
        """Return the keys at the ends of all paths that hold for the document."""
        held = [step for condition, step in self._met(document).items() if truth[condition]]
        found = [self._start, *held]
        while held:
            held = [
                further
                for step in held
                if step.steps
                for condition, further in step.steps.items()
                if truth[condition]
            ]
            found += held
        return [step.keys for step in found if step.keys]

    def _met(self, document: Indexed) -> Steps:
        """Return the first steps of all paths that may hold."""
        met = dict(self._always)
        for field, by_token in self._by_token.items():
            for token in by_token.keys() & document.sets.get(field, frozenset()):
                met |= by_token[token]
        return met

    def _next(self, step: Step, condition: Condition) -> Step:
        if step.steps is None:
            step.steps = {}
        further = step.steps.get(condition)
        if further is None:
            further = step.steps[condition] = Step(self, step, condition)
            condition.uses += 1
            if step is self._start:
                self._make_findable(further, condition)
        return further

    def _make_findable(self, step: Step, condition: Condition) -> None:
        if condition.tokens is None:
            self._always[condition] = step
            return
        for field, token in condition.tokens:
            self._by_token.setdefault(field, {}).setdefault(token, {})[condition] = step

    def _cut(self, parent: Step, condition: Condition) -> None:
        if parent.steps is not None:
            del parent.steps[condition]
        if parent is self._start:
            self._hide(condition)
        self._conditions.leave(condition)

    def _hide(self, condition: Condition) -> None:
        self._always.pop(condition, None)
        for field, token in condition.tokens or ():
            steps = self._by_token[field][token]
            del steps[condition]
            if not steps:
                del self._by_token[field][token]
