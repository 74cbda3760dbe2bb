"""GS1 Digital Links as scanners send them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners.codes import gs1, link
from scanners.codes.parse import parse
from scanners.codes.scan import CodeProblem, Frame, Plain

GTIN = "09506000134352"


@pytest.mark.parametrize("aim", ["", "]Q1", "]d1", "]J0"])
def test_a_link_says_what_an_element_string_says(aim: str) -> None:
    uri = (
        f"https://example.com/some/where/01/{GTIN[1:]}/10/A%2FB?17=261200&utm_source=x&3103=001250"
    )
    scan = parse(Frame(aim + uri))
    said = scan.message
    assert said
    assert not scan.problems
    assert (said.gtin, said.lot, str(said.expiry), said.uri) == (GTIN, "A/B", "2026-12-31", uri)
    assert str(said.measures[0].value) == "1.250"
    assert {GTIN, GTIN[1:]} <= set(scan.keys)


@pytest.mark.parametrize(
    ("uri", "problem"),
    [
        ("https://example.com/about", CodeProblem.NO_DIGITAL_LINK),
        ("https://example.com/01/%zz", CodeProblem.NO_DIGITAL_LINK),
        (f"https://user@example.com/01/{GTIN}", CodeProblem.NO_DIGITAL_LINK),
        (f"https://example.com/01/{GTIN}/21/S/10/L", CodeProblem.NO_DIGITAL_LINK),  # wrong order
        (f"https://example.com/01/{GTIN[:-1]}9", CodeProblem.CHECK_DIGIT),
        (f"https://example.com/01/{GTIN}?17=261301", CodeProblem.BAD_DATE),
        (f"https://example.com/01/{GTIN}?10=", CodeProblem.TRUNCATED),
        (f"https://example.com/01/{GTIN}?10=A&10=A", CodeProblem.REPEATED_AI),
        (f"https://example.com/01/{GTIN}?89=A", CodeProblem.UNKNOWN_AI),
        (f"https://example.com/01/{GTIN}/10/A%1D21B", CodeProblem.TRUNCATED),
        (f"https://example.com/01/{GTIN}/10/%C3%A9", CodeProblem.BAD_CHARACTER),
    ],
)
def test_another_address_is_plain_text_and_told_so(uri: str, problem: CodeProblem) -> None:
    scan = parse(Frame(f"]Q1{uri}"))
    assert scan.readings == (Plain(uri),)
    assert scan.problems == (problem,)


@given(st.text("!\"%&'()*+,-./0123456789:;<=>?ABC_abc", min_size=1, max_size=20), st.booleans())
def test_what_is_written_is_read(lot: str, serial: bool) -> None:
    pairs = (("01", GTIN), ("10", lot), *((("21", lot),) if serial else ()), ("17", "261231"))
    uri = link.write("https://id.gs1.org/", pairs)
    assert uri
    assert link.read(uri) == gs1.Pairs(pairs)


def test_a_link_needs_a_key_to_begin_with() -> None:
    assert link.write("https://id.gs1.org", (("99", "A"),)) is None
    assert link.write("https://id.gs1.org", (("01", GTIN), ("8200", "http://x"))) is None
