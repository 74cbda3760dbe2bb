"""The company's barcode rules: fetched at log-in, and read as Odoo itself reads them."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.settings.barcodes import known_of
from scanners.codes import gtin
from scanners.codes.nomenclature import apply
from scanners.codes.scan import Ruled, RuledPart
from sync.core.barcodes import BarcodeRules
from sync.erp.choose import Odoo, open_remote
from sync.wire.messages import Hello
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo

GTIN = "09506000134352"
YEAR = datetime.now(tz=UTC).year
RULES = (
    ("weight", "any", "product", "21.....{NNDDD}", "0"),
    ("half", "ean13", "product", "22.{NNN}", "0"),
    ("alias", "any", "alias", "OLD[0-9][0-9]", "4006381333931"),
    ("serials", "any", "product", "(?:SN|LOT)-.", "0"),
    ("eight", "ean8", "product", ".", "0"),
)


def ean(body: str) -> str:
    return body + gtin.check_digit(body)


CODES = (
    ean("211234501250"), ean("211234500005"), "2112345012506x", ean("220123456789"),
    "OLD12", "OLD1", "SN-0001", "LOT-7", "LOT", ean("400638133393"), ean("4012345"), "A.B{C",
    "21AAAAA01250", "", "x" * 60,
)  # fmt: skip
GS1_CODES = (
    f"01{GTIN}10ABC\x1d17261231", f"]C101{GTIN}3103001250", f"01{GTIN}10ABC17261231",
    f"01{GTIN[:-1]}9", "17261200", "99X", f"00{ean('34012345000000001')}37012",
    f"01{GTIN}21S#10L", "8005123456",
)  # fmt: skip


def rules_of(odoo: RunningOdoo) -> tuple[BarcodeRules, ...]:
    async def ask() -> tuple[BarcodeRules, ...]:
        remote = open_remote(Odoo(odoo.url, odoo.database, odoo.api_key))
        said = await remote.hello()
        await remote.close()
        assert isinstance(said, Hello), said
        return said.barcodes

    return asyncio.run(ask())


def test_odoo_as_it_comes_has_rules_for_gs1_or_for_all(odoo: RunningOdoo) -> None:
    [rules] = rules_of(odoo)
    assert (rules.company, rules.conversion) == (1, "always")
    assert len(rules.rules) >= 1


def test_our_reading_is_that_of_odoo(odoo: RunningOdoo) -> None:
    admin = odoo.person
    lines = [
        (0, 0, {"name": n, "encoding": e, "type": t, "pattern": p, "alias": a, "sequence": k})
        for k, (n, e, t, p, a) in enumerate(RULES, 1)
    ]
    values = {"name": "Ours", "upc_ean_conv": "always", "rule_ids": lines}
    [own] = admin.call("barcode.nomenclature", "create", vals_list=[values])
    gs1 = admin.find("barcode.nomenclature", [["is_gs1_nomenclature", "=", True]], ["name"])
    for nomenclature, codes in ((own, CODES), (gs1[0]["id"], GS1_CODES)):
        admin.call("res.company", "write", ids=[1], vals={"nomenclature_id": nomenclature})
        known = known_of(rules_of(odoo), 1)
        assert known.rules
        assert not known.rules.unfit
        for code in filter(None, codes):
            said = admin.call(
                "barcode.nomenclature", "parse_barcode", ids=[nomenclature], barcode=code
            )
            found = apply(known.rules, code, YEAR)
            parts = found.parts if isinstance(found, Ruled) else ()
            assert [_told(part) for part in parts] == _said(said, code), code


def _told(part: RuledPart) -> tuple[str, str, Decimal | None]:
    return part.type, part.code, part.amount and part.amount.normalize()


def _said(said: Any, code: str) -> list[tuple[str, str, Decimal | None]]:
    """Odoo answers a list for GS1 rules, and one thing for others; `error` where none fits.

    It says `error` too where an alias fits and no rule after it, but with the alias as the code.
    """
    rows = [] if not said else said if isinstance(said, list) else [said]
    if rows and rows[0]["type"] == "error" and rows[0]["code"] != code:
        return [("alias", rows[0]["code"], None)]
    return [
        (row["type"], str(row.get("string_value") or row["code"]), _amount(row))
        for row in rows
        if row["type"] != "error"
    ]


def _amount(row: dict[str, Any]) -> Decimal | None:
    value = row["value"]
    return Decimal(str(value)).normalize() if isinstance(value, int | float) and value else None
