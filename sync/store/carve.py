"""Operations found in the bytes of a journal that SQLite cannot read any more."""

import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from sync.core.envelope import is_intact

WINDOW_BYTES = 1 << 22
"""Read at a time."""
OPERATION_BYTES_MAX = 1 << 14
"""No operation is longer: texts have their maximum. Windows overlap by as much."""

_START = re.compile(rb'\{"deed":\{')
# The write-ahead log, as SQLite's file format says: a header, then frames of one page each.
_HEADER = struct.Struct(">IIIIIIII")
_FRAME = struct.Struct(">IIIIII")
_SUMMED_OF_HEADER, _SUMMED_OF_FRAME = 24, 8
_MAGIC = 0x377F0682
_WORD = 0xFFFFFFFF


def carve(path: Path) -> Iterator[str]:
    """Every intact operation in a file that holds only what was committed; some perhaps twice."""
    if not path.exists():
        return
    with path.open("rb") as file:
        window = file.read(WINDOW_BYTES)
        while window:
            more = file.read(WINDOW_BYTES)
            yield from _operations(window + more[:OPERATION_BYTES_MAX], len(window))
            window = more


def carve_log(path: Path) -> Iterator[str]:
    """Every intact operation in the committed part of a write-ahead log."""
    raw = path.read_bytes() if path.exists() else b""
    pages = list[bytes]()
    for page, is_commit in _frames(raw):
        pages.append(page)
        if is_commit:
            for one in pages:
                yield from _operations(one, len(one))
            pages.clear()


def _operations(raw: bytes, starts_before: int) -> Iterator[str]:
    for match in _START.finditer(raw):
        start = match.start()
        if start < starts_before:
            text = _operation(raw[start : start + OPERATION_BYTES_MAX])
            if text is not None:
                yield text


def _operation(raw: bytes) -> str | None:
    text = raw.decode(errors="replace")
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return text[:end] if is_intact(text[:end]) else None


def _frames(raw: bytes) -> Iterator[tuple[bytes, bool]]:
    """The pages of a log, up to the first that was not written whole."""
    if len(raw) < _HEADER.size:
        return
    magic, _, page_bytes, _, *salts, first, second = _HEADER.unpack_from(raw)
    if magic & ~1 != _MAGIC or page_bytes == 0:
        return
    words = struct.Struct(">II" if magic & 1 else "<II")
    total = _summed(words, raw[:_SUMMED_OF_HEADER], (0, 0))
    if total != (first, second):
        return
    for at in range(_HEADER.size, len(raw), _FRAME.size + page_bytes):
        page_at = at + _FRAME.size
        frame, page = raw[at:page_at], raw[page_at : page_at + page_bytes]
        if len(page) < page_bytes:
            return
        _, size, *frame_salts, first, second = _FRAME.unpack(frame)
        total = _summed(words, page, _summed(words, frame[:_SUMMED_OF_FRAME], total))
        if frame_salts != salts or total != (first, second):
            return
        yield page, size > 0


def _summed(words: struct.Struct, raw: bytes, start: tuple[int, int]) -> tuple[int, int]:
    first, second = start
    for one, other in words.iter_unpack(raw):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
