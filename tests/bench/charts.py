"""Draws the points of growth: cost against size, both by factors, one field for what grows."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.bench.growth import Key, Point

ROOT = Path(__file__).parents[2]
FONT = ROOT / "assets/fonts/DejaVuSansCondensed.ttf"
BOLD = ROOT / "assets/fonts/DejaVuSansCondensed-Bold.ttf"
FIELD_W, FIELD_H = 760, 470
LEFT, TOP, RIGHT, BOTTOM = 80, 64, 250, 62
COST_MIN = 4
"""Where everything is flat, the scale still reaches to four times the smallest."""
INK, MUTED, GRID, PAPER = "#1b1f24", "#667085", "#e4e7ec", "#ffffff"
COLOURS = ("#175cd3", "#c4320a", "#067647", "#6941c6", "#b54708", "#0e7090")

Lines = Mapping[str, Sequence[Point]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: which sizes and costs it shows, and where."""

    x: int
    y: int
    sizes: tuple[int, int]
    cost_max: float

    def at(self, point: Point, first: float) -> tuple[float, float]:
        """Where a point is drawn; `first` is the cost at the smallest size."""
        return self.x + LEFT + self._across(point.size), self.up(point.cost / first)

    def up(self, times: float) -> float:
        """Where so many times the smallest cost is."""
        height = FIELD_H - TOP - BOTTOM
        share = math.log(times / 0.5) / math.log(self.cost_max / 0.5)
        return self.y + TOP + height * (1 - max(0.0, share))

    def _across(self, size: int) -> float:
        low, high = self.sizes
        return (FIELD_W - LEFT - RIGHT) * math.log(size / low) / math.log(high / low)


def draw(points: Mapping[Key, Sequence[Point]], target: Path) -> None:
    """Draw all fields into one picture."""
    grown: dict[str, dict[str, Sequence[Point]]] = {}
    for (grows, what), some in points.items():
        ordered = sorted(some, key=lambda one: one.size)
        if len({one.size for one in ordered}) > 1:
            grown.setdefault(grows, {})[what] = ordered
    rows = -(-len(grown) // 2)
    picture = Image.new("RGB", (FIELD_W * 2, max(rows, 1) * FIELD_H), PAPER)
    pen = ImageDraw.Draw(picture)
    for number, (grows, lines) in enumerate(grown.items()):
        _field(pen, (number % 2 * FIELD_W, number // 2 * FIELD_H), grows, lines)
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(64).save(target, optimize=True)


def _field(pen: ImageDraw.ImageDraw, at: tuple[int, int], grows: str, lines: Lines) -> None:
    sizes = [one.size for some in lines.values() for one in some]
    most = max(one.cost / some[0].cost for some in lines.values() for one in some)
    field = Field(*at, (min(sizes), max(sizes)), max(COST_MIN, 1.25 * most))
    pen.text((at[0] + LEFT, at[1] + 18), f"Cost against {grows}", INK, _font(BOLD, 20))
    _scale(pen, field, sorted(set(sizes)))
    names = list[tuple[float, str, str]]()
    for colour, (what, some) in zip(COLOURS, lines.items(), strict=False):
        spots = [field.at(one, some[0].cost) for one in some]
        pen.line(spots, colour, 3, joint="curve")
        for x, y in spots:
            pen.ellipse((x - 4, y - 4, x + 4, y + 4), colour)
        names.append((spots[-1][1], f"{what}: {_short(some[-1].cost)}", colour))
    _names(pen, field, names)


def _scale(pen: ImageDraw.ImageDraw, field: Field, sizes: Sequence[int]) -> None:
    font, right = _font(FONT, 14), field.x + FIELD_W - RIGHT
    times = 1.0
    while times <= field.cost_max:
        y = field.up(times)
        pen.line((field.x + LEFT, y, right, y), INK if times == 1 else GRID, 1)
        pen.text((field.x + LEFT - 8, y), f"{times:g} ×", MUTED, font, anchor="rm")
        times *= 2 if field.cost_max < 40 else 10
    for size in sizes:
        x, _ = field.at(Point(size, 1), 1)
        pen.text((x, field.y + FIELD_H - BOTTOM + 8), f"{size:,}", MUTED, font, anchor="mt")
    low, high = field.sizes
    end = min(high, int(low * field.cost_max))
    slope = [field.at(Point(low, 1), 1), field.at(Point(end, end / low), 1)]
    pen.line(slope, MUTED, 1)
    pen.text((slope[1][0] + 4, slope[1][1]), "as it grows", MUTED, font, anchor="lt")


def _names(pen: ImageDraw.ImageDraw, field: Field, names: Sequence[tuple[float, str, str]]) -> None:
    """Write each line's name at its end, none over another."""
    below = field.y + TOP - 20.0
    for y, name, colour in sorted(names):
        below = max(y, below + 20)
        spot = (field.x + FIELD_W - RIGHT + 12, below)
        pen.text(spot, name, colour, _font(FONT, 15), anchor="lm")


def _short(cost: float) -> str:
    return f"{cost:,.0f} ms" if cost >= 100 else f"{cost:.3g} ms"


def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)
