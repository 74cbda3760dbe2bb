"""GS1's own test vectors, where they are at hand, against what we read.

Rows read otherwise than by the reference, and why (EXCEPTIONS; every other row must agree):

| rows | why |
|---|---|
| `scan` of `ABC`, without an AIM identifier | plain text to us: a wedge rarely sends one |
| `scan` of an empty QR or DataMatrix | to a person, an empty code is a problem |
| `dl` with unknown numbers in the query permitted | an option of the reference: `89=` is refused |
| `gendl`, `genscan` of symbols we do not make | writing is for labels: links are compared here |
| `lint.iso3166`, `iso4217`, `packagetype`, `iban`, ... | tables we do not check, see `ai.py` |

Options of the reference that are always on: a GTIN in a link may lack its zeros, and the words of
earlier links ("gtin", "ser") are read.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scanners.codes import ai, gs1, link, together
from scanners.codes.checks import CHECKS, read_date
from scanners.codes.parse import parse
from scanners.codes.scan import ElementString, Frame, Gtin, Plain, Scan
from scanners.commands import parse as command

EXCEPTIONS = {"ABC", "]Q1", "]d1"}
PERMITTED = "https://example.com/01/09520123456788?99=XYZ&89=ABC123"
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


def told(scan: Scan) -> str:
    """Write a scan the way the vectors do."""
    match scan.readings:
        case (ElementString(elements=(_, *rest)), Gtin(given=given), Plain()):
            return f"{given}|{canonical(gs1.write(tuple(rest)))}"
        case (ElementString(elements=elements), Plain()):
            return scan.text if scan.message.uri else canonical(gs1.write(elements))
        case _:
            text = scan.text
            return "\\" * (text.lstrip("\\")[:1] == "^") + text


def test_scanned_data_is_read_as_by_the_reference() -> None:
    wrong, right = [], 0
    for ok, data, _symbology, expected in rows("scan"):
        scan = parse(Frame(data))
        good = told(scan) == expected and not scan.problems if ok == "true" else scan.problems
        right += bool(good)
        wrong += [] if good else [data]
    assert set(wrong) == EXCEPTIONS
    assert right >= 0.9 * (right + len(wrong))


def test_links_are_taken_and_refused_as_by_the_reference() -> None:
    wrong, right = [], 0
    for ok, uri, data in rows("dl"):
        found = parse(Frame(f"]Q1{uri}")).message
        good = (canonical(gs1.write(found.elements)) if found else "") == data
        right += good
        wrong += [] if good else [(ok, uri)]
    assert wrong == [("true", PERMITTED)]
    assert right >= 0.9 * (right + len(wrong))


def test_links_are_written_as_by_the_reference() -> None:
    wrong, right = [], 0
    for ok, stem, bracketed, uri in rows("gendl"):
        pairs = gs1.read_bracketed(bracketed).pairs
        good = (link.write(stem, pairs) if pairs else None) == (uri if ok == "true" else None)
        right += good
        wrong += [] if good else [bracketed]
    check("gendl", wrong, right, 10)


def test_every_vector_is_answered_by_the_command() -> None:
    """What a stranger sees who asks the support desk's tool, by family."""

    def agrees(ok: str, scan: str) -> bool:
        said, _ = command.told(json.dumps(scan).encode())
        refused = bool(said["problems"]) or said["kind"] != "gs1"
        return refused == (ok != "true")

    proc = [agrees(ok, "]C1" + data[1:].replace("^", gs1.GS))
            for ok, data in rows("proc") if data[:1] == "^"]  # fmt: skip
    dl = [agrees(ok, f"]d1{uri}") for ok, uri, _ in rows("dl")]
    for family, floor in ((proc, 0.95), (dl, 0.9)):
        assert sum(family) >= floor * len(family)


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


def official() -> list[tuple[list[str], str, str]]:
    """The identifiers of each row of GS1's own table, its flags, and its layout."""
    path = GS1 / "syntax-dictionary.txt"
    if not path.exists():
        pytest.skip("vectors not at hand: needs ../shared/gs1/syntax-dictionary.txt")
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(\d+)(?:-(\d+))? +([*?]*) +([^#]*)", line):
            first, last, flags, layout = match.groups()
            numbers = range(int(first), int(last or first) + 1)
            found.append(([str(n).zfill(len(first)) for n in numbers], flags, layout))
    return found


def test_the_table_is_that_of_gs1() -> None:
    expected = {
        code: ("*" in flags, re.findall(r"(?<!\S)(\[?)([NXYZ])(\.\.)?(\d+)", layout))
        for codes, flags, layout in official()
        for code in codes
    }
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
    assert ours == expected


def test_what_needs_and_contradicts_what_is_that_of_gs1() -> None:
    def alternatives(layout: str, word: str) -> set[frozenset[str]]:
        found = re.findall(rf"(?:^|\s){word}=(\S+)", layout)
        return {frozenset(each.split("+")) for one in found for each in one.split(",")}

    for codes, _flags, layout in official():
        for code in codes:
            assert set(together.NEEDS.get(code, ())) == alternatives(layout, "req"), code
            clashes = {name for each in alternatives(layout, "ex") for name in each}
            assert together.CLASHES.get(code, frozenset()) == clashes, code
