"""A text in its box: as large as it may be, wrapped where there is room, or said not to fit."""

from dataclasses import dataclass

from PIL import Image

from scanners.labels.dots import dots
from scanners.labels.drawing import Ink, blank, inverted
from scanners.labels.fault import Fault, Wrong
from scanners.labels.fill import Lettered
from scanners.labels.letters import arabic, bidi
from scanners.labels.letters.fonts import Font, Fonts, line_height
from scanners.labels.words import RTL

_SMALLER = 0.92
"""A size that is too large is tried again this much smaller."""


@dataclass(frozen=True, slots=True)
class _Set:
    """The lines of a text at a size, each in visual order."""

    size: int
    lines: tuple[str, ...]


def draw(placed: Lettered, fonts: Fonts, language: str, dpi: int) -> Ink | Fault:
    """Draw a text, in its box's upper left corner and as large as the box."""
    at = placed.at
    font = fonts.bold if at.bold else fonts.plain
    base = bidi.base_level(placed.text)
    if missing := font.missing(arabic.shape(placed.text)):
        return Fault(Wrong.NO_GLYPH, placed.field, missing[:8])
    box = dots(at.w, dpi), dots(at.h, dpi)
    found = _fit(placed, font, box, dpi)
    if found is None:
        return Fault(Wrong.TEXT_DOES_NOT_FIT, placed.field, placed.text[:40])
    to_right = (language in RTL or bool(base)) == (at.align == "start")
    image = _lines(found, font, box, "centre" if at.align == "centre" else _side(to_right))
    return Ink(dots(at.x, dpi), dots(at.y, dpi), inverted(image) if at.inverse else image)


def _side(to_right: bool) -> str:  # noqa: FBT001
    return "right" if to_right else "left"


def _fit(placed: Lettered, font: Font, box: tuple[int, int], dpi: int) -> _Set | None:
    """Find the largest size whose lines are within the box."""
    at = placed.at
    size, smallest = dots(at.size, dpi), dots(at.smallest, dpi)
    while True:
        room = (
            max(1, box[1] // line_height(size)) if size > smallest else box[1] // line_height(size)
        )
        lines = _wrap(placed.text, font, size, box[0], room)
        if (
            lines
            and len(lines) * line_height(size) <= box[1]
            and _is_within(lines, font, size, box[0])
        ):
            return _Set(size, lines)
        if size <= smallest:
            return None
        size = max(smallest, min(size - 1, int(size * _SMALLER)))


def _is_within(lines: tuple[str, ...], font: Font, size: int, width: int) -> bool:
    return all(font.draw(line, size).width <= width for line in lines)


def _wrap(text: str, font: Font, size: int, width: int, room: int) -> tuple[str, ...]:
    """Cut a text into lines at its spaces; none where it takes more room than there is.

    Where the text runs right to left each line is put in visual order for itself.
    """
    base = bidi.base_level(text)
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if font.width(arabic.shape(longer), size) <= width:
            line = longer
            continue
        lines += [line] if line else []
        line = word
        # A word longer than a line, such as a lot number, is cut where it must be.
        while font.width(arabic.shape(line), size) > width and room > 1:
            cut = _longest(line, font, size, width)
            lines.append(line[:cut])
            line = line[cut:]
            if len(lines) > room:
                return ()
        if len(lines) >= room:
            return ()
    lines.append(line)
    return tuple(bidi.visual(arabic.shape(one), base) for one in lines)


def _longest(text: str, font: Font, size: int, width: int) -> int:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = font.width(arabic.shape(text[:middle]), size) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return low


def _lines(found: _Set, font: Font, box: tuple[int, int], side: str) -> Image.Image:
    image = blank(*box)
    height = line_height(found.size)
    free = box[1] - height * len(found.lines)
    y = free // 2 if side == "centre" else 0
    for line in found.lines:
        letters = font.draw(line, found.size)
        beside = box[0] - letters.width
        x = {"left": 0, "right": beside, "centre": beside // 2}[side]
        image.paste(1, (x, y), letters)
        y += height
    return image
