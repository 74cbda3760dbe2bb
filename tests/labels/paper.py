"""What a label looks like on paper, drawn by others than the code under test, and decoded."""

import io
import re
import struct

import pypdfium2
import zplkit
import zplkit.rendering
import zxingcpp
from PIL import Image, ImageOps

from scanners.devices.picture import wanted
from scanners.labels.wish import To

READ_MARGIN = 30
ROOM = zplkit.rendering.Limits(graphic_bytes=8_000_000)
"""A page at 600 dpi is larger than the drawer takes by default."""
Code = tuple[str, str]
"""The AIM symbology identifier, and what was in the symbol."""


def look(to: To, content: bytes, size: tuple[int, int], dpi: int) -> Image.Image:
    """Draw what was written for a printer as a picture, black on white."""
    match to:
        case To.ZPL:
            return from_zpl(content, size, dpi)
        case To.PNG:
            return Image.open(io.BytesIO(content)).convert("L")
        case To.PDF:
            return pypdfium2.PdfDocument(content)[0].render(scale=dpi / 72).to_pil().convert("L")
        case To.TSPL:
            return from_tspl(content, size)
        case To.EPL:
            return from_epl(content, size)
        case To.ESCPOS:
            return from_escpos(content, size[0])
        case To.BROTHER:
            return from_brother(content)


def codes(picture: Image.Image) -> list[Code]:
    """Read every barcode of a picture."""
    with_margin = ImageOps.expand(picture, READ_MARGIN, 255)
    found = zxingcpp.read_barcodes(with_margin, wanted(), text_mode=zxingcpp.TextMode.Plain)
    return sorted((code.symbology_identifier, code.bytes.decode()) for code in found)


def from_zpl(content: bytes, size: tuple[int, int], dpi: int) -> Image.Image:
    options = zplkit.Options(width=size[0], height=size[1], dpi=dpi)
    document = zplkit.render(content, options, limits=ROOM)
    assert not document.warnings, document.warnings
    (label,) = document.labels
    raster = label.rasterize()
    return Image.frombytes("L", (raster.width, raster.height), raster.pixels)


# ------------------------------------------------------------------ readers of dots


def page(size: tuple[int, int]) -> Image.Image:
    return Image.new("1", size, 0)


def burn(paper: Image.Image, y: int, row_bytes: int, content: bytes) -> None:
    band = Image.frombytes("1", (row_bytes * 8, len(content) // row_bytes), content)
    paper.paste(1, (0, y), band)


def seen(paper: Image.Image) -> Image.Image:
    return ImageOps.invert(paper.convert("L"))


def from_tspl(content: bytes, size: tuple[int, int]) -> Image.Image:
    paper = page(size)
    head, _, rest = content.partition(b"CLS\r\n")
    assert re.fullmatch(rb"SIZE [\d.]+ mm,[\d.]+ mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\n", head)
    while found := re.match(rb"BITMAP 0,(\d+),(\d+),(\d+),0,", rest):
        y, row_bytes, rows = map(int, found.groups())
        rest = rest[found.end() :]
        dots, rest = rest[: row_bytes * rows], rest[row_bytes * rows :]
        burn(paper, y, row_bytes, bytes(255 - byte for byte in dots))
        assert rest.startswith(b"\r\n")
        rest = rest[2:]
    assert rest == b"PRINT 1,1\r\n", rest[:40]
    return seen(paper)


def from_epl(content: bytes, size: tuple[int, int]) -> Image.Image:
    paper = page(size)
    head, _, rest = content.partition(b"ZT\n")
    assert re.fullmatch(rb"\nN\nq\d+\n", head)
    while found := re.match(rb"GW0,(\d+),(\d+),(\d+),", rest):
        y, row_bytes, rows = map(int, found.groups())
        rest = rest[found.end() :]
        dots, rest = rest[: row_bytes * rows], rest[row_bytes * rows :]
        burn(paper, y, row_bytes, bytes(255 - byte for byte in dots))
        assert rest.startswith(b"\n")
        rest = rest[1:]
    assert rest == b"P1\n", rest[:40]
    return seen(paper)


def from_escpos(content: bytes, width: int) -> Image.Image:
    """Roll the paper as a receipt printer does: there is no way back up."""
    strips: list[tuple[int, int, bytes]] = []
    y = at = 0
    while at < len(content):
        if content.startswith((b"\x1b@", b"\x1b3"), at):
            at += 2 if content[at + 1] == 0x40 else 3
        elif content.startswith(b"\x1bJ", at):
            y += content[at + 2]
            at += 3
        elif content.startswith(b"\x1dv0\x00", at):
            row_bytes, rows = struct.unpack_from("<HH", content, at + 4)
            strips.append((y, row_bytes, content[at + 8 : at + 8 + row_bytes * rows]))
            y += rows
            at += 8 + row_bytes * rows
        else:
            assert content[at:] == b"\x1dVB\x00", content[at : at + 20]
            break
    paper = page((width, y))
    for where, row_bytes, dots in strips:
        burn(paper, where, row_bytes, dots)
    return seen(paper)


def from_brother(content: bytes) -> Image.Image:
    head, _, rest = content.partition(b"M\x00")
    assert head.startswith(bytes(400) + b"\x1b@\x1bia\x01\x1biz")
    rows = []
    while rest[:2] == b"g\x00":
        rows.append(rest[3 : 3 + rest[2]])
        rest = rest[3 + rest[2] :]
    assert rest == b"\x1a"
    paper = Image.frombytes("1", (len(rows[0]) * 8, len(rows)), b"".join(rows))
    return seen(paper.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
