"""The company's own rules for its barcodes: weights and prices in article numbers, aliases, GS1."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scanners.codes import gtin
from scanners.codes.checks import read_date
from scanners.codes.pattern import Program, compiled
from scanners.codes.regex import Budget, match
from scanners.codes.scan import (
    CodeProblem,
    ElementString,
    Measure,
    MeasureKind,
    Ruled,
    RuledPart,
)

RULES_MAX = 200
TEXT_LENGTH_MAX = 200
WEIGHT = "weight"
ALIAS = "alias"
_NUMBER = re.compile(r"\{(N*)(D*)\}")
_LENGTHS = {"ean13": 13, "ean8": 8, "upca": 12}
_GS1_STARTS = re.compile(r"^(?:\][Ced][120]|\]Q3|\]J1|\x1d)")


class Conversion(StrEnum):
    """Whether a UPC is looked at as an EAN, and the other way round."""

    NONE = "none"
    EAN_TO_UPC = "ean2upc"
    UPC_TO_EAN = "upc2ean"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the company wrote it; `content` and `decimal` are of GS1 rules only."""

    name: str
    type: str
    encoding: str
    pattern: str
    alias: str = ""
    content: str = ""
    decimal: bool = False


@dataclass(frozen=True, slots=True)
class _Ready:
    """A rule with its pattern compiled: where a number stands in it, and its digits."""

    rule: Rule
    program: Program
    length: int
    at: int = 0
    whole: int = 0
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """A company's rules, ready; `unfit` names those that are not understood, for the setup page."""

    rules: tuple[_Ready, ...]
    conversion: Conversion
    gs1: bool
    unfit: tuple[str, ...]


def prepared(rules: tuple[Rule, ...], conversion: Conversion, separator: str = "") -> Nomenclature:
    """Make rules ready; with a separator it is a GS1 nomenclature, and only its GS1 rules count."""
    ready: list[_Ready] = []
    unfit: list[str] = [rule.name for rule in rules[RULES_MAX:]]
    for rule in rules[:RULES_MAX]:
        if bool(separator) != (rule.encoding == "gs1-128"):
            continue
        made = _gs1_ready(rule, separator) if separator else _ready(rule)
        if made:
            ready.append(made)
        else:
            unfit.append(rule.name)
    return Nomenclature(tuple(ready), conversion, bool(separator), tuple(unfit))


def apply(nomenclature: Nomenclature, text: str, year: int) -> Ruled | CodeProblem | None:
    """Read a text by the rules; None where none fits."""
    if not text or len(text) > TEXT_LENGTH_MAX:
        return None
    budget = Budget()
    if nomenclature.gs1:
        found = _message(nomenclature, text, year, budget)
    else:
        found = _single(nomenclature, text, budget)
    return found if budget.steps > 0 else CodeProblem.RULES_TOO_COSTLY


def weighed(found: Ruled) -> ElementString | None:
    """Read an article number with a weight in it as a label that states both, as GS1's own do."""
    for part in found.parts:
        is_number = gtin.is_digits(part.base) and len(part.base) in {12, 13}
        if part.type == WEIGHT and part.amount and is_number:
            value14 = gtin.pad(part.base)
            weight = Measure(MeasureKind.NET_WEIGHT, part.amount, "kg")
            return ElementString(elements=(("01", value14),), gtin=value14, measures=(weight,))
    return None


# ---------------------------------------------------------------- one rule for a whole code


def _ready(rule: Rule) -> _Ready | None:
    number = _NUMBER.search(rule.pattern)
    if number is None or number.end() - number.start() == 2:
        program = compiled(rule.pattern)
        return _Ready(rule, program, len(rule.pattern)) if program else None
    whole, decimals = len(number[1]), len(number[2])
    zeros = "0" * (whole + decimals)
    pattern = rule.pattern[: number.start()] + zeros + rule.pattern[number.end() :]
    program = compiled(pattern)
    if program is None:
        return None
    return _Ready(rule, program, len(pattern), number.start(), whole, decimals)


def _single(nomenclature: Nomenclature, text: str, budget: Budget) -> Ruled | None:
    aliased = ""
    for ready in nomenclature.rules:
        code = _converted(aliased or text, ready.rule.encoding, nomenclature.conversion)
        part = _is_of(code, ready.rule.encoding) and _part(ready, code, budget)
        if not part:
            continue
        if ready.rule.type != ALIAS:
            return Ruled((part,))
        aliased = ready.rule.alias
    return Ruled((RuledPart(ALIAS, aliased, aliased),)) if aliased else None


def _converted(code: str, encoding: str, conversion: Conversion) -> str:
    widened = {Conversion.UPC_TO_EAN, Conversion.ALWAYS}
    narrowed = {Conversion.EAN_TO_UPC, Conversion.ALWAYS}
    if encoding == "ean13" and conversion in widened and _is_of(code, "upca"):
        return f"0{code}"
    if encoding == "upca" and conversion in narrowed and code[0] == "0" and _is_of(code, "ean13"):
        return code[1:]
    return code


def _is_of(code: str, encoding: str) -> bool:
    length = _LENGTHS.get(encoding)
    if length is None:
        return encoding == "any"
    return len(code) == length and gtin.is_digits(code) and gtin.checks_out(code)


def _part(ready: _Ready, code: str, budget: Budget) -> RuledPart | None:
    size = ready.whole + ready.decimals
    digits = code[ready.at : ready.at + size]
    if size and not (len(digits) == size and gtin.is_digits(digits)):
        return None
    base = code[: ready.at] + "0" * size + code[ready.at + size :] if size else code
    if match(ready.program, base[: ready.length], budget) is None:
        return None
    if ready.rule.encoding in {"ean13", "upca"}:
        base = base[:-1] + gtin.check_digit(base[:-1])
    amount = Decimal(digits).scaleb(-ready.decimals) if size else None
    return RuledPart(ready.rule.type, code, base, amount)


# ---------------------------------------------------------------- GS1 rules, one after another


def _gs1_ready(rule: Rule, separator: str) -> _Ready | None:
    program = compiled(f"{rule.pattern}(?:{separator})?")
    return _Ready(rule, program, 0) if program and program.groups >= 2 else None


def _message(nomenclature: Nomenclature, text: str, year: int, budget: Budget) -> Ruled | None:
    rest = _GS1_STARTS.sub("", text, count=1)
    parts: list[RuledPart] = []
    while rest:
        for ready in nomenclature.rules:
            found = match(ready.program, rest, budget)
            part = found and _gs1_part(ready.rule, found.groups[0], found.groups[1], year)
            if found and found.end and part:
                parts.append(part)
                rest = rest[found.end :]
                break
        else:
            return None
    return Ruled(tuple(parts))


def _gs1_part(rule: Rule, code: str, value: str, year: int) -> RuledPart | None:
    digits = gtin.is_digits(value)
    match rule.content:
        case "measure":
            places = int(code[-1]) if rule.decimal and gtin.is_digits(code[-1:]) else 0
            amount = Decimal(value).scaleb(-places) if digits else None
            return RuledPart(rule.type, value, value, amount) if digits else None
        case "identifier":
            right = digits and len(value) > 1 and gtin.checks_out(value)
            return RuledPart(rule.type, value, value) if right else None
        case "date":
            day = read_date(value, year)
            return RuledPart(rule.type, value, value, day=day) if day else None
        case _:
            return RuledPart(rule.type, value, value)
