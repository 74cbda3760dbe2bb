"""One figure of a bench beside its floor, and the one line it is told in."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


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
    spread: float | None = None
    """How far half of what was measured lies apart, as a share of its middle; none: one go."""

    @classmethod
    def of(
        cls, name: str, share: float, taken: Sequence[float], floor: Sequence[float], goal: float
    ) -> "Figure":
        """The milliseconds that a share of all that was measured stays below, of both."""
        return cls(name, at(share, taken), "ms", at(share, floor), goal, spread=spread(taken))

    @classmethod
    def most(cls, name: str, share: float, taken: Sequence[float], most: float) -> "Figure":
        """As `of`, beside a bound in milliseconds."""
        return cls.of(name, share, taken, [most], 1)

    @property
    def ratio(self) -> float:
        return self.value / self.floor

    @property
    def holds(self) -> bool:
        return self.ratio >= self.goal if self.least else self.ratio <= self.goal

    @property
    def cells(self) -> tuple[str, ...]:
        """Name, value, unit, spread, floor, ratio, goal and verdict, as they are printed."""
        sign, verdict = (">=" if self.least else "<="), ("ok" if self.holds else "short")
        apart = "once" if self.spread is None else f"~{self.spread:.0%}"
        return (
            self.name, f"{self.value:.3g}", self.unit, apart, f"{self.floor:.3g}",
            f"{self.ratio:.2f}", f"{sign}{self.goal:g}", verdict,
        )  # fmt: skip

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


def spread(taken: Sequence[float]) -> float | None:
    """From the first quartile to the third, as a share of the middle."""
    return (at(0.75, taken) - at(0.25, taken)) / median(taken) if len(taken) > 2 else None
