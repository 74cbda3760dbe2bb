"""barcode.nomenclature and barcode.rule: what a company makes of its barcodes."""

from sync.core.barcodes import RULES_MAX, TEXT_MAX, BarcodeRule, BarcodeRules
from sync.erp.odoo.api import Row
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.translate.values import text
from sync.wire.failures import Failure

COMPANY_FIELDS = ("nomenclature_id",)
NOMENCLATURE_FIELDS = ("upc_ean_conv", "is_gs1_nomenclature", "gs1_separator_fnc1", "rule_ids")
RULE_FIELDS = (
    "name", "type", "encoding", "pattern", "alias", "gs1_content_type", "gs1_decimal_usage",
)  # fmt: skip
FNC1 = "\x1d"


async def barcodes(source: Source) -> tuple[BarcodeRules, ...]:
    """Read the rules of every company of the user; who may not read them works without."""
    asked: dict[str, object] = {"domain": [["id", "in", list(source.range.companies)]]}
    companies = await source.search("res.company", {**asked, "fields": list(COMPANY_FIELDS)})
    if isinstance(companies, Failure):
        return ()
    chosen = {row["id"]: row["nomenclature_id"] for row in companies if row["nomenclature_id"]}
    named = {"domain": [["id", "in", sorted(set(chosen.values()))]]}
    found = await source.search(
        "barcode.nomenclature", {**named, "fields": list(NOMENCLATURE_FIELDS)}
    )
    if isinstance(found, Failure):
        return ()
    of = {row["id"]: await _rules(source, row) for row in found}
    return tuple(
        BarcodeRules(
            company=company,
            conversion=text(row["upc_ean_conv"]),
            separator=(text(row["gs1_separator_fnc1"]) or FNC1) * row["is_gs1_nomenclature"],
            rules=of[row["id"]],
        )
        for company, nomenclature in sorted(chosen.items())
        for row in found
        if row["id"] == nomenclature
    )


async def _rules(source: Source, nomenclature: Row) -> tuple[BarcodeRule, ...]:
    named = {
        "domain": [["id", "in", nomenclature["rule_ids"][:RULES_MAX]]],
        "fields": list(RULE_FIELDS),
        "order": "sequence, id",
    }
    rows = await source.search("barcode.rule", named)
    return () if isinstance(rows, Failure) else tuple(_rule(row) for row in rows if _fits(row))


def _fits(row: Row) -> bool:
    return all(len(row[field] or "") <= TEXT_MAX for field in ("name", "pattern", "alias"))


def _rule(row: Row) -> BarcodeRule:
    return BarcodeRule(
        name=text(row["name"]),
        type=text(row["type"]),
        encoding=text(row["encoding"]),
        pattern=text(row["pattern"]),
        alias=text(row["alias"]),
        content=text(row["gs1_content_type"]),
        decimal=bool(row["gs1_decimal_usage"]),
    )
