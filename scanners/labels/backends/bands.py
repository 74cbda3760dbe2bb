"""A page of dots cut into bands, without the blank rows between them."""

from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image

from scanners.labels.drawing import packed

_GAP_MIN = 16
"""Fewer blank rows than this are not worth a command of their own."""


class Band(NamedTuple):
    """Rows of dots, 1 is black, each a whole number of bytes."""

    y: int
    rows: int
    row_bytes: int
    content: bytes


def bands(page: Image.Image, rows_max: int) -> Iterator[Band]:
    """Cut a page at its blank rows, and where a band would be higher than `rows_max`."""
    row_bytes = (page.width + 7) // 8
    content = packed(page)
    empty = bytes(row_bytes)
    start = 0
    while start < page.height:
        if content[start * row_bytes : (start + 1) * row_bytes] == empty:
            start += 1
            continue
        end = _end(content, row_bytes, start, min(page.height, start + rows_max))
        part = content[start * row_bytes : end * row_bytes]
        yield Band(start, end - start, row_bytes, part)
        start = end


def _end(content: bytes, row_bytes: int, start: int, most: int) -> int:
    gap = bytes(row_bytes * _GAP_MIN)
    at = start
    while at < most and content[at * row_bytes : (at + _GAP_MIN) * row_bytes] != gap:
        at += 1
    return at


def negative(content: bytes) -> bytes:
    """Turn black into white, for printers that burn what is 0."""
    return content.translate(_NEGATIVE)


_NEGATIVE = bytes(255 - value for value in range(256))
