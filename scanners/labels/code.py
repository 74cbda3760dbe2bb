"""A barcode in its box: encoded, sized in whole dots, with what people read below it."""

from dataclasses import dataclass, replace
from typing import assert_never

from scanners.labels.dots import dots, millimetres, module_dots
from scanners.labels.drawing import Mark, Modules, trimmed
from scanners.labels.fault import Fault, Wrong
from scanners.labels.fill import Coded, Lettered
from scanners.labels.letters.fonts import Fonts
from scanners.labels.symbols import code128, datamatrix, qr
from scanners.labels.symbols.symbol import Symbol, Symbology
from scanners.labels.template import Text
from scanners.labels.text import draw as draw_text

READABLE_MM = 3.6
"""The height kept for what people read."""
_LINEAR_LENGTH_MAX = 80
_BELOW_MM = 0.6


@dataclass(frozen=True, slots=True)
class Drawn:
    """The marks of a barcode; none where it was left out."""

    marks: tuple[Mark, ...] = ()


def draw(placed: Coded, fonts: Fonts, dpi: int) -> Drawn | Fault:
    """Draw a barcode as large as its box, and the standard's range of sizes, let it be."""
    if strange := next((sign for sign in placed.data if not _is_held(sign)), ""):
        return Fault(Wrong.BAD_CHARACTER, placed.field, strange)
    symbol = encode(placed.data, placed.at.symbology)
    if symbol is None:
        return Fault(Wrong.BARCODE_TOO_LONG, placed.field, str(len(placed.data)))
    mark = _sized(placed, symbol, dpi)
    if mark is None and placed.at.may_be_left_out:
        return Drawn()
    if mark is None:
        return Fault(Wrong.BARCODE_DOES_NOT_FIT, placed.field, _needs(placed, symbol, dpi))
    if not _has_text(placed):
        return Drawn((mark,))
    below = draw_text(_readable(placed, mark, dpi), fonts, "en", dpi)
    return below if isinstance(below, Fault) else Drawn((mark, *trimmed(below)))


def _is_held(sign: str) -> bool:
    """A field of any type may stand in a barcode, and what is drawn here holds printable ASCII."""
    return " " <= sign <= "~" or sign in {code128.FNC1, code128.FNC3}


def encode(data: str, symbology: Symbology) -> Symbol | None:
    match symbology:
        case Symbology.CODE128 | Symbology.GS1_128:
            too_long = len(data) > _LINEAR_LENGTH_MAX
            return None if too_long else code128.encode(data, symbology)
        case Symbology.DATAMATRIX | Symbology.GS1_DATAMATRIX:
            return datamatrix.encode(data, symbology)
        case Symbology.QR:
            return None if len(data) > qr.LENGTH_MAX else qr.encode(data)
        case _:
            assert_never(symbology)


def _has_text(placed: Coded) -> bool:
    return placed.at.readable and placed.at.symbology in {Symbology.CODE128, Symbology.GS1_128}


def _sized(placed: Coded, symbol: Symbol, dpi: int) -> Modules | None:
    at = placed.at
    across, down = dots(at.w, dpi), dots(at.h, dpi)
    fewest, most = module_dots(at.symbology, dpi)
    needed = symbol.width + 2 * symbol.quiet
    room = across if symbol.is_linear else min(across, down)
    module = min(most, room // needed)
    if module < fewest:
        return None
    x = dots(at.x, dpi) + (across - symbol.width * module) // 2
    y = dots(at.y, dpi)
    if symbol.is_linear:
        height = down - (dots(READABLE_MM + _BELOW_MM, dpi) if _has_text(placed) else 0)
    else:
        height = symbol.width * module
        y += (down - height) // 2
    return Modules(x, y, module, height, symbol, placed.data)


def _needs(placed: Coded, symbol: Symbol, dpi: int) -> str:
    """Say how wide it would be at its smallest, and how wide it may be."""
    fewest, _ = module_dots(placed.at.symbology, dpi)
    wide = millimetres((symbol.width + 2 * symbol.quiet) * fewest, dpi)
    return f"{wide:.0f} > {min(placed.at.w, placed.at.w if symbol.is_linear else placed.at.h):.0f}"


def _readable(placed: Coded, mark: Modules, dpi: int) -> Lettered:
    at = placed.at
    y = millimetres(mark.y + mark.height, dpi) + _BELOW_MM
    text = Text(
        x=at.x, y=y, w=at.w, h=READABLE_MM, value="", size=3.0, smallest=1.2, align="centre"
    )
    return Lettered(replace(text), placed.readable, placed.field)
