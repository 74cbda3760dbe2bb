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

    def __str__(self) -> str:
        sign, verdict = (">=" if self.least else "<="), ("ok" if self.holds else "MISSED")
        figures = f"{self.value:.3g} {self.unit} {self.floor:.3g} {self.ratio:.2f}"
        return f"{self.name} {figures} {sign}{self.goal:g} {verdict}"


def tell(figures: Sequence[Figure]) -> None:
    """Print every figure; fail where one misses its goal."""
    print()
    for figure in figures:
        print(figure)
    missed = [str(figure) for figure in figures if not figure.holds]
    assert not missed, missed


def at(share: float, taken: Sequence[float]) -> float:
    """The value below which a share of them are."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]
