"""`python -m scanners parse`: says what codes mean, one JSON string a line in, one object out."""

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from scanners.codes import symbology
from scanners.codes.parse import parse
from scanners.codes.scan import ElementString, Frame, Gtin, House, Reading, Scan, Sscc

LINE_BYTES_MAX = 1 << 20
"""A longer line is answered as too long, and its rest is passed over."""
NOT_JSON = "not_json"
NOT_A_STRING = "not_a_string"
USAGE = """\
usage: python -m scanners parse [--read]

Reads codes from standard input, one JSON string a line, as a scanner sends them: the AIM symbology
identifier first where it is known ("]C1..."), FNC1 inside a message as \\u001d.
Writes one JSON object a line: raw, symbology, kind, gs1, uri, text, problems.

  --read    write for people instead
"""

Answer = dict[str, object]


def main(arguments: list[str]) -> int:
    """Answer every line; 2 where it was called in a way it does not know."""
    if arguments not in ([], ["--read"]):
        sys.stderr.write(USAGE)
        return 2
    try:
        answer_all(sys.stdin.buffer, sys.stdout, for_people=bool(arguments))
    except (BrokenPipeError, KeyboardInterrupt):
        sys.stderr.close()  # whoever read this has gone; there is nobody left to tell
        return 1
    return 0


def answer_all(source: BinaryIO, out: TextIO, *, for_people: bool) -> None:
    """Write an answer for every line there is."""
    for line in _lines(source):
        said, others = told(line)
        words = _readable(said, others) if for_people else json.dumps(said)
        out.write(f"{words}\n")
        out.flush()


def told(line: bytes) -> tuple[Answer, list[str]]:
    """Answer one line, whatever is in it; beside it, what else it may mean."""
    if len(line) > LINE_BYTES_MAX:
        return _unread(line, "too_long"), []
    try:
        given = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return _unread(line, NOT_JSON), []
    if not isinstance(given, str):
        return _unread(line, NOT_A_STRING), []
    scan = parse(Frame(given))
    return answer(given, scan), [_short(reading) for reading in scan.readings[1:-1]]


def _lines(source: BinaryIO) -> Iterator[bytes]:
    while line := source.readline(LINE_BYTES_MAX + 2):
        rest = line
        while not rest.endswith(b"\n") and len(rest) == LINE_BYTES_MAX + 2:
            rest = source.readline(LINE_BYTES_MAX + 2)
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def _unread(line: bytes, problem: str) -> Answer:
    raw = line[:LINE_BYTES_MAX].decode("utf-8", "replace")
    return _object(raw, "none", problems=[problem])


def answer(given: str, scan: Scan) -> Answer:
    """Put what a scan means into one object."""
    identifier = given[:3] if symbology.is_identifier(given[:3]) else ""
    first = scan.readings[0]
    uri = first.uri if isinstance(first, ElementString) else ""
    return {
        **_object(given, _kind(scan, first), problems=[str(each) for each in scan.problems]),
        "symbology": identifier or None,
        "gs1": _pairs(scan.readings),
        "uri": uri or None,
        "text": scan.text,
    }


def _object(raw: str, kind: str, *, problems: list[str]) -> Answer:
    return {
        "raw": raw,
        "symbology": None,
        "kind": kind,
        "gs1": {},
        "uri": None,
        "text": "",
        "problems": problems,
    }


def _kind(scan: Scan, first: Reading) -> str:
    match first:
        case ElementString():
            return "gs1"
        case Gtin():
            return "gtin"
        case Sscc():
            return "sscc"
        case House():
            return "house"
        case _:
            return "plain" if scan.text else "none"


def _pairs(readings: tuple[Reading, ...]) -> dict[str, str]:
    """Tell the pairs; an article number has one canonical form, its fourteen digits."""
    match readings[0]:
        case ElementString(elements=elements):
            return dict(elements)
        case Gtin(value14=value14):
            return {"01": value14}
        case Sscc(value=value):
            return {"00": value}
        case _:
            return {}


def _short(reading: Reading) -> str:
    match reading:
        case ElementString(elements=elements):
            return "".join(f"({code}){value}" for code, value in elements)
        case Gtin(given=given):
            return f"article number {given}"
        case _:
            return type(reading).__name__


def _readable(answer: Answer, others: list[str]) -> str:
    pairs = answer["gs1"]
    assert isinstance(pairs, dict)
    problems = answer["problems"]
    assert isinstance(problems, list)
    identifier = str(answer["symbology"] or "")
    rows = [
        ("scanned", json.dumps(answer["raw"], ensure_ascii=False)),
        ("as", f"{identifier} {symbology.name(identifier)}".strip()),
        ("means", str(answer["kind"])),
        *((f"({code})", value) for code, value in pairs.items()),
        *(("or", other) for other in others),
        ("link", str(answer["uri"] or "")),
        ("text", json.dumps(answer["text"], ensure_ascii=False)),
        *(("problem", str(problem).replace("_", " ")) for problem in problems),
    ]
    lines = [f"{name:>8}  {value}" for name, value in rows if value]
    return "\n".join(lines).encode("utf-8", "backslashreplace").decode() + "\n"
