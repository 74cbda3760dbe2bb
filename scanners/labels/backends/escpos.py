"""ESC/POS, for receipt printers with 80 mm paper: the label as dots, then a cut."""

import struct

from scanners.labels.backends.bands import bands
from scanners.labels.drawing import Drawing, paint

PAPER_MM = 72
"""What such a printer can print across; the paper is 80 mm."""
_ROWS_MAX = 256


def write(drawing: Drawing) -> bytes:
    """Write a label from top to bottom; a receipt has no rows to go back to, so gaps are fed."""
    said = [b"\x1b@\x1b3\x00"]
    y = 0
    for band in bands(paint(drawing), _ROWS_MAX):
        said.append(_feed(band.y - y))
        head = b"\x1dv0\x00" + struct.pack("<HH", band.row_bytes, band.rows)
        said.append(head + band.content)
        y = band.y + band.rows
    return b"".join([*said, _feed(drawing.height - y), b"\x1dVB\x00"])


def _feed(rows: int) -> bytes:
    """Feed blank paper, in dots."""
    return b"".join(b"\x1bJ" + bytes([min(255, rows - at)]) for at in range(0, rows, 255))
