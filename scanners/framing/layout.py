"""A scanner that types in another keyboard layout than this computer's: found out, and put right.

One label holds every sign that codes are made of, each behind an `x`, which lies in the same place
on the keyboards of all our languages. What is read of it tells what each sign arrives as.
"""

import string
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from scanners.frame import Frame
from scanners.framing.wedge import SCANNED

_ANCHOR = "x"
_PLAIN = string.digits + string.ascii_letters.replace("x", "").replace("X", "")
_SPECIAL = string.punctuation
SIGNS = (*_PLAIN, *_SPECIAL)
"""Every sign but space and the anchor, in the order of the label."""


def label_text() -> str:
    """The text of the label; a key that waits for another (an accent) is ended by a space."""
    plain = "".join(_ANCHOR + sign for sign in _PLAIN)
    return plain + "".join(f"{_ANCHOR}{sign} " for sign in _SPECIAL)


@dataclass(frozen=True, slots=True)
class Layout:
    """What arrives, and what it stands for; only where the two differ.

    `by_place`: the client tells which key was pressed, and that alone says it all.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    by_place: bool = False


AS_IT_ARRIVES = Layout()
BY_PLACE = Layout(by_place=True)


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The layout, and the signs it cannot bring back: they do not arrive, or look like others."""

    layout: Layout
    lost: tuple[str, ...] = ()


class Unread(StrEnum):
    """Why what was read tells no layout."""

    NOT_THE_LABEL = "not_the_label"
    CAPS_LOCK = "caps_lock"


def calibrated(frame: Frame) -> Calibrated | Unread:
    """Work out the layout from what was read of the label.

    Where the places of the keys spell the label, no sign is lost to two that look alike here.
    """
    if frame.keys.strip() == label_text().strip():
        return Calibrated(BY_PLACE)
    return _by_signs(frame.text)


def _by_signs(read: str) -> Calibrated | Unread:
    # No layout swaps large and small letters: that is Caps Lock, which comes and goes.
    if read[:1] == _ANCHOR.upper():
        return Unread.CAPS_LOCK
    tokens = read.split(_ANCHOR)
    if tokens[0] or len(tokens) != len(SIGNS) + 1:
        return Unread.NOT_THE_LABEL
    arrived = [
        token.removesuffix(" ") if sign in _SPECIAL else token
        for sign, token in zip(SIGNS, tokens[1:], strict=True)
    ]
    often = Counter(arrived)
    sure = {
        sign: token
        for sign, token in zip(SIGNS, arrived, strict=True)
        if len(token) == 1 and often[token] == 1
    }
    pairs = tuple((token, sign) for sign, token in sure.items() if token != sign)
    return Calibrated(Layout(pairs), tuple(sign for sign in SIGNS if sign not in sure))


def meant(frame: Frame, layout: Layout) -> Frame:
    """Put a keyboard scanner's frame right; every other one is as it is."""
    if frame.device != SCANNED or layout == AS_IT_ARRIVES:
        return frame
    if layout.by_place:
        return replace(frame, text=frame.keys or frame.text, keys="")
    stands_for = str.maketrans(dict(layout.pairs))
    return replace(frame, text=frame.text.translate(stands_for), keys="")
