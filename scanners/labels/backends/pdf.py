"""PDF, for any other printer: a page of the label's size, bars as areas, letters as dots."""

import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from scanners.labels.drawing import Block, Drawing, Ink, Mark, Modules, packed

_POINTS = 72


def write(drawing: Drawing) -> bytes:
    """Write one page; no data is in it as text, so none can be taken for a command."""
    scale = _POINTS / drawing.dpi
    inks = [mark for mark in drawing.marks if isinstance(mark, Ink)]
    names = {id(ink): f"I{at}" for at, ink in enumerate(inks)}
    drawn = [f"{scale:.6f} 0 0 {scale:.6f} 0 0 cm"]
    drawn += [line for mark in drawing.marks for line in _mark(mark, drawing.height, names)]
    size = f"{drawing.width * scale:.3f} {drawing.height * scale:.3f}"
    images = " ".join(f"/I{at} {5 + at} 0 R" for at in range(len(inks)))
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents 4 0 R"
                f" /Resources << /XObject << {images} >> >> >>"
            ).encode(),
            _stream("", "\n".join(drawn).encode()),
            *map(_image, inks),
        ]
    )


def _mark(mark: Mark, page: int, names: dict[int, str]) -> Iterator[str]:
    """Draw a mark; a PDF counts from the bottom."""
    match mark:
        case Ink(x, y, image):
            place = f"{image.width} 0 0 {image.height} {x} {page - y - image.height}"
            yield f"q {place} cm /{names[id(mark)]} Do Q"
        case Block(x, y, w, h):
            yield f"{x} {page - y - h} {w} {h} re f"
        case Modules():
            yield from _areas(mark, page)
            yield "f"  # filled together, so that no seam shows between two rows
        case _:
            assert_never(mark)


def _areas(mark: Modules, page: int) -> Iterator[str]:
    high = mark.height // len(mark.symbol.rows)
    for down, row in enumerate(mark.symbol.rows):
        at = mark.x
        for module, run in groupby(row):
            wide = len(list(run)) * mark.module
            if module == "1":
                yield f"{at} {page - mark.y - (down + 1) * high} {wide} {high} re"
            at += wide


def _image(ink: Ink) -> bytes:
    size = f"/Width {ink.image.width} /Height {ink.image.height}"
    about = f"/Type /XObject /Subtype /Image {size} /ImageMask true /Decode [1 0]"
    return _stream(about, packed(ink.image))


def _stream(about: str, content: bytes) -> bytes:
    small = zlib.compress(content, 9)
    head = f"<< {about} /Filter /FlateDecode /Length {len(small)} >>\nstream\n"
    return head.encode() + small + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    content = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for at, body in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{at} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    )
    return content + end.encode()
