"""One scan parsed: by kind, and with a company's own rules as well."""

import time
from statistics import median

import pytest

from scanners.codes.known import Known
from scanners.codes.parse import parse
from scanners.codes.scan import Frame
from tests.bench.figures import Figure, tell
from tests.fuzz.run import WAYS

pytestmark = [pytest.mark.bench, pytest.mark.rows("parse")]

GOAL_US = 150
ROUNDS = 2_000
GTIN = "09506000134352"
SCANS = {
    "ean": "]E04006381333931",
    "plain_ean": "4006381333931",
    "gs1_128": f"]C101{GTIN}1726123110ABC",
    "five_pairs": f"]d201{GTIN}1726123110ABC\x1d21S-1\x1d3103001250",
    "link": f"]Q1https://id.gs1.org/01/{GTIN}/10/ABC?17=261231",
    "house": "SHL.A-01-03J",
    "separator_lost": f"01{GTIN}10ABC17261231",
}


def microseconds(text: str, known: Known) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter_ns()
        parse(Frame(text), 2026, known)
        taken.append((time.perf_counter_ns() - began) / 1_000)
    return median(taken)


def test_a_scan_is_parsed_in_no_time() -> None:
    nothing, _, _, rules = WAYS
    figures = [
        Figure(f"parse.{name}", microseconds(text, nothing), "us", GOAL_US, 1)
        for name, text in SCANS.items()
    ]
    with_rules = microseconds(SCANS["five_pairs"], rules)
    tell([*figures, Figure("parse.five_pairs_with_rules", with_rules, "us", GOAL_US, 1)])
