"""GS1's own test vectors, where they are at hand, against what we read.

Rows left out, and why:

| rows | why |
|---|---|
| `scan` without a known AIM identifier | plain text to us: a wedge rarely sends one |
| `scan` with an empty QR, DataMatrix or DotCode | to a person, an empty code is a problem |
| `scan` of a Digital Link (`https://`) | not read as GS1 yet: plain text |
| `lint.iso3166`, `iso4217`, `packagetype`, `iban`, ... | tables we do not check, see `ai.py` |
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scanners.codes import ai, gs1, symbology
from scanners.codes.checks import CHECKS, read_date
from scanners.codes.parse import parse
from scanners.codes.scan import ElementString, Frame, Gtin, Plain, Scan

GS1 = Path(__file__).parents[3] / "shared" / "gs1"
LINTS = {  # the official name -> ours
    "csum": "check", "yymmdd": "date", "yyyymmdd": "date8", "hhmi": "hhmm", "hh": "hh", "mi": "mm",
    "ss": "ss", "nonzero": "nonzero", "winding": "winding",
    "pieceoftotal": "pieces", "hyphen": "hyphen", "yesno": "yesno", "nozeroprefix": "nozero",
    "iso5218": "sex", "hasnondigit": "nondigit", "latitude": "latitude", "longitude": "longitude",
}  # fmt: skip


def rows(name: str) -> list[list[Any]]:
    path = GS1 / "vectors.json"
    if not path.exists():
        pytest.skip(f"vectors not at hand: {name} needs ../shared/gs1/vectors.json")
    vectors = json.loads(path.read_text(encoding="utf-8"))
    lint: list[list[Any]] = vectors["lint"].get(name.removeprefix("lint."), [])
    return lint if name.startswith("lint.") else vectors[name]


def check(name: str, wrong: list[Any], right: int, floor: int) -> None:
    assert not wrong, f"{name}: {wrong}"
    assert right >= floor, f"{name}: only {right} rows were tried"


def canonical(data: str) -> str:
    return "^" + data.replace(gs1.GS, "^")


def test_element_strings_are_taken_and_refused_as_by_the_reference() -> None:
    wrong, right = [], 0
    for ok, data in rows("proc"):
        found = data[:1] == "^" and bool(gs1.read(data[1:].replace("^", gs1.GS)).pairs)
        right += found == (ok == "true")
        wrong += [data] if found != (ok == "true") else []
    check("proc", wrong, right, 48)


def test_the_form_people_read_gives_the_same_data() -> None:
    wrong, right = [], 0
    for ok, bracketed, data in rows("ai"):
        found = gs1.read_bracketed(bracketed).pairs
        good = canonical(gs1.write(found)) == data if ok == "true" else not found
        right += good
        wrong += [] if good else [bracketed]
    check("ai", wrong, right, 18)


def left_out(scan: str) -> bool:
    identifier, text = symbology.split(scan)
    return not identifier or "https://" in text.lower() or scan in {"]Q1", "]d1"}


def told(scan: Scan) -> str:
    """Write a scan the way the vectors do."""
    match scan.readings:
        case (ElementString(elements=(_, *rest)), Gtin(given=given), Plain()):
            return f"{given}|{canonical(gs1.write(tuple(rest)))}"
        case (ElementString(elements=elements), Plain()):
            return canonical(gs1.write(elements))
        case _:
            text = scan.text
            return "\\" * (text.lstrip("\\")[:1] == "^") + text


def test_scanned_data_is_read_as_by_the_reference() -> None:
    wrong, right = [], 0
    for ok, data, _symbology, expected in rows("scan"):
        if left_out(data):
            continue
        scan = parse(Frame(data))
        good = told(scan) == expected and not scan.problems if ok == "true" else scan.problems
        right += bool(good)
        wrong += [] if good else [data]
    check("scan", wrong, right, 26)


def test_dates_with_an_open_day() -> None:
    wrong, right = [], 0
    for ok, _function, value, *_ in rows("lint.yymmd0"):
        good = (read_date(value) is not None) == ok
        right += good
        wrong += [] if good else [value]
    check("yymmd0", wrong, right, 38)


@pytest.mark.parametrize(("official", "ours"), LINTS.items())
def test_single_checks(official: str, ours: str) -> None:
    """Only values whose characters and length an identifier would let through to the check."""
    parts = [p for entry in ai.AIS.values() for p in entry.parts if p.check is CHECKS[ours]]
    wrong, right = [], 0
    for ok, _function, value, *_ in rows(f"lint.{official}"):
        fits = any(
            p.shortest <= len(value) <= p.longest and (p.kind != "n" or value.isdigit())
            for p in parts
        )
        good = not fits or (CHECKS[ours](value) is None) == ok
        right += fits and good
        wrong += [] if good else [value]
    check(official, wrong, right, 1)


def test_the_table_is_that_of_gs1() -> None:
    path = GS1 / "syntax-dictionary.txt"
    if not path.exists():
        pytest.skip("vectors not at hand: needs ../shared/gs1/syntax-dictionary.txt")
    official = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"(\d+)(?:-(\d+))? +([*?]*) +([^#]*)", line):
            first, last, flags, layout = found.groups()
            shape = re.findall(r"(?<!\S)(\[?)([NXYZ])(\.\.)?(\d+)", layout)
            for number in range(int(first), int(last or first) + 1):
                official[str(number).zfill(len(first))] = ("*" in flags, shape)
    ours = {
        entry.code: (
            entry.fixed > 0,
            [
                (
                    "[" * part.optional,
                    part.kind.upper(),
                    ".." * (part.shortest != part.longest),
                    str(part.longest),
                )
                for part in entry.parts
            ],
        )
        for entry in ai.AIS.values()
    }
    assert ours == official
