"""Reads the codes in a picture: what a camera took, or a photo of a label."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from scanners.frame import Frame
from scanners.framing.lines import LENGTH_MAX
from scanners.framing.sight import Seen

if TYPE_CHECKING:
    import zxingcpp

PICTURE_BYTES_MAX = 32 << 20
PIXELS_MAX = 60_000_000
SIDE_MAX = 1_600
"""A photo of a phone is made so small first: more dots than a code needs only take time."""
CODES_MAX = 12


class Unseen(StrEnum):
    """Why a picture cannot be looked at."""

    NO_PICTURE = "no_picture"
    TOO_LARGE = "too_large"
    NO_DECODER = "no_decoder"


@dataclass(frozen=True, slots=True)
class Shown:
    """The codes in a picture, and which way of looking again found them; AT_ONCE needed none."""

    codes: tuple[Seen, ...]
    way: int


AT_ONCE = -1


def _bars_across(grey: Image.Image) -> Image.Image:
    """Bars are read at any angle up to some thirty degrees; turned by half a right one, at all."""
    return grey.rotate(45, Image.Resampling.BILINEAR, expand=True, fillcolor=255)


WAYS: tuple[Callable[[Image.Image], Image.Image], ...] = (
    _bars_across,
    lambda grey: ImageOps.autocontrast(grey.filter(ImageFilter.MedianFilter(3)), cutoff=2),
    lambda grey: grey.filter(ImageFilter.UnsharpMask(3, 250, 0)),
)
"""For bars across, for little light and grain, for what is out of focus."""
EVERY_WAY = tuple(range(len(WAYS)))


def can_see() -> bool:
    """Say whether this computer has what it takes to read a picture."""
    return find_spec("zxingcpp") is not None


def read_picture(data: bytes, ways: tuple[int, ...] = EVERY_WAY) -> Shown | Unseen:
    """Read all codes in an encoded picture (JPEG, PNG); never raises for what is in it.

    Where nothing is seen at once, it is looked at again in these of the `WAYS`.
    """
    if not can_see():
        return Unseen.NO_DECODER
    if len(data) > PICTURE_BYTES_MAX:
        return Unseen.TOO_LARGE
    grey = _opened(data)
    if isinstance(grey, Unseen):
        return grey
    if found := _codes(grey):
        return Shown(found, AT_ONCE)
    for way in ways:
        if found := _codes(WAYS[way](grey)):
            return Shown(found, way)
    return Shown((), AT_ONCE)


def _opened(data: bytes) -> Image.Image | Unseen:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > PIXELS_MAX:
                return Unseen.TOO_LARGE
            picture.draft("L", (SIDE_MAX, SIDE_MAX))  # a JPEG is decoded smaller at no cost
            grey = picture.convert("L")
    except Image.DecompressionBombError:
        return Unseen.TOO_LARGE
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return Unseen.NO_PICTURE
    grey.thumbnail((SIDE_MAX, SIDE_MAX))
    return grey


@cache
def wanted() -> "zxingcpp.BarcodeFormats":
    """Every symbology but those found within others: a film's edge in bars, Micro QR in a QR."""
    import zxingcpp  # noqa: PLC0415 - there is none for Android

    every = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.AllReadable])
    known = zxingcpp.barcode_formats_list(every)
    formats = zxingcpp.BarcodeFormat
    # Each by the name of its family as well: a family brings all of its own along.
    within = {formats.DXFilmEdge, formats.OtherBarcode, formats.MicroQRCode, formats.QRCode}
    return zxingcpp.BarcodeFormats([one for one in known if one not in within])


def _codes(grey: Image.Image) -> tuple[Seen, ...]:
    import zxingcpp  # noqa: PLC0415 - there is none for Android

    read = zxingcpp.read_barcodes(grey, wanted(), text_mode=zxingcpp.TextMode.Plain)
    found: dict[Frame, Seen] = {}
    for one in read:
        seen = _seen(one, grey.size)
        if one.valid and one.text and len(found) < CODES_MAX:
            found.setdefault(seen.frame, seen)  # half a code read twice is one
    return tuple(found.values())


def _seen(code: "zxingcpp.Barcode", size: tuple[int, int]) -> Seen:
    at = code.position
    corners = (at.top_left, at.top_right, at.bottom_left, at.bottom_right)
    across = sum(corner.x for corner in corners) / 4 / size[0] - 0.5
    down = sum(corner.y for corner in corners) / 4 / size[1] - 0.5
    frame = Frame(code.text[:LENGTH_MAX], aim=code.symbology_identifier)
    return Seen(frame, min(1.0, 2 * max(abs(across), abs(down))))
