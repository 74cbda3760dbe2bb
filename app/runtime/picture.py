"""Pictures made small, and signatures made pictures: pure, from bytes to bytes."""

import io
import warnings
from enum import StrEnum

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from sync.core.evidence import PICTURE_BYTES_MAX

EDGE_MAX = 1_600
"""Pixels along the longer edge: the print on a label can be read."""
PIXELS_MAX = 100_000_000
"""A picture of more is no photo of goods, but would fill the memory when it is opened."""
THUMB_EDGE = 240
_QUALITIES = (82, 68, 50, 35)
_PEN, _MARGIN, _SCALE = 5, 24, 2
POINTS_MAX = 20_000
"""Of one signature: minutes of scribbling."""

Strokes = tuple[tuple[tuple[int, int], ...], ...]


class Unpictured(StrEnum):
    """Why there is no picture."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    EMPTY = "empty"


def compressed(data: bytes) -> bytes | Unpictured:
    """Make a JPEG small enough to be sent, upright, and without where and when it was taken."""
    image = _opened(data)
    if isinstance(image, Unpictured):
        return image
    image.thumbnail((EDGE_MAX, EDGE_MAX), Image.Resampling.LANCZOS)
    for quality in _QUALITIES:
        small = _jpeg(image, quality)
        if len(small) <= PICTURE_BYTES_MAX:
            return small
    return Unpictured.TOO_LARGE


def thumbnail(data: bytes) -> bytes:
    """Make it small enough for a list; nothing of what cannot be read."""
    image = _opened(data)
    if isinstance(image, Unpictured):
        return b""
    image.thumbnail((THUMB_EDGE, THUMB_EDGE))
    return _jpeg(image, _QUALITIES[0])


def drawn(strokes: Strokes) -> bytes | Unpictured:
    """Draw what a finger wrote, cut to its edges."""
    points = [point for stroke in strokes for point in stroke][:POINTS_MAX]
    if not points:
        return Unpictured.EMPTY
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width = min(EDGE_MAX, max(x for x, _ in points) - left) + 2 * _MARGIN
    height = min(EDGE_MAX, max(y for _, y in points) - top) + 2 * _MARGIN
    image = Image.new("L", (width * _SCALE, height * _SCALE), 255)
    pen = ImageDraw.Draw(image)
    for stroke in strokes:
        line = [((x - left + _MARGIN) * _SCALE, (y - top + _MARGIN) * _SCALE) for x, y in stroke]
        pen.line(line, fill=0, width=_PEN, joint="curve")
        for x, y in line[:1] + line[-1:]:
            pen.ellipse((x - _PEN / 2, y - _PEN / 2, x + _PEN / 2, y + _PEN / 2), fill=0)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    data = out.getvalue()
    return data if len(data) <= PICTURE_BYTES_MAX else Unpictured.TOO_LARGE


def _opened(data: bytes) -> Image.Image | Unpictured:
    try:
        with warnings.catch_warnings():
            # It is measured here, by a bound of our own.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
            if image.width * image.height > PIXELS_MAX:
                return Unpictured.TOO_LARGE
            image.draft("RGB", (EDGE_MAX, EDGE_MAX))
            upright = ImageOps.exif_transpose(image)
    except Image.DecompressionBombError:
        return Unpictured.TOO_LARGE
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, IndexError, KeyError):
        return Unpictured.UNREADABLE
    if upright.mode in {"RGBA", "LA", "P"}:
        clear = upright.convert("RGBA")
        upright = Image.new("RGB", clear.size, "white")
        upright.paste(clear, mask=clear.getchannel("A"))
    return upright.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
