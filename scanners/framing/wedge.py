"""A scanner that types: key events with times become frames, and typing by hand is told apart."""

from dataclasses import dataclass, field, replace

from scanners.frame import Frame
from scanners.framing.keymap import character, placed

SCANNED = "wedge"
TYPED = "keyboard"
"""The two devices a frame can name: the scanner typed it, or a person did."""

_ENDS = frozenset({"Enter", "Numpad Enter", "Tab"})


@dataclass(frozen=True, slots=True)
class KeyPress:
    """One key going down, as Flutter labels it; `at_ms` from any clock that only goes forward.

    `code` is its place on the keyboard, as browsers name it, where that is told.
    """

    key: str
    shift: bool
    ctrl: bool
    at_ms: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class WedgeRules:
    """How this scanner is set up.

    A text with the configured prefix is surely scanned, and prefix and suffix are taken off.
    Without one, only its speed tells: `scan_gap_ms_max` is the mean time between keys, which no
    person holds over `scan_length_min` characters and the Enter. What was lying there for
    `pause_ms_min` before such a burst (a bumped key, a number half typed) is no part of it.
    """

    ends: frozenset[str] = _ENDS
    prefix: str = ""
    suffix: str = ""
    stale_ms: int = 1500
    scan_gap_ms_max: int = 25
    scan_length_min: int = 3
    pause_ms_min: int = 300
    late_end_length_min: int = 6
    length_max: int = 4300


@dataclass(frozen=True, slots=True)
class Wedge:
    """What was typed since the last end; `text` is worth showing while a person types.

    `placed` is letter for letter what the same keys are on a US keyboard.
    """

    rules: WedgeRules = field(default_factory=WedgeRules)
    text: str = ""
    placed: str = ""
    first_ms: int = 0
    last_ms: int = 0
    burst_at: int = 0
    burst_ms: int = 0


def feed(state: Wedge, key: KeyPress) -> tuple[Wedge, Frame | None]:
    """Take one key; hand over the frame it ends, if it ends one.

    A text left lying for `stale_ms` is dropped, so that a stray key does not spoil the next scan.
    An end with nothing before it is no frame: it is the app's own Enter or Tab.
    """
    rules = state.rules
    stale = key.at_ms - state.last_ms > rules.stale_ms
    text = "" if stale else state.text
    if key.key in rules.ends and not key.ctrl:
        return Wedge(rules), _frame(state, key.at_ms) if text else None
    if key.key in {"Backspace", "Escape"}:
        kept = text[:-1] if key.key == "Backspace" else ""
        burst_at = min(state.burst_at, len(kept))
        us = state.placed[: len(kept)]
        return replace(state, text=kept, placed=us, last_ms=key.at_ms, burst_at=burst_at), None
    us = placed(key.code, shift=key.shift, ctrl=key.ctrl)
    # A key that only changes the next letter here has one of its own on a US keyboard.
    typed = character(key.key, shift=key.shift, ctrl=key.ctrl) or us
    if not typed:
        return state, None
    if not text:
        state = replace(state, placed="", first_ms=key.at_ms, burst_at=0, burst_ms=key.at_ms)
    elif key.at_ms - state.last_ms >= rules.pause_ms_min:
        state = _after_pause(state, text, key.at_ms)
    # A key too many is kept as one: the frame is longer than any code, which parse will say.
    grown = (text + typed)[: rules.length_max]
    us = (state.placed + (us or typed))[: rules.length_max]
    return replace(state, text=grown, placed=us, last_ms=key.at_ms), None


def _after_pause(state: Wedge, text: str, at_ms: int) -> Wedge:
    """Begin a burst anew; but what came as fast as a scan, and did not end, was torn apart.

    No hand types it, so the pause was ours: a busy loop, a page that drew. It is taken out.
    """
    rules = state.rules
    length = len(text) - state.burst_at
    fast = state.last_ms - state.burst_ms <= rules.scan_gap_ms_max * length
    if fast and length >= rules.scan_length_min:
        pause_ms = at_ms - state.last_ms
        first_ms, burst_ms = state.first_ms + pause_ms, state.burst_ms + pause_ms
        return replace(state, first_ms=first_ms, burst_ms=burst_ms)
    return replace(state, burst_at=len(text), burst_ms=at_ms)


def _frame(state: Wedge, ended_ms: int) -> Frame | None:
    start = _scan_start(state, ended_ms)
    if start is None:
        return Frame(state.text, device=TYPED)
    text, us = (_bare(all_of_it[start:], state.rules) for all_of_it in (state.text, state.placed))
    return Frame(text, device=SCANNED, keys="" if us == text else us) if text else None


def _bare(text: str, rules: WedgeRules) -> str:
    return text.removeprefix(rules.prefix).removesuffix(rules.suffix)


def _scan_start(state: Wedge, ended_ms: int) -> int | None:
    """Tell where in the text the scan begins; None where a person typed it."""
    rules, text = state.rules, state.text
    if rules.prefix:
        return 0 if text.startswith(rules.prefix) else None
    for start, start_ms in ((state.burst_at, state.burst_ms), (0, state.first_ms)):
        length = len(text) - start
        fast = ended_ms - start_ms <= rules.scan_gap_ms_max * length
        if fast and length >= rules.scan_length_min:
            return start
        # Its end alone came late: so many characters no hand rolls off at that pace.
        fast = state.last_ms - start_ms <= rules.scan_gap_ms_max * length
        if fast and length >= rules.late_end_length_min:
            return start
    return None
