"""What grows with the size, and what does not: points that benches tell, for the charts."""

from dataclasses import dataclass

Key = tuple[str, str]
"""What grows, and what is measured of it."""


@dataclass(frozen=True, slots=True)
class Point:
    """Milliseconds (or another cost) at a size."""

    size: int
    cost: float


POINTS: dict[Key, list[Point]] = {}
"""All that this run has told so far."""


def point(grows: str, what: str, size: int, cost: float) -> None:
    """Tell what something costs at a size."""
    print(f"\ngrowth {grows} {what}: {size} {cost:.4g}", end="")
    POINTS.setdefault((grows, what), []).append(Point(size, cost))
