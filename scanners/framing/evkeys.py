"""A keyboard's raw keys, as Linux tells them, become the texts that a scanner types.

Raw keys are those of the scanner: no layout and no Caps Lock of this computer is in between.
"""

from dataclasses import dataclass, replace

from scanners.framing.keymap import character
from scanners.framing.lines import LENGTH_MAX

DOWN, UP = 1, 0
_SHIFTS, _CONTROLS, _ALTS, _ENDS = {42, 54}, {29, 97}, {56, 100}, {28, 96, 15}
# the first key's number of a row of keys -> their letters; 0 is no letter
_ROWS = {
    2: "1234567890-=",
    16: "qwertyuiop[]",
    30: "asdfghjkl;'`",
    43: "\\zxcvbnm,./",
    55: "*",
    57: " ",
    71: "789-456+1230.",
    98: "/",
}
_PAD = frozenset(range(71, 84))
_LETTERS = {first + n: letter for first, row in _ROWS.items() for n, letter in enumerate(row)}


@dataclass(frozen=True, slots=True)
class KeysState:
    """The text so far, and which keys are held down; `number` is typed with Alt held."""

    text: str = ""
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    number: str = ""


def feed(state: KeysState, code: int, value: int) -> tuple[KeysState, str]:
    """Take one key going down or up; hand over the text that it ends, else ""."""
    if code in _SHIFTS:
        return replace(state, shift=value != UP), ""
    if code in _CONTROLS:
        return replace(state, ctrl=value != UP), ""
    if code in _ALTS:
        return _alt(state, value != UP), ""
    if value != DOWN:
        return state, ""
    if code in _ENDS:
        return replace(state, text="", number=""), state.text
    letter = _LETTERS.get(code, "")
    if state.alt and code in _PAD and letter.isdigit():
        return replace(state, number=(state.number + letter)[-4:]), ""
    typed = character(letter.upper(), shift=state.shift, ctrl=state.ctrl) if letter else ""
    if code in _PAD:
        typed = letter
    return replace(state, text=(state.text + typed)[:LENGTH_MAX]), ""


def _alt(state: KeysState, held: bool) -> KeysState:  # noqa: FBT001 - what the key tells
    """Alt and a number on the pad is how scanners set to Windows type what no key has."""
    if held or not state.number:
        return replace(state, alt=held, number="")
    code = int(state.number)
    typed = chr(code) if code < 256 else ""
    return replace(state, alt=False, number="", text=(state.text + typed)[:LENGTH_MAX])
