"""PNG, for the eye: the very dots a printer would burn."""

import struct
import zlib

from scanners.labels.backends.bands import negative
from scanners.labels.dots import MM_PER_INCH
from scanners.labels.drawing import Drawing, packed, paint


def write(drawing: Drawing) -> bytes:
    """Write a picture with one bit a dot, that says how large it is."""
    row_bytes = (drawing.width + 7) // 8
    content = negative(packed(paint(drawing)))
    rows = b"".join(
        b"\0" + content[at : at + row_bytes] for at in range(0, len(content), row_bytes)
    )
    per_metre = round(drawing.dpi * 1000 / MM_PER_INCH)
    header = struct.pack(">IIBBBBB", drawing.width, drawing.height, 1, 0, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            _chunk(b"IDAT", zlib.compress(rows, 6)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))
