"""Key events as Flutter sends them, and the scans they make."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners.codes import house
from scanners.codes.parse import TEXT_LENGTH_MAX, parse
from scanners.codes.scan import CodeProblem, HouseKind
from scanners.frame import Frame
from scanners.framing.wedge import SCANNED, TYPED, KeyPress, Wedge, WedgeRules, feed

SHIFTED = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))
EAN = "4006381333931"
TEXTS = st.text(string.printable[:95], min_size=1, max_size=60)


def keys(text: str, at_ms: int = 0, gap_ms: int = 0, end: str = "Enter") -> list[KeyPress]:
    """Spell a text as a scanner with the US layout types it."""

    def key(sign: str) -> tuple[str, bool, bool]:
        if sign == "\x1d":
            return "]", False, True
        if sign in SHIFTED:
            return SHIFTED[sign], True, False
        return sign.upper(), sign.isupper(), False

    spelled = [*map(key, text), (end, False, False)]
    return [KeyPress(*what, at_ms + n * gap_ms) for n, what in enumerate(spelled)]


def frames(presses: list[KeyPress], state: Wedge | None = None) -> list[Frame]:
    state = state or Wedge()
    found = []
    for press in presses:
        state, frame = feed(state, press)
        found += [frame] if frame else []
    assert not state.text
    return found


@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    assert [frame.text for frame in frames(keys(text))] == [text]


@given(st.lists(TEXTS, min_size=2, max_size=8), st.integers(0, 24))
def test_texts_back_to_back_come_back_in_order(texts: list[str], gap_ms: int) -> None:
    presses: list[KeyPress] = []
    for text in texts:
        start = presses[-1].at_ms if presses else 0
        presses += keys(text, start, gap_ms)
    assert [frame.text for frame in frames(presses)] == texts


def test_sixty_scans_without_a_gap() -> None:
    texts = [f"{n:013}" for n in range(60)]
    presses = [press for text in texts for press in keys(text)]
    assert frames(presses) == [Frame(text, device=SCANNED) for text in texts]


def test_a_separator_arrives() -> None:
    [frame] = frames(keys("]C110L1\x1d17261231"))
    said = parse(frame).message
    assert said
    assert said.lot == "L1"


@pytest.mark.parametrize(
    ("text", "gap_ms", "device"),
    [
        (EAN, 0, SCANNED),
        (EAN, 10, SCANNED),
        (EAN, 30, TYPED),
        (EAN, 86, TYPED),  # a very fast typist
        ("12", 0, TYPED),  # two keys hit at once
        ("12", 120, TYPED),
    ],
)
def test_scanned_or_typed(text: str, gap_ms: int, device: str) -> None:
    assert frames(keys(text, gap_ms=gap_ms)) == [Frame(text, device=device)]


def test_one_late_key_does_not_make_a_scan_typing() -> None:
    presses = keys(EAN, gap_ms=5)
    late = [replace(p, at_ms=p.at_ms + 120) if n > 6 else p for n, p in enumerate(presses)]
    assert frames(late) == [Frame(EAN, device=SCANNED)]


def test_a_prefix_is_certain() -> None:
    state = Wedge(WedgeRules(prefix="~", suffix="#"))
    assert frames(keys(f"~{EAN}#", gap_ms=60), state) == [Frame(EAN, device=SCANNED)]
    assert frames(keys(EAN), state) == [Frame(EAN, device=TYPED)]
    assert frames(keys("~#"), state) == []


def test_a_stray_key_does_not_spoil_the_next_scan() -> None:
    stray = KeyPress("X", shift=False, ctrl=False, at_ms=0)
    assert frames([stray, *keys(EAN, at_ms=1501)]) == [Frame(EAN, device=SCANNED)]
    assert frames([stray, *keys(EAN, at_ms=299)])[0].text == "x" + EAN


@pytest.mark.parametrize("end", ["Enter", "Numpad Enter", "Tab"])
def test_an_end_alone_is_no_scan(end: str) -> None:
    assert frames(keys("", end=end)) == []
    assert frames(keys(EAN, end=end)) == [Frame(EAN, device=SCANNED)]


@pytest.mark.parametrize(
    ("pressed", "text"),
    [
        (["1", "2", "Backspace", "3"], "13"),
        (["1", "2", "Escape", "3"], "3"),
        (["Numpad 1", "Numpad Decimal", "Numpad 5"], "1.5"),
        (["F5", "Arrow Down", "Shift Left", "7"], "7"),
        (["_", "É"], "_é"),
    ],
)
def test_typing_by_hand(pressed: list[str], text: str) -> None:
    presses = [
        KeyPress(key, shift=False, ctrl=False, at_ms=200 * n)
        for n, key in enumerate([*pressed, "Enter"])
    ]
    assert frames(presses) == [Frame(text, device=TYPED)]


def test_shortcuts_are_not_typing() -> None:
    shortcut = KeyPress("C", shift=False, ctrl=True, at_ms=0)
    assert frames([shortcut, *keys("7")]) == [Frame("7", device=TYPED)]


def test_a_text_without_end_stays_bounded_and_is_refused() -> None:
    [frame] = frames(keys("7" * 10_000))
    assert TEXT_LENGTH_MAX < len(frame.text) <= WedgeRules().length_max
    assert CodeProblem.TOO_LONG in parse(frame).problems


def test_a_bumped_key_is_no_part_of_the_scan_after_it() -> None:
    bumped = [KeyPress("X", shift=False, ctrl=False, at_ms=0)]
    found = frames([*bumped, *keys("L-500", at_ms=900, gap_ms=8)])
    assert found == [Frame("L-500", device=SCANNED)]


def test_a_number_half_typed_is_no_part_of_the_scan_after_it() -> None:
    half = keys("1234", gap_ms=180)[:-1]
    found = frames([*half, *keys(EAN, at_ms=half[-1].at_ms + 400, gap_ms=8)])
    assert found == [Frame(EAN, device=SCANNED)]


def test_a_person_who_pauses_keeps_what_was_typed() -> None:
    first = keys("300", gap_ms=150)[:-1]
    found = frames([*first, *keys("627", at_ms=first[-1].at_ms + 900, gap_ms=150)])
    assert found == [Frame("300627", device=TYPED)]


def test_a_stall_within_a_scan_keeps_it_whole() -> None:
    first = keys(EAN[:6], gap_ms=8)[:-1]
    rest = keys(EAN[6:], at_ms=first[-1].at_ms + 200, gap_ms=8)
    assert frames([*first, *rest]) == [Frame(EAN, device=SCANNED)]


@pytest.mark.parametrize("at", range(3, len(EAN) + 1))
def test_a_burst_torn_by_a_busy_loop_is_one_scan(at: int) -> None:
    """Where the client tells no time of its own, our stall is not the scanner's pause."""
    torn = [
        replace(p, at_ms=p.at_ms + 900) if n >= at else p for n, p in enumerate(keys(EAN, gap_ms=8))
    ]
    assert frames(torn) == [Frame(EAN, device=SCANNED)]


