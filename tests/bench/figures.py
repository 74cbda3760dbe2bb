"""One figure of a bench beside its floor, and the one line it is told in."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` and `floor` are of one unit and one run; `goal` is a ratio between them."""

    name: str
    value: float
    unit: str
    floor: float
    goal: float
    least: bool = False
    """The ratio has to be at least the goal; else at most."""

    @property
    def ratio(self) -> float:
        return self.value / self.floor

    @property
    def holds(self) -> bool:
        return self.ratio >= self.goal if self.least else self.ratio <= self.goal

    @property
    def cells(self) -> tuple[str, ...]:
        """Name, value, unit, floor, ratio, goal and verdict, as they are printed."""
        sign, verdict = (">=" if self.least else "<="), ("ok" if self.holds else "short")
        figures = (f"{self.value:.3g}", self.unit, f"{self.floor:.3g}", f"{self.ratio:.2f}")
        return (self.name, *figures, f"{sign}{self.goal:g}", verdict)

    def __str__(self) -> str:
        return " ".join(self.cells)


TOLD: list[Figure] = []
"""All that this run has told so far, for the table at its end."""


def tell(figures: Sequence[Figure]) -> None:
    """Print every figure; fail where one misses its goal."""
    print()
    for figure in figures:
        print(figure)
    TOLD.extend(figures)
    short = [str(figure) for figure in figures if not figure.holds]
    assert not short, short


def at(share: float, taken: Sequence[float]) -> float:
    """The value below which a share of them are."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]
