"""A pack's label from opening to closing: by the template of whom it goes to; what is in it."""

import asyncio
import json
from pathlib import Path

from app.base.messages import Action
from app.ui.looks import ReceiptsLook, WorkLook
from scanners.codes import house
from scanners.codes.scan import HouseKind
from scanners.printers.stationery import ASSETS
from tests.runtime.shift import Shift, shift, to_receipts
from tests.runtime.test_printing import noticed, read_of

MARK = "ACME-ONLY"


async def opened(work: Shift) -> WorkLook:
    await to_receipts(work)  # until the warehouse is here
    await work.tap(Action.GO_HOME)
    await work.scan(house.write(HouseKind.COMMAND, house.Command.PACKING))
    await work.until(lambda look: isinstance(look, ReceiptsLook) and bool(look.rows))
    opened = await work.tap(Action.CONFIRM)  # the first of those that wait
    assert isinstance(opened, WorkLook), opened
    return opened


async def packed(work: Shift) -> str:
    """Put all of the first article into the open pack; say how much that is."""
    line = next(row for row in work.look.rows if row.action is Action.TAKE_LINE)
    await work.tap(Action.TAKE_LINE, line.value)
    await work.tap(Action.CONFIRM)
    return line.amount


def template_of(folder: Path, customer: str) -> None:
    """Give a customer a logistic label of their own: it asks for less, and has a mark."""
    own = json.loads((ASSETS / "labels" / "sscc.json").read_text(encoding="utf-8"))
    own["fields"] = [one for one in own["fields"] if one["name"] in {"sscc", "receiver"}]
    mark = {"kind": "barcode", "x": 2, "y": 26, "w": 60, "h": 20, "symbology": "datamatrix"}
    bars = own["layouts"][0]["elements"][-1]
    own["layouts"][0]["elements"] = [{**mark, "value": MARK}, bars]
    place = folder / "templates" / "customers" / customer
    place.mkdir(parents=True)
    (place / "sscc.json").write_text(json.dumps(own), encoding="utf-8")


def test_a_pack_goes_out_by_the_template_of_whom_it_goes_to(tmp_path: Path):
    asyncio.run(_by_their_template(tmp_path))


async def _by_their_template(folder: Path) -> None:
    (folder / "labels.json").write_text('{"automatic": ["pack", "ship"]}')
    async with shift(folder) as work:
        look = await opened(work)
        assert look.card.printer == "Printer TRAINING", "it is seen before the work starts"
        template_of(folder, look.top.subtitle)
        await work.tap(Action.NEW_PACK)
        await work.until(noticed("came out of TRAINING"))
        assert any(data == MARK for _, data in read_of(folder)[0])
        (folder / "templates" / "customers" / look.top.subtitle / "sscc.json").unlink()
        amount = await packed(work)
        await work.tap(Action.NEW_PACK)
        await work.tap(Action.SKIP)
        await work.until(noticed("came out of TRAINING"))
        ours = read_of(folder)[-1]
        assert any(data.startswith("02") and data.endswith(f"37{amount}") for _, data in ours), ours


def test_a_pack_that_is_only_opened_again_gets_no_second_label(tmp_path: Path):
    asyncio.run(_opened_again(tmp_path))


async def _opened_again(folder: Path) -> None:
    (folder / "labels.json").write_text('{"automatic": ["ship"]}')
    async with shift(folder) as work:
        await opened(work)
        pack = house.write(HouseKind.PACKAGE, "BOX-1")
        await work.scan(pack)
        await packed(work)
        for _ in range(2):
            await work.scan(pack)
            await work.tap(Action.SKIP)
            assert work.person.session.hand.package is None
            await work.scan(pack)
        jobs = work.workplace.device.printing._journal.jobs()
        assert [job.about for job in jobs] == ["BOX-1"]
        await packed(work)
        await work.scan(pack)
        await work.tap(Action.SKIP)
        jobs = work.workplace.device.printing._journal.jobs()
        assert len(jobs) == 1, "a licence plate says nothing of its content: it stays as it is"


def test_where_no_label_can_be_printed_the_pack_is_closed_all_the_same(tmp_path: Path):
    asyncio.run(_closed_without(tmp_path))


async def _closed_without(folder: Path) -> None:
    (folder / "labels.json").write_text('{"automatic": ["ship"]}')
    async with shift(folder) as work:
        look = await opened(work)
        await work.tap(Action.NEW_PACK)
        await packed(work)
        template_of(folder, look.top.subtitle)
        own = folder / "templates" / "customers" / look.top.subtitle / "sscc.json"
        own.write_text(own.read_text().replace('"receiver"', '"nobody"'))
        await work.tap(Action.NEW_PACK)
        look = await work.tap(Action.SKIP)
        assert work.person.session.hand.package is None, "it is closed"
        assert look.notice is not None
        assert look.notice.stays, "what speaks against its label is said"
