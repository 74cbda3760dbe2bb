"""A scanner that types: key events with times become frames, and typing by hand is told apart."""

from dataclasses import dataclass, field, replace

from scanners.frame import Frame
from scanners.framing.keymap import character

SCANNED = "wedge"
TYPED = "keyboard"
"""The two devices a frame can name: the scanner typed it, or a person did."""

_ENDS = frozenset({"Enter", "Numpad Enter", "Tab"})


@dataclass(frozen=True, slots=True)
class KeyPress:
    """One key going down, as Flutter labels it; `at_ms` from any clock that only goes forward."""

    key: str
    shift: bool
    ctrl: bool
    at_ms: int


@dataclass(frozen=True, slots=True)
class WedgeRules:
    """How this scanner is set up.

    A text with the configured prefix is surely scanned, and prefix and suffix are taken off.
    Without one, only its speed tells: `scan_gap_ms_max` is the mean time between keys, which no
    person holds over `scan_length_min` characters and the Enter.
    """

    ends: frozenset[str] = _ENDS
    prefix: str = ""
    suffix: str = ""
    stale_ms: int = 1500
    scan_gap_ms_max: int = 25
    scan_length_min: int = 3
    length_max: int = 4300


@dataclass(frozen=True, slots=True)
class Wedge:
    """What was typed since the last end; `text` is worth showing while a person types."""

    rules: WedgeRules = field(default_factory=WedgeRules)
    text: str = ""
    first_ms: int = 0
    last_ms: int = 0


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
        return replace(state, text=kept, last_ms=key.at_ms), None
    typed = character(key.key, shift=key.shift, ctrl=key.ctrl)
    if not typed:
        return state, None
    first_ms = state.first_ms if text else key.at_ms
    # A key too many is kept as one: the frame is longer than any code, which parse will say.
    return Wedge(rules, (text + typed)[: rules.length_max], first_ms, key.at_ms), None


def _frame(state: Wedge, ended_ms: int) -> Frame | None:
    rules, text = state.rules, state.text
    marked = bool(rules.prefix) and text.startswith(rules.prefix)
    gap_ms = (ended_ms - state.first_ms) / len(text)
    fast = gap_ms <= rules.scan_gap_ms_max and len(text) >= rules.scan_length_min
    scanned = marked or (fast and not rules.prefix)
    if scanned:
        text = text.removeprefix(rules.prefix).removesuffix(rules.suffix)
    return Frame(text, device=SCANNED if scanned else TYPED) if text else None
