"""TSPL, for TSC and its kin: the whole label as dots, so no data is ever part of a command."""

from scanners.labels.backends.bands import bands, negative
from scanners.labels.dots import millimetres
from scanners.labels.drawing import Drawing, paint

_ROWS_MAX = 1024


def write(drawing: Drawing) -> bytes:
    """Write a label; the gap between labels stays what the printer has measured."""
    wide = millimetres(drawing.width, drawing.dpi)
    high = millimetres(drawing.height, drawing.dpi)
    said = [f"SIZE {wide:.1f} mm,{high:.1f} mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\nCLS\r\n".encode()]
    for band in bands(paint(drawing), _ROWS_MAX):
        head = f"BITMAP 0,{band.y},{band.row_bytes},{band.rows},0,"
        # A white dot is a 1; the bits that fill the last byte are white too.
        said.append(head.encode() + negative(band.content) + b"\r\n")
    return b"".join([*said, b"PRINT 1,1\r\n"])
