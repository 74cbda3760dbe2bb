"""The order in which a line of mixed directions is drawn: Unicode's algorithm, less its controls.

The rules are named as in UAX #9. Embeddings and isolates are left out, because characters that
ask for them are refused in labels: nobody sees them, and they turn the text around them.
"""

import unicodedata
from itertools import groupby

_RTL = frozenset({"R", "AL"})
_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})


def base_level(text: str) -> int:
    """Say in which direction a text runs, by its first letter that has one (P2, P3)."""
    first = next((d for d in map(unicodedata.bidirectional, text) if d in {"L", *_RTL}), "L")
    return int(first in _RTL)


def visual(text: str, base: int) -> str:
    """Write a line from left to right, as it is drawn."""
    levels = _levels(text, base)
    drawn = [
        _MIRRORED.get(letter, letter) if level % 2 else letter
        for letter, level in zip(text, levels, strict=True)
    ]
    return "".join(drawn[at] for at in _order(levels))


def _levels(text: str, base: int) -> list[int]:
    edge = "R" if base else "L"
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in text]
    kinds = _weak(kinds, edge)
    kinds = _neutral(kinds, edge)
    levels = [base + _raise(kind, base) for kind in kinds]
    for at in range(len(text) - 1, -1, -1):  # L1: white space at the end goes with the line
        if unicodedata.bidirectional(text[at]) not in {"WS", "S", "B"}:
            break
        levels[at] = base
    return levels


def _raise(kind: str, base: int) -> int:
    """Say by how much a kind stands above its line (I1, I2)."""
    if base:
        return 0 if kind == "R" else 1
    return {"R": 1, "L": 0}.get(kind, 2)


def _weak(kinds: list[str], edge: str) -> list[str]:
    found = list(kinds)
    last = edge
    for at in range(len(found)):  # W1, W2: a mark is what it stands on
        if found[at] == "NSM":
            found[at] = found[at - 1] if at else edge
        kind = found[at]
        if kind in {"L", "R", "AL"}:
            last = kind
        elif kind == "EN" and last == "AL":
            found[at] = "AN"
    found = ["R" if kind == "AL" else kind for kind in found]  # W3
    _separators(found)
    _terminators(found)
    last = edge
    for at, kind in enumerate(found):  # W6, W7
        if kind in {"ES", "ET", "CS"}:
            found[at] = "ON"
        elif kind in {"L", "R"}:
            last = kind
        elif kind == "EN" and last == "L":
            found[at] = "L"
    return found


def _separators(found: list[str]) -> None:
    """Take one separator between two numbers into the number (W4)."""
    for at in range(1, len(found) - 1):
        before, kind, after = found[at - 1 : at + 2]
        if before == after == "EN" and kind in {"ES", "CS"}:
            found[at] = "EN"
        elif before == after == "AN" and kind == "CS":
            found[at] = "AN"


def _terminators(found: list[str]) -> None:
    """Take signs such as % beside a number into it (W5)."""
    at = 0
    for kind, run in groupby(list(found)):
        length = len(list(run))
        beside = {*found[max(at - 1, 0) : at], *found[at + length : at + length + 1]}
        if kind == "ET" and "EN" in beside:
            found[at : at + length] = ["EN"] * length
        at += length


def _neutral(kinds: list[str], edge: str) -> list[str]:
    """Give what has no direction that of both its sides, or of the line (N1, N2)."""
    found = list(kinds)
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and found[end] in _NEUTRAL:
            end += 1
        if end > at:
            before = _side(found[at - 1]) if at else edge
            after = _side(found[end]) if end < len(found) else edge
            found[at:end] = [before if before == after else edge] * (end - at)
        at = end + 1
    return found


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _order(levels: list[int]) -> list[int]:
    """Turn every run at or above each level around, from the highest down (L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        turned: list[int] = []
        for high, run in groupby(order, key=lambda at: levels[at] >= level):
            places = list(run)
            turned += places[::-1] if high else places
        order = turned
    return order
