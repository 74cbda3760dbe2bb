"""Brother's raster, for QL printers with endless rolls of 62 or 102 mm, at 300 dpi."""

import struct

from PIL import Image

from scanners.labels.drawing import Drawing, packed, paint

DPI = 300
PAPER_MM = 98
"""What the widest of them can print across."""
#: Roll in mm: the pins of the head, those that the roll covers, and the first of them.
_ROLLS = {62: (720, 696, 12), 102: (1296, 1164, 12)}


def write(drawing: Drawing) -> bytes:
    """Write a label for the narrowest roll it fits on; dots beyond the roll are cut off."""
    roll = next((mm for mm, pins in _ROLLS.items() if drawing.width <= pins[1]), 102)
    pins, covered, first = _ROLLS[roll]
    page = paint(drawing)
    row = Image.new("1", (pins, page.height), 0)
    row.paste(page, (first + (covered - min(page.width, covered)) // 2, 0))
    content = packed(row.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    media = struct.pack("<BBBBIBB", 0x86, 0x0A, roll, 0, page.height, 0, 0)
    said = [bytes(400), b"\x1b@", b"\x1bia\x01", b"\x1biz" + media, b"\x1bid\x23\x00", b"M\x00"]
    size = pins // 8
    said += [
        b"g\x00" + bytes([size]) + content[at : at + size] for at in range(0, len(content), size)
    ]
    return b"".join([*said, b"\x1a"])
