"""From a frame to a scan: every meaning a text may have, never an exception."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from scanners.codes import element, gs1, gtin, house, link, nomenclature, symbology, together
from scanners.codes.checks import WINDOW_YEAR
from scanners.codes.known import NOTHING, Known, splits
from scanners.codes.scan import (
    CodeProblem,
    ElementString,
    Frame,
    Gtin,
    Plain,
    Reading,
    Scan,
    Sscc,
    Weighed,
)
from scanners.codes.symbology import Family

TEXT_LENGTH_MAX = 4296
"""As many letters as the largest QR code holds; what is longer is cut and only plain text."""

_EDGES = " \t\r\n\0\x02\x03"
_COMPOSITE = "|]e0"
# Without an identifier, data that begins with one of these and a right check digit is tried as a
# GS1 message, and is one only if all of it can be read.
_HEADS = {"00": 18, "01": 14, "02": 14}

# What measures or counts an article, and means nothing without it.
_AMOUNTS = re.compile(r"02|30|37|3[1-6]\d\d")
_CARET_MESSAGE = re.compile(r"\^\d\d")

_Found = tuple[tuple[Reading, ...], tuple[CodeProblem, ...]]
_NOTHING: _Found = ((), ())


@dataclass(frozen=True, slots=True)
class _Way:
    """How to read: the year dates fall around, and what the company knows."""

    year: int
    known: Known


def parse(frame: Frame, year: int = WINDOW_YEAR, known: Known = NOTHING) -> Scan:
    """Read a frame; two-digit years fall around `year`.

    A keyboard scanner whose layout is not this computer's is read by its keys: where only they
    mean anything they are taken, and where neither does, both are looked up.
    """
    if frame.weighs:
        return _of_scale(frame)
    scan = _parse(frame, year, known)
    if not frame.keys:
        return scan
    by_keys = _parse(Frame(frame.keys, frame.aim, frame.device), year, known)
    if len(scan.readings) == 1 and _says_more(by_keys):
        return replace(by_keys, also=scan.text)
    return replace(scan, also=by_keys.text)


def _of_scale(frame: Frame) -> Scan:
    """Read what a scale says: an amount and its unit, and nothing that is ever looked up."""
    shown = f"{frame.text} {frame.weighs}"
    said = Weighed(Decimal(frame.text), frame.weighs)
    return Scan(shown, frame.device, (said, Plain(shown)))


def _says_more(scan: Scan) -> bool:
    """Say whether a text means more than itself, or was meant to by a symbology it names."""
    named = symbology.is_identifier(scan.raw[:3]) and bool(scan.problems)
    return len(scan.readings) > 1 or named


def _parse(frame: Frame, year: int, known: Known) -> Scan:
    """Read one text.

    The last reading is always the plain text. Problems say why a more specific reading is
    missing, or what to ask about one; a key found in the store settles a scan all the same.
    """
    raw = _writable(frame.text)
    identifier, body = (frame.aim, raw) if frame.aim else symbology.split(raw)
    text = body.strip(_EDGES)
    readings, problems = _read(identifier, text, _Way(year, known))
    if known.rules and text:
        readings, problems = _ruled(readings, problems, text, _Way(year, known))
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


def _read(identifier: str, text: str, way: _Way) -> _Found:
    if not text or len(text) > TEXT_LENGTH_MAX:
        return _NOTHING
    match symbology.family(identifier):
        case Family.GS1:
            return _scanned(text.removeprefix(gs1.GS), way)
        case Family.EAN13:
            return _ean(text, (13, 12, 8), way)
        case Family.EAN8:
            return _ean(text, (8,), way)
        case Family.EAN_ADDON:
            return _ean(text[:-5] if len(text) == 18 else text[:-2], (13, 12), way)
        case Family.UNMARKED:
            return _unmarked(text, way)
        case Family.OTHER:
            return _other(text, way)


def _unmarked(text: str, way: _Way) -> _Found:
    if text[0] == gs1.GS:
        return _scanned(text[1:], way)
    if _CARET_MESSAGE.match(text):
        # A caret is none of the characters a value may have: it is how FNC1 is written down.
        return _scanned(text[1:].replace("^", gs1.GS), way)
    length = _HEADS.get(text[:2], 0)
    head = text[2 : 2 + length]
    if length and len(head) == length and gtin.is_digits(head) and gtin.checks_out(head):
        found = _scanned(text, way)
        if found[0]:
            return found
    return _other(text, way)


def _other(text: str, way: _Way) -> _Found:
    """Read what is not said to be anything: a number, a link, a label of ours, or "(01)..."."""
    if gtin.is_digits(text):
        return _number(text)
    if link.is_address(text):
        return _message(link.read(text), way, text)
    if gs1.is_bracketed(text):
        return _message(gs1.read_bracketed(text), way)
    match house.read(text):
        case None:
            return _NOTHING
        case CodeProblem() as problem:
            return (), (problem,)
        case label:
            return (label,), ()


def _message(found: gs1.Pairs, way: _Way, uri: str = "") -> _Found:
    if not found.pairs:
        return (), found.problems
    said = element.understand(found.pairs, way.year, uri)
    if said is None:
        return (), (CodeProblem.BAD_DATE,)
    codes = [code for code, _ in found.pairs]
    problems = list(found.problems)
    if together.clashing(codes):
        problems.append(CodeProblem.CONTRADICTION)
    if any(_AMOUNTS.fullmatch(code) for code in together.lacking(codes)):
        problems.append(CodeProblem.AMOUNT_OF_NOTHING)
    return (said,), tuple(problems)


def _scanned(data: str, way: _Way) -> _Found:
    """Read scanned data. A device that passed on one separator passes on all: no doubt then."""
    found = gs1.read(data)
    readings, problems = _message(found, way)
    if not readings or gs1.GS in data:
        return readings, problems
    others = [element.understand(cut, way.year) for cut in splits(found.pairs, way.known)]
    offered = tuple(other for other in others if other)
    if not offered:
        return readings, problems
    return (*readings, *offered), (*problems, CodeProblem.SEPARATOR_MAYBE_LOST)


def _ruled(
    readings: tuple[Reading, ...], problems: tuple[CodeProblem, ...], text: str, way: _Way
) -> _Found:
    """Add what the company's rules say; where that is another message than GS1's, tell so."""
    assert way.known.rules is not None
    found = nomenclature.apply(way.known.rules, text, way.year)
    if found is None or isinstance(found, CodeProblem):
        return readings, (*problems, *([found] if found else []))
    message = next((r for r in readings if isinstance(r, ElementString)), None)
    values = {value for _, value in message.elements} if message else set()
    if message and way.known.rules.gs1 and values != {part.code for part in found.parts}:
        problems = (*problems, CodeProblem.RULES_DISAGREE)
    weighed = None if message else nomenclature.weighed(found)
    return (*readings, found, *([weighed] if weighed else [])), problems


def _ean(text: str, lengths: tuple[int, ...], way: _Way) -> _Found:
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
    said, problems = _message(gs1.read(f"01{value14}{rest}"), way) if rest else _NOTHING
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
