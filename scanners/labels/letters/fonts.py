"""The fonts a label is lettered with: given as bytes, asked for widths and for ink."""

import struct
from dataclasses import dataclass
from functools import cached_property, lru_cache

from PIL import Image, ImageDraw, ImageFont

_DARK_FROM = 128
"""A dot is printed where at least half of it is covered."""
_PROBED = 20
"""The size at which a font is tried."""


class _Read:
    """Bytes, as Pillow wants to be given a font."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self) -> bytes:
        return self._content


@dataclass(frozen=True)
class Font:
    """A TrueType font and the characters it has."""

    content: bytes

    def __hash__(self) -> int:
        return id(self.content)

    @cached_property
    def has(self) -> frozenset[int]:
        return read_characters(self.content)

    @property
    def is_whole(self) -> bool:
        """Whether it can be read at all: what is left of a broken file cannot."""
        try:
            return bool(self.has) and _at(self, _PROBED).getlength("A") > 0
        except (struct.error, StopIteration, OSError):
            return False

    def missing(self, text: str) -> str:
        return "".join(dict.fromkeys(c for c in text if ord(c) not in self.has))

    def width(self, text: str, size: int) -> int:
        return round(_at(self, size).getlength(text))

    def draw(self, text: str, size: int) -> Image.Image:
        """Draw a line that is in visual order, in an image as high as `line_height`."""
        font = _at(self, size)
        left, _, right, _ = font.getbbox(text, anchor="ls")
        over = max(0, -round(left))  # a letter may lean out to the left
        wide = max(1, over + round(max(right, font.getlength(text))))
        image = Image.new("L", (wide, line_height(size)))
        ImageDraw.Draw(image).text((over, baseline(size)), text, fill=255, font=font, anchor="ls")
        return image.point(_dark, "1")


@dataclass(frozen=True)
class Fonts:
    """What words and what headlines are set in."""

    plain: Font
    bold: Font


def line_height(size: int) -> int:
    return round(size * 1.2)


def baseline(size: int) -> int:
    return round(size * 0.94)


_dark = [255 if shade >= _DARK_FROM else 0 for shade in range(256)]


@lru_cache(maxsize=128)
def _at(font: Font, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout: texts come shaped and in visual order, the same on every machine.
    layout = ImageFont.Layout.BASIC
    return ImageFont.truetype(_Read(font.content), size, layout_engine=layout)  # type: ignore[arg-type]


# ------------------------------------------------------------------ which characters a font has


def read_characters(content: bytes) -> frozenset[int]:
    """Read a font's table of characters (`cmap`), in its two usual formats."""
    count = struct.unpack_from(">H", content, 4)[0]
    at = next(
        struct.unpack_from(">I", content, 12 + 16 * entry + 8)[0]
        for entry in range(count)
        if content[12 + 16 * entry : 16 + 16 * entry] == b"cmap"
    )
    found: set[int] = set()
    for entry in range(struct.unpack_from(">H", content, at + 2)[0]):
        start = at + struct.unpack_from(">I", content, at + 4 + 8 * entry + 4)[0]
        match struct.unpack_from(">H", content, start)[0]:
            case 4:
                found |= _segments(content, start)
            case 12:
                found |= _groups(content, start)
            case _:
                pass
    return frozenset(found)


def _segments(content: bytes, start: int) -> set[int]:
    half = struct.unpack_from(">H", content, start + 6)[0] // 2
    row = f">{half}H"
    ends = struct.unpack_from(row, content, start + 14)
    starts = struct.unpack_from(row, content, start + 16 + 2 * half)
    return {
        code
        for first, last in zip(starts, ends, strict=True)
        if first != 0xFFFF
        for code in range(first, last + 1)
    }


def _groups(content: bytes, start: int) -> set[int]:
    groups = struct.unpack_from(">I", content, start + 12)[0]
    found: set[int] = set()
    for at in range(groups):
        first, last, _ = struct.unpack_from(">III", content, start + 16 + 12 * at)
        found.update(range(first, last + 1))
    return found
