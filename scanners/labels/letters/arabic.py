"""Arabic letters in the form their neighbours give them, as characters of their own.

Unicode keeps a character for each of the up to four forms of an Arabic letter; which letter and
which form it is stands in its decomposition, so the table is made from there. What joins to what
follows from which forms there are.
"""

import unicodedata
from typing import NamedTuple

_BLOCKS = (range(0xFB50, 0xFDFC), range(0xFE80, 0xFEFD))
_TATWEEL, _LAM = "\u0640", "\u0644"
# The letters that join on neither side, and have no forms.
_FORM_NAMES = {"<isolated>": 0, "<final>": 1, "<initial>": 2, "<medial>": 3}


class Forms(NamedTuple):
    """A letter alone, at the end of a word, at its beginning and within it."""

    isolated: str = ""
    final: str = ""
    initial: str = ""
    medial: str = ""


def _read_forms() -> dict[str, Forms]:
    forms: dict[str, Forms] = {}
    for block in _BLOCKS:
        for code in block:
            name, *parts = unicodedata.decomposition(chr(code)).split() or [""]
            letters = "".join(chr(int(part, 16)) for part in parts)
            if name in _FORM_NAMES and (
                len(letters) == 1 or (letters[0] == _LAM and len(letters) == 2)
            ):
                known = forms.get(letters, Forms())
                field = Forms._fields[_FORM_NAMES[name]]
                if not getattr(known, field):
                    forms[letters] = known._replace(**{field: chr(code)})
    return forms


_FORMS = _read_forms()
_ALEFS = frozenset(
    letters[1]
    for letters in _FORMS
    if len(letters) == 2 and letters[1] in "\u0622\u0623\u0625\u0627"
)


def shape(text: str) -> str:
    """Write a text, in reading order, with each Arabic letter in its form."""
    letters = _with_ligatures(text)
    shaped = []
    for at, letter in enumerate(letters):
        forms = _FORMS.get(letter)
        if forms is None or letter == _TATWEEL:
            shaped.append(letter)
            continue
        before = _joins_on(_neighbour(letters, at, -1)) and bool(forms.final or forms.medial)
        after = bool(forms.initial) and _joins_back(_neighbour(letters, at, 1))
        shaped.append(_form(forms, before=before, after=after) or letter)
    return "".join(shaped)


def _with_ligatures(text: str) -> list[str]:
    """Cut a text into letters, a lam with its alef as one."""
    letters: list[str] = []
    for letter in text:
        if letter in _ALEFS and letters and letters[-1] == _LAM:
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _form(forms: Forms, *, before: bool, after: bool) -> str:
    match before, after:
        case True, True:
            return forms.medial
        case True, False:
            return forms.final
        case False, True:
            return forms.initial
        case _:
            return forms.isolated


def _neighbour(letters: list[str], at: int, step: int) -> str:
    """Find the next letter on this side; marks above and below do not part two letters."""
    at += step
    while 0 <= at < len(letters) and unicodedata.category(letters[at][0]) == "Mn":
        at += step
    return letters[at] if 0 <= at < len(letters) else ""


def _joins_on(letter: str) -> bool:
    forms = _FORMS.get(letter)
    return letter == _TATWEEL or (forms is not None and bool(forms.initial))


def _joins_back(letter: str) -> bool:
    forms = _FORMS.get(letter)
    return letter == _TATWEEL or (forms is not None and bool(forms.final))
