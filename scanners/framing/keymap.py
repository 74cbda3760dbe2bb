"""Which character a key event stands for on the US layout that scanners are set to."""

_SHIFTED = dict(zip("`1234567890-=[]\\;',./", '~!@#$%^&*()_+{}|:"<>?', strict=True))
_NUMPAD = {
    **{f"Numpad {digit}": digit for digit in "0123456789"},
    "Numpad Add": "+",
    "Numpad Subtract": "-",
    "Numpad Multiply": "*",
    "Numpad Divide": "/",
    "Numpad Decimal": ".",
    "Numpad Equal": "=",
}
# How scanners type the control characters that barcodes hold: as Ctrl and a key.
_CONTROLS = {
    "]": "\x1d",
    "\\": "\x1c",
    "6": "\x1e",
    "^": "\x1e",
    "-": "\x1f",
    "_": "\x1f",
    "D": "\x04",
}


# The places of a keyboard, as browsers name them -> what a US keyboard has there.
_PLACES = {
    **{f"Key{letter}": letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **{f"Digit{digit}": digit for digit in "0123456789"},
    "Backquote": "`", "Minus": "-", "Equal": "=", "BracketLeft": "[", "BracketRight": "]",
    "Backslash": "\\", "Semicolon": ";", "Quote": "'", "Comma": ",", "Period": ".", "Slash": "/",
    "Space": " ",
}  # fmt: skip


def placed(code: str, *, shift: bool, ctrl: bool) -> str:
    """Tell what the key at this place is on the US layout, or "" where it is none of those."""
    letter = _PLACES.get(code, "")
    return character(letter, shift=shift, ctrl=ctrl) if letter else ""


def character(key: str, *, shift: bool, ctrl: bool) -> str:
    """Tell the character of one key event, or "" where it has none.

    Flutter labels letters in upper case whether Shift is held or not, and some shifted signs by
    their unshifted key ("1" with Shift), some by themselves ("_" with Shift): both are read.
    Caps Lock does not show in key events, so a scanner typing under it has its letters swapped.
    """
    if ctrl:
        return _CONTROLS.get(key, "")
    if len(key) != 1:
        return _NUMPAD.get(key, "")
    if shift:
        return _SHIFTED.get(key, key)
    return key.lower()
