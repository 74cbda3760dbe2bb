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
from collections.abc import Iterator

import pytest

from scanners.codes import ai, gs1, together
from scanners.commands import parse as command
from tests.codes import families
from tests.codes.families import GS1, LINTS, rows

EXCEPTIONS = {"ABC", "]Q1", "]d1"}
PERMITTED = "https://example.com/01/09520123456788?99=XYZ&89=ABC123"

needs_vectors = pytest.mark.skipif(
    not (GS1 / "vectors.json").exists(),
    reason="vectors not at hand: needs ../shared/gs1/vectors.json",
)


def check(read: Iterator[tuple[str, bool]], floor: int) -> None:
    found = families.count(read)
    assert not found.wrong, found.wrong
    assert found.right >= floor, f"only {found.right} rows were tried"


@needs_vectors
def test_element_strings_are_taken_and_refused_as_by_the_reference() -> None:
    check(families.element_strings(), 48)


@needs_vectors
def test_the_form_people_read_gives_the_same_data() -> None:
    check(families.bracketed(), 18)


@needs_vectors
def test_scanned_data_is_read_as_by_the_reference() -> None:
    found = families.count(families.scanned())
    assert set(found.wrong) == EXCEPTIONS
    assert found.right >= 0.9 * found.rows


@needs_vectors
def test_links_are_taken_and_refused_as_by_the_reference() -> None:
    found = families.count(families.links())
    assert found.wrong == (PERMITTED,)
    assert found.right >= 0.9 * found.rows


@needs_vectors
def test_links_are_written_as_by_the_reference() -> None:
    check(families.links_written(), 10)


@needs_vectors
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


@needs_vectors
def test_dates_with_an_open_day() -> None:
    check(families.open_days(), 38)


@needs_vectors
@pytest.mark.parametrize("official", LINTS)
def test_single_checks(official: str) -> None:
    check(families.single(official), 1)


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
