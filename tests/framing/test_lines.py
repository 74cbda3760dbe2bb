"""Bytes from a line, reports of HID POS, and raw keys become frames, however they are cut."""

import string

from hypothesis import given
from hypothesis import strategies as st

from scanners.frame import Frame
from scanners.framing import evkeys, lines, reports
from scanners.framing.debounce import Debounce, take

TEXTS = st.lists(
    st.text(string.printable[:95] + "\x1dé€", min_size=1, max_size=200), min_size=1, max_size=5
)


def cut(data: bytes, sizes: list[int]) -> list[bytes]:
    pieces = []
    for size in sizes:
        pieces.append(data[:size])
        data = data[size:]
    return [*pieces, data]


@given(TEXTS, st.sampled_from(["\r", "\n", "\r\n", "\x03"]), st.lists(st.integers(0, 90)))
def test_a_line_cut_at_any_byte(texts: list[str], end: str, sizes: list[int]) -> None:
    state, found = lines.LineState(), []
    for piece in cut("".join(text + end for text in texts).encode(), sizes):
        state, got = lines.feed(state, piece)
        found += got
    assert found == texts
    assert not state.held


@given(TEXTS, st.lists(st.integers(0, 90)))
def test_between_stx_and_etx_anything_may_stand(texts: list[str], sizes: list[int]) -> None:
    state, found = lines.LineState(), []
    data = "".join(f"\x02{text}\r{text}\x03\r\n" for text in texts).encode()
    for piece in cut(data, sizes):
        state, got = lines.feed(state, piece)
        found += got
    assert found == [f"{text}\r{text}" for text in texts]


@given(st.lists(st.binary(max_size=300), max_size=30))
def test_garbage_is_held_in_bounds(pieces: list[bytes]) -> None:
    state = lines.LineState()
    for piece in pieces:
        state, _ = lines.feed(state, piece)
        assert len(state.held) <= lines.LENGTH_MAX
        assert reports.feed(reports.ReportState(), piece)[0].held is not None


def report(aim: str, data: bytes, *, more: bool) -> bytes:
    head = bytes([2, len(data)]) + aim.encode()
    return head + data.ljust(reports.DATA_BYTES, b"\0") + b"\0\0" + bytes([more])


@given(st.binary(min_size=1, max_size=600))
def test_a_code_over_several_reports(data: bytes) -> None:
    pieces = [data[at : at + 56] for at in range(0, len(data), 56)]
    state, frames = reports.ReportState(), []
    for number, piece in enumerate(pieces):
        more = number < len(pieces) - 1
        state, frame = reports.feed(state, report("]d2", piece, more=more))
        frames += [frame] if frame else []
    assert frames == [Frame(lines.readable(data), aim="]d2")]


def spelled(text: str) -> list[tuple[int, int]]:
    """Key by key as a scanner types it on the US layout; GS as Ctrl and a bracket."""
    shifted = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))
    codes = {letter: code for code, letter in evkeys._LETTERS.items() if code < 71}
    found: list[tuple[int, int]] = []
    for sign in text:
        base = "]" if sign == "\x1d" else shifted.get(sign, sign.lower())
        held = [29] if sign == "\x1d" else [42] if base != sign else []
        found += [(key, 1) for key in held]
        found += [(codes[base], 1), (codes[base], 2), (codes[base], 0)]
        found += [(key, 0) for key in held]
    return [*found, (28, 1), (28, 0)]


@given(st.text(string.printable[:95] + "\x1d", min_size=1, max_size=80))
def test_raw_keys_spell_any_text(text: str) -> None:
    state, found = evkeys.KeysState(), []
    for code, value in spelled(text):
        state, done = evkeys.feed(state, code, value)
        found += [done] if done else []
    assert found == [text]


def test_a_number_typed_with_alt_is_its_letter() -> None:
    keys = [(2, 1), (56, 1), (82, 1), (80, 1), (73, 1), (56, 0), (3, 1), (96, 1)]
    state, text = evkeys.KeysState(), ""
    for code, value in keys:
        state, text = evkeys.feed(state, code, value)
    assert text == "1\x1d2"


def test_only_the_same_code_at_once_is_a_double() -> None:
    state, counted = Debounce(100), []
    for text, at_ms in (("A", 0), ("A", 50), ("A", 99), ("A", 100), ("B", 101), ("A", 102)):
        state, counts = take(state, Frame(text), at_ms)
        counted.append(counts)
    assert counted == [True, False, False, True, True, True]
    assert take(Debounce(0, "A", 5), Frame("A"), 5)[1]
