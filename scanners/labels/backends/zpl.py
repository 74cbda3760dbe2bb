"""ZPL: barcodes drawn by the printer, letters as dots, and no data that could be a command."""

from typing import assert_never

from PIL import Image

from scanners.labels.backends.hexed import graphic
from scanners.labels.drawing import (
    Block,
    Drawing,
    Ink,
    Mark,
    Modules,
    draw_modules,
    packed,
)
from scanners.labels.symbols.symbol import LINEAR, Symbology

_MODULE_MAX = 10
"""What ^BY and ^BQ take; wider modules, as at 600 dpi, are sent as dots."""
_QR_DOWN = 10
"""^BQ draws this far below where it is told to."""
_LIMITED = frozenset({*LINEAR, Symbology.QR})
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")


def write(drawing: Drawing) -> bytes:
    """Write a label. What a printer may remember from the label before is set anew."""
    head = f"^XA^PW{drawing.width}^LL{drawing.height}^LH0,0^LS0^LT0^FWN^PON^PMN^LRN^CI0"
    return "\n".join([head, *map(_mark, drawing.marks), "^XZ\n"]).encode("ascii")


def _mark(mark: Mark) -> str:
    match mark:
        case Ink(x, y, image):
            return f"^FO{x},{y}{_dots(image)}^FS"
        case Block(x, y, w, h):
            return f"^FO{x},{y}^GB{w},{h},{min(w, h)}^FS"
        case Modules():
            return _symbol(mark)
        case _:
            assert_never(mark)


def _dots(image: Image.Image) -> str:
    return graphic(packed(image), (image.width + 7) // 8)


def _symbol(mark: Modules) -> str:
    said = escape(mark.symbol.zpl)
    if mark.module > _MODULE_MAX and mark.symbol.symbology in _LIMITED:
        return f"^FO{mark.x},{mark.y}{_dots(draw_modules(mark))}^FS"
    match mark.symbol.symbology:
        case Symbology.CODE128 | Symbology.GS1_128:
            # Mode N: every change of set is ours. Mode D would take brackets out of the data.
            how = (
                f"^FO{mark.x},{mark.y}^BY{mark.module},3.0,{mark.height}^BCN,{mark.height},N,N,N,N"
            )
        case Symbology.DATAMATRIX | Symbology.GS1_DATAMATRIX:
            side = mark.symbol.width
            how = f"^FO{mark.x},{mark.y}^BXN,{mark.module},200,{side},{side},6,_"
        case Symbology.QR:
            how = f"^FO{mark.x},{mark.y - _QR_DOWN}^BQN,2,{mark.module}"
        case _:
            assert_never(mark.symbol.symbology)
    return f"{how}^FH\\^FD{said}^FS"


def escape(text: str) -> str:
    """Write field data so that a printer can read nothing but data in it.

    All but letters and digits is hexadecimal, after ^FH with a backslash.
    """
    return "".join(c if c in _PLAIN else f"\\{ord(c):02X}" for c in text)
