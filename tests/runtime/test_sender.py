"""Who sends it stands on a logistic label: as the house says, else the company in the ERP."""

import asyncio
import json
from pathlib import Path

import pytest

from app.base.messages import Action
from app.base.printing import UsePrinter
from app.base.wanted import pack_label
from scanners.printers.stationery import ASSETS
from sync.erp.training.names import COMPANIES
from tests.rigs.running import RunningOdoo
from tests.runtime.odoo_desk import connect
from tests.runtime.shift import shift
from tests.runtime.test_printing import noticed, read_of, with_a_lot_in_hand

SSCC = "395011010013000129"


def legible(folder: Path) -> None:
    """Have the sender in a code too: then a decoder reads what people do."""
    own = json.loads((ASSETS / "labels" / "sscc.json").read_text(encoding="utf-8"))
    code = {"kind": "barcode", "x": 2, "y": 62, "w": 60, "h": 20, "symbology": "datamatrix"}
    code |= {"value": "{sender}"}
    shown = {"kind": "condition", "field": "sender", "when": "there", "elements": [code]}
    own["layouts"][0]["elements"].append(shown)
    (folder / "templates").mkdir()
    (folder / "templates" / "sscc.json").write_text(json.dumps(own), encoding="utf-8")


def senders(folder: Path) -> list[str]:
    return [data for data in dict(read_of(folder)[0]).values() if not data.startswith("00")]


@pytest.mark.parametrize(
    ("said", "sender"),
    [
        ({}, COMPANIES[1]),
        ({"sender": "Havenmark, Kaj 4, Aarhus"}, "Havenmark, Kaj 4, Aarhus"),
        ({"sender": "A", "companies": {"2": {"sender": "Kaj 4"}}}, "Kaj 4"),
    ],
)
def test_a_new_pack_says_who_sends_it(tmp_path: Path, said: dict[str, object], sender: str):
    async def new_pack() -> None:
        (tmp_path / "labels.json").write_text(json.dumps(said))
        legible(tmp_path)
        async with shift(tmp_path) as work:
            await with_a_lot_in_hand(work)
            assert work.person.session.scope.company == 2
            await work.tap(Action.NEW_PACK)
            await work.until(noticed("came out of TRAINING"))

    asyncio.run(new_pack())
    assert senders(tmp_path) == [sender]


@pytest.mark.odoo
def test_on_odoo_it_is_the_company_of_the_warehouse(tmp_path: Path, odoo: RunningOdoo):
    async def printed() -> int:
        printers = {"PNG": f"folder://{tmp_path}/labels?to=png"}
        (tmp_path / "printers.json").write_text(json.dumps({"printers": printers}))
        legible(tmp_path)
        async with shift(tmp_path) as work:
            await connect(work, odoo)
            printing = work.workplace.device.printing
            assert printing is not None
            await printing.do(UsePrinter("PNG"), "Ana")
            await printing.do(pack_label(SSCC), "Ana")
            await work.until(noticed("came out of PNG"))
            return work.person.session.scope.company

    company = asyncio.run(printed())
    [named] = odoo.person.call("res.company", "read", ids=[company], fields=["name"])
    assert senders(tmp_path) == [named["name"]]
