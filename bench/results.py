"""What a benchmark says: two times of one run, and their ratio against a goal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`ours` and `limit` in `unit`; `ratio` is to reach `goal`, or `at_most` that.

    `against` names what the limit is: the bare library, or what is allowed.
    """

    name: str
    ours: float
    limit: float
    ratio: float
    goal: float
    at_most: bool = False
    unit: str = "s"
    against: str = "bare library"

    @property
    def met(self) -> bool:
        """Whether the goal was met in this run."""
        return self.ratio <= self.goal if self.at_most else self.ratio >= self.goal


def within(name: str, ours: float, *, allowed: float, unit: str = "s") -> Result:
    """A result against a fixed bound instead of a library."""
    return Result(
        name=name,
        ours=ours,
        limit=allowed,
        ratio=ours / allowed,
        goal=1.0,
        at_most=True,
        unit=unit,
        against="allowed",
    )
