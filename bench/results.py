"""What a benchmark says: two times of one run, and their ratio against a goal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`ours` and `limit` (the bare library) in seconds; `ratio` is to reach `goal`, or `at_most` that."""

    name: str
    ours: float
    limit: float
    ratio: float
    goal: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether the goal was met in this run."""
        return self.ratio <= self.goal if self.at_most else self.ratio >= self.goal
