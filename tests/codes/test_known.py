"""What the company's own data settles: lots whose separator was lost, its rules for barcodes."""

from datetime import date
from decimal import Decimal

import pytest

from scanners.codes import gtin
from scanners.codes.known import Known
from scanners.codes.nomenclature import Conversion, Nomenclature, Rule, apply, prepared
from scanners.codes.parse import parse
from scanners.codes.pattern import compiled
from scanners.codes.scan import (
    CodeProblem,
    Frame,
    Measure,
    MeasureKind,
    Ruled,
    RuledPart,
    Scan,
)

GTIN = "09506000134352"
GS = "\x1d"
GS1_RULES = (
    Rule("article", "product", "gs1-128", r"(01)(\d{14})", content="identifier"),
    Rule("lot", "lot", "gs1-128", r"(10)([A-Z0-9]{0,20})", content="alpha"),
    Rule("expiry", "expiration_date", "gs1-128", r"(17)(\d{6})", content="date"),
    Rule("weight", "quantity", "gs1-128", r"(310[0-5])(\d{6})", content="measure", decimal=True),
)
SEPARATOR = r"(Alt029|#|\x1D)"


def lots(text: str, known: Known) -> tuple[list[str | None], bool]:
    scan = parse(Frame(text), 2026, known)
    said = [r.lot for r in scan.readings if hasattr(r, "lot")]
    return said, CodeProblem.SEPARATOR_MAYBE_LOST in scan.problems


def pattern(text: str) -> Known:
    program = compiled(text)
    assert program
    return Known(lot_patterns=(program,))


@pytest.mark.parametrize(
    ("data", "known", "expected"),
    [
        # Nothing known: what could be pairs to the end is offered beside it.
        ("10ABC17261231", Known(), (["ABC17261231", "ABC"], True)),
        ("10ABC21X9", Known(), (["ABC21X9"], False)),
        # A lot of ours ends the doubt, one way or the other.
        ("10ABC17261231", Known(frozenset({"ABC17261231"})), (["ABC17261231"], False)),
        ("10ABC17261231", Known(frozenset({"ABC"})), (["ABC17261231", "ABC"], True)),
        ("10ABC21X9", Known(frozenset({"ABC"})), (["ABC21X9", "ABC"], True)),
        # So does how our lots look.
        ("10ABC17261231", pattern(r"[A-Z]{3}\d{8}"), (["ABC17261231"], False)),
        ("10ABC21X9", pattern("[A-Z]{3}"), (["ABC21X9", "ABC"], True)),
        # A scanner that passed a separator on has lost none.
        (f"10ABC21X9{GS}30001", Known(frozenset({"ABC"})), (["ABC21X9"], False)),
    ],
)
def test_a_lost_separator(data: str, known: Known, expected: tuple[list[str], bool]) -> None:
    assert lots(f"01{GTIN}{data}", known) == expected
    assert lots(f"]C101{GTIN}{data}", known) == expected


def ean(body: str) -> str:
    return body + gtin.check_digit(body)


def ruled(text: str, *rules: Rule, conversion: Conversion = Conversion.ALWAYS) -> RuledPart | None:
    found = apply(prepared(rules, conversion), text, 2026)
    assert found is None or isinstance(found, Ruled)
    return found.parts[0] if found else None


WEIGHT = Rule("weight", "weight", "ean13", "21.....{NNDDD}")


def test_a_weight_in_an_article_number() -> None:
    code = ean("211234501250")
    part = ruled(code, WEIGHT)
    assert part == RuledPart("weight", code, ean("211234500000"), Decimal("1.250"))
    assert ruled(ean("221234501250"), WEIGHT) is None
    assert ruled(code[:-1] + str((int(code[-1]) + 1) % 10), WEIGHT) is None


