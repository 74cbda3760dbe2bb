"""What a camera sees, picture after picture, becomes scans: each code once while it is in view."""

from dataclasses import dataclass, replace

from scanners.frame import Frame

AWAY_MS = 1_500
"""Out of view for so long, the same code is meant again when it comes back."""
SEVERAL_MAX = 6
"""So many codes are offered at once; who sees more goes closer."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One code in a picture, and how far its middle is from that of the picture, 0 to 1."""

    frame: Frame
    off_middle: float = 0.0


@dataclass(frozen=True, slots=True)
class Sight:
    """When each code that was taken was last seen; and what the picture before this one showed.

    `offered` were offered of that already.
    """

    taken: tuple[tuple[Frame, int], ...] = ()
    before: frozenset[Frame] = frozenset()
    offered: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """New codes in one picture, nearest to its middle first: a person chooses."""

    frames: tuple[Frame, ...]


News = Frame | Several | None


def look(sight: Sight, seen: tuple[Seen, ...], at_ms: int) -> tuple[Sight, News]:
    """Take what one picture shows; hand over the code that is new in it, or those to choose from.

    Two pictures in a row must show the same: one alone may have misread a code without a check
    digit, or have missed the code beside it. What lies beside a code that was taken is offered too,
    but never taken by itself.
    """
    in_view = frozenset(one.frame for one in seen)
    taken = _still(sight.taken, in_view, at_ms)
    offered = sight.offered if in_view == sight.before else ()
    after = Sight(taken, in_view, offered)
    known = {frame for frame, _ in taken}
    nearest = sorted(seen, key=lambda one: one.off_middle)
    new = tuple(dict.fromkeys(one.frame for one in nearest if one.frame not in known))
    if not new or in_view != sight.before:
        return after, None
    if len(in_view) == 1:
        return _with(after, new, at_ms), new[0]
    if after.offered:
        return after, None
    return replace(after, offered=new[:SEVERAL_MAX]), Several(new[:SEVERAL_MAX])


def chosen(sight: Sight, frame: Frame, at_ms: int) -> Sight:
    """Take that a person chose one: what lay beside it is not offered again while in view."""
    return _with(sight, (frame, *sight.offered), at_ms)


def _with(sight: Sight, frames: tuple[Frame, ...], at_ms: int) -> Sight:
    taken = {**dict(sight.taken), **dict.fromkeys(frames, at_ms)}
    return replace(sight, taken=tuple(taken.items()), offered=())


def _still(
    taken: tuple[tuple[Frame, int], ...], in_view: frozenset[Frame], at_ms: int
) -> tuple[tuple[Frame, int], ...]:
    now = ((frame, at_ms if frame in in_view else last_ms) for frame, last_ms in taken)
    return tuple((frame, last_ms) for frame, last_ms in now if at_ms - last_ms < AWAY_MS)
