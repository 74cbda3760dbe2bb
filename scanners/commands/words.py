"""What is wrong with a label, in one line for whoever sits at the terminal."""

from scanners.labels.fault import Fault, Wrong

_DETAIL_MAX = 60

#: What is wrong, and what to do about it; {0} is the field, {1} what was found there.
_WORDS = {
    Wrong.UNKNOWN_FIELD: "{0}: this label has no such field; take it out, or see --list",
    Wrong.MISSING: "{0} is missing; add it to the data",
    Wrong.NOT_NONE: "{0} is null, and this label cannot go without it; give its value",
    Wrong.WRONG_TYPE: "{0} is a {1}; write it as a text in quotes",
    Wrong.EMPTY: "{0} is empty; give its value",
    Wrong.TOO_LONG: "{0} is too long ({1}); shorten it",
    Wrong.TOO_MANY: "{0} has too many entries ({1}); print them on two labels",
    Wrong.CONTROL_CHARACTER: "{0} holds a character that nobody can see, {1}; take it out",
    Wrong.BAD_CHARACTER: "{0} holds {1}, which its barcode cannot hold; write it without",
    Wrong.NOT_DIGITS: "{0} is not made of digits only ({1}); correct it",
    Wrong.WRONG_LENGTH: "{0} has {1} digits are allowed; correct it",
    Wrong.CHECK_DIGIT: "{0} has a wrong check digit (it would be {1}); scan or type it again",
    Wrong.BAD_DATE: "{0} is no date ({1}); write it as 2027-06-30",
    Wrong.DATE_TOO_FAR: "{0} is too far away ({1}) for the two digits a barcode has for the year",
    Wrong.UNKNOWN_COMMAND: "{0} is no command of the app ({1}); docs/FLOOR.md names them all",
    Wrong.BAD_IMAGE: "{0} is no picture that can be printed; give a small PNG, base64-coded",
    Wrong.NO_FONT: "the font {1} is missing or damaged; install Stockhand again",
    Wrong.NO_GLYPH: "{0} holds {1}, which no font of ours has; write it in other letters",
    Wrong.TEXT_DOES_NOT_FIT: "{0} does not fit on the label; shorten it ({1})",
    Wrong.BARCODE_TOO_LONG: "{0} is too long for its barcode ({1} characters); shorten it",
    Wrong.BARCODE_DOES_NOT_FIT: "{0} makes its barcode too wide ({1} mm); shorten it",
    Wrong.UNKNOWN_WORD: "the template uses a word that there is not ({0}); correct it",
    Wrong.LABEL_TOO_WIDE: "the label is too wide for this paper ({1} mm); use another printer",
    Wrong.LABEL_TOO_LARGE: "the label is too long ({1} mm); print it as two",
    Wrong.NO_TEMPLATE: "there is no label called {0}; see --list for those there are",
    Wrong.BROKEN_ZPL: "the format is no whole label at {0}; it begins with ^XA and ends with ^XZ",
    Wrong.FORBIDDEN_COMMAND: "the format holds {0}, which does more than draw a label; take it out",
    Wrong.UNKNOWN_NUMBER: "{0} stands only in the format, or only among its values; add the other",
    Wrong.ONLY_ZPL: "this label is a format in ZPL; it cannot be written as {1}",
    Wrong.WRONG_DPI: "this format is for other dots ({1}); use a printer, or a format, that fits",
    Wrong.OUTSIDE_THE_LABEL: "the template draws outside the label ({1} dots); correct it",
}


def say(fault: Fault) -> str:
    """Say one fault; what came from the data is written so that a terminal cannot be steered."""
    if fault.wrong is Wrong.MISSING and fault.detail:
        return f"{fault.field} is missing; add it, or write null where there is none"
    if fault.wrong is Wrong.EMPTY and fault.detail:
        return f"{fault.field} is empty; give it, or write null where there is none"
    if fault.wrong is Wrong.WRONG_LENGTH:
        length, _, allowed = fault.detail.partition(": ")
        return f"{fault.field} has {length} digits, and should have {allowed}; correct it"
    return _WORDS[fault.wrong].format(harmless(fault.field), harmless(fault.detail))


def harmless(text: str) -> str:
    """Write a text of unknown origin so that it stays one line and does nothing."""
    short = text if len(text) <= _DETAIL_MAX else text[:_DETAIL_MAX] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in short)