def test_a_weighed_article_is_found_by_its_number_and_counts_as_what_was_weighed() -> None:
    rules = prepared((WEIGHT,), Conversion.ALWAYS)
    scan = parse(Frame(f"]E0{ean('211234501250')}"), 2026, Known(rules=rules))
    assert ean("211234500000") in scan.keys
    assert scan.message
    assert scan.message.measures == (Measure(MeasureKind.NET_WEIGHT, Decimal("1.250"), "kg"),)
    # Without a weight it is the article itself, and a price is no amount.
    assert parse(Frame(ean("211234500000")), 2026, Known(rules=rules)).message is None
    priced = Rule("price", "price", "ean13", "21.....{NNDDD}")
    scan = parse(
        Frame(ean("211234501250")), 2026, Known(rules=prepared((priced,), Conversion.ALWAYS))
    )
    assert scan.message is None
    assert ean("211234500000") not in scan.keys


def test_an_alias_is_read_by_the_rules_after_it() -> None:
    alias = Rule("old label", "alias", "any", "OLD1", alias=ean("211234500500"))
    part = ruled("OLD1", alias, WEIGHT)
    assert part
    assert (part.type, part.amount) == ("weight", Decimal("0.500"))
    assert ruled("OLD1", alias) == RuledPart("alias", ean("211234500500"), ean("211234500500"))


@pytest.mark.parametrize(
    ("text", "encoding", "conversion", "code"),
    [
        ("036000291452", "ean13", Conversion.ALWAYS, "0036000291452"),
        ("036000291452", "ean13", Conversion.EAN_TO_UPC, None),
        ("0036000291452", "upca", Conversion.EAN_TO_UPC, "036000291452"),
        ("0036000291452", "upca", Conversion.NONE, None),
    ],
)
def test_upc_and_ean(text: str, encoding: str, conversion: Conversion, code: str | None) -> None:
    part = ruled(text, Rule("all", "product", encoding, ".*"), conversion=conversion)
    assert (part.code if part else None) == code


def gs1_rules(*rules: Rule) -> Nomenclature:
    return prepared(rules, Conversion.ALWAYS, SEPARATOR)


def by_rules(text: str, *rules: Rule) -> Scan:
    return parse(Frame(text), 2026, Known(rules=gs1_rules(*rules)))


def test_gs1_rules_of_the_company_agree_with_gs1() -> None:
    scan = by_rules(f"]C101{GTIN}310300125010L1{GS}17261200", *GS1_RULES)
    assert not scan.problems
    assert scan.readings[1] == Ruled(
        (
            RuledPart("product", GTIN, GTIN),
            RuledPart("quantity", "001250", "001250", Decimal("1.250")),
            RuledPart("lot", "L1", "L1"),
            RuledPart("expiration_date", "261200", "261200", day=date(2026, 12, 31)),
        )
    )


def test_where_the_companys_rules_disagree_both_are_offered() -> None:
    own = Rule("own lot", "lot", "gs1-128", "(10)([A-Z]{3})", content="alpha")
    scan = by_rules(f"]C101{GTIN}10ABC17261231", GS1_RULES[0], own, GS1_RULES[2])
    assert CodeProblem.RULES_DISAGREE in scan.problems
    assert scan.message
    assert scan.message.lot == "ABC17261231"
    [said] = [reading for reading in scan.readings if isinstance(reading, Ruled)]
    assert [part.code for part in said.parts] == [GTIN, "ABC", "261231"]


def test_rules_that_are_not_understood_are_named_and_left_out() -> None:
    bad = Rule("looks ahead", "product", "any", "(?=a)")
    found = prepared((bad, WEIGHT), Conversion.NONE)
    assert (len(found.rules), found.unfit) == (1, ("looks ahead",))


def test_hostile_rules_are_given_up() -> None:
    rules = [Rule(f"{n}", "product", "any", "(a*b?)+(a|a)+(.*)(.*)c" + "." * 20) for n in range(99)]
    rules += [Rule("much", "product", "any", "(a+b?){1,60}(a|aa)+(.+)(.+)c" + "." * 90)] * 99
    found = apply(prepared(tuple(rules), Conversion.NONE), "a" * 200, 2026)
    assert found is CodeProblem.RULES_TOO_COSTLY
