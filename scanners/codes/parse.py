"""From a frame to a scan: every meaning a text may have, never an exception."""

from scanners.codes import element, gs1, gtin, house, symbology
from scanners.codes.checks import WINDOW_YEAR
from scanners.codes.scan import CodeProblem, ElementString, Frame, Gtin, Plain, Reading, Scan, Sscc
from scanners.codes.symbology import Family

TEXT_LENGTH_MAX = 4296
"""As many letters as the largest QR code holds; what is longer is cut and only plain text."""

_EDGES = " \t\r\n\0\x02\x03"
_COMPOSITE = "|]e0"
# Without an identifier, data that begins with one of these and a right check digit is tried as a
# GS1 message, and is one only if all of it can be read.
_HEADS = {"00": 18, "01": 14, "02": 14}

_Found = tuple[tuple[Reading, ...], tuple[CodeProblem, ...]]
_NOTHING: _Found = ((), ())


def parse(frame: Frame, year: int = WINDOW_YEAR) -> Scan:
    """Read a frame; two-digit years fall around `year`.

    The last reading is always the plain text. Problems say why a more specific reading is
    missing, or what to ask about one; a key found in the store settles a scan all the same.
    """
    raw = _writable(frame.text)
    identifier, body = (frame.aim, raw) if frame.aim else symbology.split(raw)
    text = body.strip(_EDGES)
    readings, problems = _read(identifier, text, year)
    return Scan(
        raw=raw[:TEXT_LENGTH_MAX],
        device=frame.device,
        readings=(*readings, Plain(text[:TEXT_LENGTH_MAX])),
        problems=(*_marks(frame, identifier, text), *problems),
    )


def _writable(text: str) -> str:
    """Take out what no file and no database could hold: half of a surrogate pair."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _marks(frame: Frame, identifier: str, text: str) -> tuple[CodeProblem, ...]:
    """Tell the problems of the text itself, whatever it means."""
    found: list[CodeProblem] = []
    if not text:
        found.append(CodeProblem.EMPTY)
    if len(text) > TEXT_LENGTH_MAX:
        found.append(CodeProblem.TOO_LONG)
    given = frame.text
    if not given.isprintable() and not given.strip(_EDGES).replace(gs1.GS, "").isprintable():
        found.append(CodeProblem.CONTROL_CHARACTERS)
    if (identifier or text[:1] == "]") and not symbology.is_identifier(identifier):
        found.append(CodeProblem.UNKNOWN_SYMBOLOGY)
    return tuple(found)


def _read(identifier: str, text: str, year: int) -> _Found:
    if not text or len(text) > TEXT_LENGTH_MAX:
        return _NOTHING
    match symbology.family(identifier):
        case Family.GS1:
            return _message(gs1.read(text.removeprefix(gs1.GS)), year)
        case Family.EAN13:
            return _ean(text, (13, 12, 8), year)
        case Family.EAN8:
            return _ean(text, (8,), year)
        case Family.EAN_ADDON:
            return _ean(text[:-5] if len(text) == 18 else text[:-2], (13, 12), year)
        case Family.UNMARKED:
            return _unmarked(text, year)
        case Family.OTHER:
            return _other(text, year)


def _unmarked(text: str, year: int) -> _Found:
    if text[0] == gs1.GS:
        return _message(gs1.read(text[1:]), year)
    length = _HEADS.get(text[:2], 0)
    head = text[2 : 2 + length]
    if length and len(head) == length and gtin.is_digits(head) and gtin.checks_out(head):
        pairs = gs1.read(text)
        if pairs.pairs:
            return _message(pairs, year)
    return _other(text, year)


def _other(text: str, year: int) -> _Found:
    """Read what is not said to be anything: a number, one of our labels, or "(01)..."."""
    if gtin.is_digits(text):
        return _number(text)
    if gs1.is_bracketed(text):
        return _message(gs1.read_bracketed(text), year)
    match house.read(text):
        case None:
            return _NOTHING
        case CodeProblem() as problem:
            return (), (problem,)
        case label:
            return (label,), ()


def _message(found: gs1.Pairs, year: int) -> _Found:
    if not found.pairs:
        return (), found.problems
    said: ElementString | None = element.understand(found.pairs, year)
    return ((said,), found.problems) if said else ((), (CodeProblem.BAD_DATE,))


def _ean(text: str, lengths: tuple[int, ...], year: int) -> _Found:
    """Read what the device says is an EAN or UPC: nothing else will do, a composite may follow.

    Eight digits sent as an EAN-13 are a UPC-E that the device did not write out.
    """
    digits, _, rest = text.partition(_COMPOSITE)
    if not gtin.is_digits(digits):
        return (), (CodeProblem.BAD_CHARACTER,)
    if len(digits) not in lengths:
        short = len(digits) < lengths[0]
        return (), (CodeProblem.TRUNCATED if short else CodeProblem.TOO_LONG,)
    whole = gtin.expand_upce(digits) if len(digits) < lengths[0] else None
    value14 = gtin.pad(whole or digits)
    if not gtin.checks_out(value14):
        return (), (CodeProblem.CHECK_DIGIT,)
    said, problems = _message(gs1.read(f"01{value14}{rest}"), year) if rest else _NOTHING
    return (*said, Gtin(value14, digits)), problems


def _number(digits: str) -> _Found:
    """Read plain digits as every number they check out as."""
    found: list[Reading] = []
    if len(digits) in gtin.LENGTHS or len(digits) == 18:
        if gtin.checks_out(digits):
            number = Sscc(digits) if len(digits) == 18 else Gtin(gtin.pad(digits), digits)
            found.append(number)
        if wide := gtin.expand_upce(digits):
            found.append(Gtin(gtin.pad(wide), digits))
        # Eight or eighteen digits may be anything; the other lengths are article numbers.
        if not found and len(digits) in {12, 13, 14}:
            return (), (CodeProblem.CHECK_DIGIT,)
    return tuple(found), ()