def test_what_a_hand_types_fast_before_it_thinks_is_typed() -> None:
    first = keys("12", gap_ms=20)[:-1]
    assert frames([*first, *keys("", at_ms=900)]) == [Frame("12", device=TYPED)]
    first = keys("12345", gap_ms=20)[:-1]
    assert frames([*first, *keys("", at_ms=900)]) == [Frame("12345", device=TYPED)]


@given(TEXTS, st.integers(40, 140), st.randoms(use_true_random=False))
def test_typing_is_never_taken_for_a_scan(text: str, words_a_minute: int, chance: object) -> None:
    """At any pace of a person, its keys unevenly apart: all of it arrives, as typed."""
    pace_ms = 60_000 / (words_a_minute * 5)
    at_ms, presses = 0.0, []
    for press in keys(text):
        presses.append(replace(press, at_ms=round(at_ms)))
        at_ms += pace_ms * chance.uniform(0.6, 1.6)  # type: ignore[attr-defined]
    assert frames(presses) == [Frame(text, device=TYPED)]


GERMAN = {"-": "ß", "/": "-", ";": "Ö", "'": "Ä", "[": "Ü", "]": "+", "Y": "Z", "Z": "Y"}
"""What some keys of a US keyboard are on a German one."""
PLACES = {"-": "Minus", "/": "Slash", ";": "Semicolon", "'": "Quote", "[": "BracketLeft",
          "]": "BracketRight", ".": "Period", " ": "Space"}  # fmt: skip


def on_german(text: str, gap_ms: int = 8) -> list[KeyPress]:
    """A scanner set to US at a computer set to German, as the page tells it."""

    def moved(press: KeyPress) -> KeyPress:
        kind = "Digit" if press.key.isdigit() else "Key" if press.key.isalpha() else ""
        code = PLACES.get(press.key) or f"{kind}{press.key}"
        return replace(press, key=GERMAN.get(press.key, press.key), code=code)

    return [*map(moved, keys(text, gap_ms=gap_ms)[:-1]), keys(text, gap_ms=gap_ms)[-1]]


def test_a_scanner_of_another_layout_is_read_by_its_keys() -> None:
    [frame] = frames(on_german("]C10109506000134352\x1d10XY-Z"))
    assert frame.keys == "]C10109506000134352\x1d10XY-Z"
    said = parse(frame).message
    assert said
    assert said.lot == "XY-Z"
    [bin_] = frames(on_german("A-01"))
    assert (bin_.text, bin_.keys) == ("Aß01", "A-01")
    assert parse(bin_).keys == ("Aß01", "A-01")


def test_a_scanner_set_to_this_computers_layout_is_read_by_its_letters() -> None:
    """Then the letters are right, and the keys spell something else."""
    label = house.write(HouseKind.LOCATION, "A-01")
    assert parse(Frame(label, device=SCANNED, keys=label.replace("-", "/"))).house
    frame = Frame("Straße", device=SCANNED, keys="Stra-e")
    assert parse(frame).keys == ("Straße", "Stra-e")


def test_what_a_person_types_is_what_their_keys_show() -> None:
    [frame] = frames(on_german("A-01", gap_ms=120))
    assert frame == Frame("aß01".replace("a", "A"), device=TYPED)
