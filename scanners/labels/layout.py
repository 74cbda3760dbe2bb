"""From a filled label to dots: every mark at its place, or everything that does not fit."""

import struct
from collections.abc import Iterator
from typing import assert_never

from PIL import Image, ImageFile

from scanners.labels import code, text
from scanners.labels.dots import DPIS, dots
from scanners.labels.drawing import Block, Drawing, Ink, Mark, blank, extent, inverted, trimmed
from scanners.labels.fault import Fault, Wrong
from scanners.labels.fill import Coded, Filled, Lettered, Pictured, Placed
from scanners.labels.letters.fonts import Fonts
from scanners.labels.template import Box, Line

HEIGHT_MAX_MM = 1000
IMAGE_SIDE_MAX = 2000
_ROUNDED = 1
"""Place and size are rounded to dots each for itself, so an edge may lie one dot further on."""
_HATCH_MM, _CHECK_MM = 4.0, 3.0

Marks = tuple[Mark, ...]


def draw(filled: Filled, fonts: Fonts, dpi: int) -> Drawing | tuple[Fault, ...]:
    """Draw all that was placed; where something does not fit, say all that does not."""
    assert dpi in DPIS, dpi
    if filled.height > HEIGHT_MAX_MM:
        detail = f"{filled.height:.0f} > {HEIGHT_MAX_MM}"
        return (Fault(Wrong.LABEL_TOO_LARGE, "", detail),)
    marks: list[Mark] = []
    faults: list[Fault] = []
    for placed in filled.placed:
        drawn = _draw(placed, filled, fonts, dpi)
        if isinstance(drawn, Fault):
            faults.append(drawn)
        else:
            marks += drawn
    drawing = Drawing(dots(filled.width, dpi), dots(filled.height, dpi), dpi, tuple(marks))
    faults += [Fault(Wrong.OUTSIDE_THE_LABEL, "", out) for out in _outside(drawing)]
    return tuple(dict.fromkeys(faults)) or drawing


def _outside(drawing: Drawing) -> Iterator[str]:
    for mark in drawing.marks:
        x, y, right, below = extent(mark)
        over = max(-x, -y, right - drawing.width, below - drawing.height)
        if over > _ROUNDED:
            yield f"{type(mark).__name__} {x},{y}-{right},{below}"


def _draw(placed: Placed, filled: Filled, fonts: Fonts, dpi: int) -> Marks | Fault:
    match placed:
        case Lettered():
            ink = text.draw(placed, fonts, filled.language, dpi)
            return ink if isinstance(ink, Fault) else trimmed(ink)
        case Coded():
            drawn = code.draw(placed, fonts, dpi)
            return drawn if isinstance(drawn, Fault) else drawn.marks
        case Pictured():
            return _picture(placed, dpi)
        case Box():
            return _box(placed, dpi)
        case Line():
            return (_block(placed, dpi),)
        case _:
            assert_never(placed)


def _block(at: Box | Line, dpi: int) -> Block:
    wide, high = max(1, dots(at.w, dpi)), max(1, dots(at.h, dpi))
    return Block(dots(at.x, dpi), dots(at.y, dpi), wide, high)


def _box(box: Box, dpi: int) -> Marks:
    whole = _block(box, dpi)
    match box.fill:
        case "solid":
            return (whole,)
        case "none":
            return _frame(whole, max(1, dots(box.line, dpi)))
        case "hatch":
            return (Ink(whole.x, whole.y, _hatched(whole.w, whole.h, dots(_HATCH_MM, dpi))),)
        case "check":
            return (Ink(whole.x, whole.y, _checked(whole.w, whole.h, dots(_CHECK_MM, dpi))),)
        case _:
            assert_never(box.fill)


def _frame(whole: Block, line: int) -> Marks:
    x, y, w, h = whole.x, whole.y, whole.w, whole.h
    return (
        Block(x, y, w, line),
        Block(x, y + h - line, w, line),
        Block(x, y, line, h),
        Block(x + w - line, y, line, h),
    )


def _hatched(w: int, h: int, step: int) -> Image.Image:
    """Draw stripes that go up to the right, as wide as what is between them."""
    image = blank(w, h)
    stripe = [(x + y) // (step // 2) % 2 == 0 for y in range(step) for x in range(w)]
    tile = blank(w, step)
    tile.putdata(stripe)
    for y in range(0, h, step):
        image.paste(tile, (0, y))
    return image


def _checked(w: int, h: int, step: int) -> Image.Image:
    image = blank(w, h)
    for y in range(0, h, step):
        for x in range(0, w, step):
            if (x + y) // step % 2 == 0:
                image.paste(1, (x, y, min(x + step, w), min(y + step, h)))
    return image


def _picture(placed: Pictured, dpi: int) -> Marks | Fault:
    at = placed.at
    image = _read_png(placed.content)
    if image is None:
        return Fault(Wrong.BAD_IMAGE, at.field)
    box = dots(at.w, dpi), dots(at.h, dpi)
    scale = min(box[0] / image.width, box[1] / image.height)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    x = dots(at.x, dpi) + (box[0] - size[0]) // 2
    y = dots(at.y, dpi) + (box[1] - size[1]) // 2
    return (Ink(x, y, inverted(image.resize(size).point(_white_from_half, "1"))),)


_white_from_half = [0 if shade < 128 else 255 for shade in range(256)]


def _read_png(content: bytes) -> Image.Image | None:
    """Read a PNG on white, and none that says it is huge."""
    if len(content) < 24 or not content.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    if max(struct.unpack_from(">II", content, 16)) > IMAGE_SIDE_MAX:
        return None
    parser = ImageFile.Parser()
    try:
        parser.feed(content)
        image = parser.close().convert("RGBA")
    except (OSError, SyntaxError, ValueError, struct.error):
        return None
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("L")
