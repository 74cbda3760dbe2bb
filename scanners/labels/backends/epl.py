"""EPL2, for older desktop printers: the whole label as dots, so no data is part of a command."""

from scanners.labels.backends.bands import bands, negative
from scanners.labels.drawing import Drawing, paint

_ROWS_MAX = 512


def write(drawing: Drawing) -> bytes:
    """Write a label; the gap between labels stays what the printer has measured."""
    said = [f"\nN\nq{drawing.width}\nZT\n".encode()]
    for band in bands(paint(drawing), _ROWS_MAX):
        head = f"GW0,{band.y},{band.row_bytes},{band.rows},"
        said.append(head.encode() + negative(band.content) + b"\n")
    return b"".join([*said, b"P1\n"])
