"""A company's own rules for its barcodes, as somebody wrote them in the ERP."""

from dataclasses import dataclass

RULES_MAX = 200
TEXT_MAX = 250
"""A longer name or pattern is none: the rule is left out."""


@dataclass(frozen=True, slots=True)
class BarcodeRule:
    """One rule: what its pattern means. `content` and `decimal` are of rules for GS1."""

    name: str
    type: str
    encoding: str
    pattern: str
    alias: str = ""
    content: str = ""
    decimal: bool = False


@dataclass(frozen=True, slots=True)
class BarcodeRules:
    """The rules of one company, in their order; with a `separator` they are for GS1 only."""

    company: int
    conversion: str
    separator: str
    rules: tuple[BarcodeRule, ...]
