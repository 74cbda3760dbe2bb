"""GS1's own test vectors, family by family: how many rows we read as the reference does.

python -m tests.codes          (the table)
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scanners.codes import ai, gs1, link
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


@dataclass(frozen=True)
class Count:
    """How many rows were read as the reference reads them, and the others."""

    right: int
    wrong: tuple[str, ...]

    @property
    def rows(self) -> int:
        return self.right + len(self.wrong)


def rows(name: str) -> list[list[Any]]:
    vectors = json.loads((GS1 / "vectors.json").read_text(encoding="utf-8"))
    lint: list[list[Any]] = vectors["lint"].get(name.removeprefix("lint."), [])
    return lint if name.startswith("lint.") else vectors[name]


def canonical(data: str) -> str:
    return "^" + data.replace(gs1.GS, "^")


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


def element_strings() -> Iterator[tuple[str, bool]]:
    for ok, data in rows("proc"):
        found = data[:1] == "^" and bool(gs1.read(data[1:].replace("^", gs1.GS)).pairs)
        yield data, found == (ok == "true")


def bracketed() -> Iterator[tuple[str, bool]]:
    for ok, given, data in rows("ai"):
        found = gs1.read_bracketed(given).pairs
        yield given, canonical(gs1.write(found)) == data if ok == "true" else not found


def scanned() -> Iterator[tuple[str, bool]]:
    for ok, data, _symbology, expected in rows("scan"):
        scan = parse(Frame(data))
        good = told(scan) == expected and not scan.problems if ok == "true" else scan.problems
        yield data, bool(good)


def links() -> Iterator[tuple[str, bool]]:
    for _ok, uri, data in rows("dl"):
        found = parse(Frame(f"]Q1{uri}")).message
        yield uri, (canonical(gs1.write(found.elements)) if found else "") == data


def links_written() -> Iterator[tuple[str, bool]]:
    for ok, stem, given, uri in rows("gendl"):
        pairs = gs1.read_bracketed(given).pairs
        yield given, (link.write(stem, pairs) if pairs else None) == (uri if ok == "true" else None)


def open_days() -> Iterator[tuple[str, bool]]:
    for ok, _function, value, *_ in rows("lint.yymmd0"):
        yield value, (read_date(value) is not None) == ok


def single(official: str) -> Iterator[tuple[str, bool]]:
    """Only values whose characters and length an identifier would let through to the check."""
    ours = CHECKS[LINTS[official]]
    parts = [p for entry in ai.AIS.values() for p in entry.parts if p.check is ours]
    for ok, _function, value, *_ in rows(f"lint.{official}"):
        if any(
            p.shortest <= len(value) <= p.longest and (p.kind != "n" or value.isdigit())
            for p in parts
        ):
            yield value, (ours(value) is None) == ok


def every_single() -> Iterator[tuple[str, bool]]:
    for official in LINTS:
        yield from single(official)


FAMILIES: dict[str, Callable[[], Iterator[tuple[str, bool]]]] = {
    "element strings": element_strings,
    "bracketed text": bracketed,
    "scan data": scanned,
    "Digital Links read": links,
    "Digital Links written": links_written,
    "dates with day 00": open_days,
    "single checks": every_single,
}


def count(read: Iterator[tuple[str, bool]]) -> Count:
    found = list(read)
    return Count(sum(good for _, good in found), tuple(data for data, good in found if not good))
