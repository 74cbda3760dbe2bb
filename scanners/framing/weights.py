"""A scale on a line: bytes become readings, and readings the weight of what lies there at rest.

Two kinds of frame are read. A line of text says amount and unit, and most say before it whether
the scale is at rest: "ST,GS,+  1.250kg" or "US,…" as many indicators send them all the time and
when they are asked, "S S     1.250 kg" or "S D …" as MT-SICS answers. And the frame of Toledo
indicators that send all the time: STX, three status bytes, six digits, six of the tare, CR. Both
are taken from published manuals; no scale was at hand.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

HELD_MAX = 256
"""Bytes without an end of more than this are none of a scale's frames."""
SAME_MIN = 3
"""A scale that does not say when it is at rest is, once it says the same so often."""

_STX = b"\x02"
_ENDS = re.compile(rb"[\r\n\x03]")
_LINE = re.compile(
    r"(?:(?P<state>ST|US|S\s+S|S\s+D)[,\s]+)?(?:(?:GS|NT|G|N)[,\s]+)?"
    r"(?P<sign>[+-])?\s*(?P<amount>\d{1,7}(?:[.,]\d{1,6})?)\s*(?P<unit>kg|g|lbs?|t)",
    re.IGNORECASE,
)
_AT_REST = {"ST": True, "SS": True, "US": False, "SD": False}
_UNITS = {"lbs": "lb"}
_TOLEDO = re.compile(rb"[\x20-\x7f]{3}(?P<digits>[\x20\d]{6})(?:[\x20\d]{6})?", re.DOTALL)
_OUT_OF_RANGE, _MOVING, _NEGATIVE, _KILOS = 0x04, 0x08, 0x02, 0x10
_GRAMS = 0x01


@dataclass(frozen=True, slots=True)
class Reading:
    """What a scale says once; `at_rest` is None where it does not say."""

    amount: Decimal
    unit: str
    at_rest: bool | None = None


@dataclass(frozen=True, slots=True)
class ScaleState:
    """Bytes since the last end, what was said last and how often, and what was handed over."""

    held: bytes = b""
    last: Reading | None = None
    same: int = 0
    told: Reading | None = None


def weigh(state: ScaleState, data: bytes) -> tuple[ScaleState, tuple[Reading, ...]]:
    """Take some bytes; hand over each new weight once it is at rest, and that nothing lies there.

    What is nothing from the beginning is no news.
    """
    *frames, held = _ENDS.split(state.held + data)
    found: list[Reading] = []
    for frame in frames:
        reading = read_frame(frame)
        if reading:
            state, told = _settled(state, reading)
            found += [told] if told else []
    return replace(state, held=held[-HELD_MAX:]), tuple(found)


def read_frame(frame: bytes) -> Reading | None:
    """Read one frame; None where it is none of a weight, or the scale is over its range."""
    before, begun, rest = frame.rpartition(_STX)
    toledo = _TOLEDO.fullmatch(rest) if begun else None
    if toledo:
        return _toledo(rest[0], rest[1], (rest[2], toledo["digits"]))
    text = (rest if begun else before + rest).decode("ascii", "replace").strip(" \0")
    found = _LINE.fullmatch(text)
    if found is None:
        return None
    amount = Decimal(found["amount"].replace(",", "."))
    unit = found["unit"].lower()
    state = re.sub(r"\s", "", found["state"] or "").upper()
    signed = -amount if found["sign"] == "-" else amount
    return Reading(signed, _UNITS.get(unit, unit), _AT_REST.get(state))


def _toledo(point: int, state: int, about: tuple[int, bytes]) -> Reading | None:
    other, digits = about
    if state & _OUT_OF_RANGE or not digits.strip():
        return None
    amount = Decimal(int(digits)).scaleb(2 - (point & 0x07))
    unit = "g" if other & _GRAMS else "kg" if state & _KILOS else "lb"
    signed = -amount if state & _NEGATIVE else amount
    return Reading(signed, unit, not state & _MOVING)


def _settled(state: ScaleState, reading: Reading) -> tuple[ScaleState, Reading | None]:
    again = state.last is not None and (state.last.amount, state.last.unit) == (
        reading.amount,
        reading.unit,
    )
    state = replace(state, last=reading, same=state.same + 1 if again else 1)
    at_rest = state.same >= SAME_MIN if reading.at_rest is None else reading.at_rest
    if not at_rest:
        return state, None
    lies = Reading(max(reading.amount, Decimal(0)), reading.unit, at_rest=True)
    if lies == state.told or (state.told is None and not lies.amount):
        return state, None
    return replace(state, told=lies), lies
