"""One receipt in an Odoo: what is filed, set aside, told apart, and held back."""

import asyncio
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from decimal import Decimal
from typing import Any

import httpx
import pytest

from sync.core.envelope import GENESIS, Envelope, Seen, When, Who, sealed
from sync.core.ids import op_id
from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, ReceiveLine, Settle
from sync.core.page import Page
from sync.erp.http import Http
from sync.erp.odoo.api import Api
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.marker import TAGS_MAX, Marker, write_marker
from sync.erp.odoo.memory import Memory
from sync.erp.odoo.pull import next_page
from sync.erp.odoo.push import file_operations
from sync.erp.odoo.session import Session
from sync.erp.odoo.translate.flat import Range
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PUSH_OPERATIONS_MAX, PullRequest, PushReply, PushRequest

JSON = {"content-type": "application/json", "date": "Mon, 02 Mar 2026 10:00:00 GMT"}
SESSION = Session("19.0", 7, "Anna", (1,), "en_US", UTC, has_expiry=False)
UNIT = {"id": 1, "factor": 1.0, "rounding": 1.0, "name": "Units", "parent_path": "1/"}
KIND = {
    "id": 3,
    "name": "Receipts",
    "code": "incoming",
    "warehouse_id": 1,
    "move_type": "direct",
    "default_location_src_id": False,
    "default_location_dest_id": 10,
}
MOVE = {
    "id": 50,
    "product_id": 101,
    "product_uom": UNIT,
    "product_uom_qty": 900.0,
    "state": "assigned",
    "sequence": 1,
}
PICKING = {
    "id": 9,
    "name": "WH/IN/00009",
    "origin": False,
    "state": "assigned",
    "company_id": 1,
    "write_date": "2026-03-02 09:00:00",
    "scheduled_date": "2026-03-02 09:00:00",
    "location_id": 8,
    "location_dest_id": 10,
    "backorder_id": False,
    "partner_id": False,
    "return_id": False,
    "move_type": "direct",
    "backorder_ids": [],
    "picking_type_id": KIND,
    "move_ids": [MOVE],
    "move_line_ids": [],
}
PRODUCT = {
    "id": 101,
    "default_code": "A",
    "barcode": "A",
    "weight": False,
    "active": True,
    "product_tmpl_id": 1,
    "product_template_variant_value_ids": [],
}
TEMPLATE = {"id": 1, "name": "A", "tracking": "lot", "uom_id": 1, "company_id": False}
BIN = {
    "id": 11,
    "name": "A-1",
    "complete_name": "WH/Stock/A-1",
    "barcode": "A-1",
    "usage": "internal",
    "storage_category_id": False,
    "active": True,
    "company_id": 1,
    "warehouse_id": 1,
    "location_id": 10,
}
ROWS: dict[str, Any] = {
    "stock.picking/search": [9],
    "stock.picking/web_search_read": {"records": [PICKING]},
    "product.product/search_read": [PRODUCT],
    "product.template/search_read": [TEMPLATE],
    "stock.location/search_read": [BIN],
    "uom.uom/search_read": [UNIT],
}


@dataclass
class Picky:
    """One receipt in an Odoo whose own module refuses a lot; it keeps notes and nothing else."""

    refused: str
    notes: dict[int, dict[str, str]] = field(default_factory=lambda: {1: first_note()})
    number: int = 1
    lots: list[str] = field(default_factory=list)
    picking: dict[str, Any] = field(default_factory=lambda: PICKING)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        asked = request.url.path.removeprefix("/json/2/")
        if asked == "stock.picking/write":
            return self._write(json.loads(request.content)["vals"])
        if asked == "mail.message/search_read":
            return _said([{"id": id, "res_id": 9, **note} for id, note in self.notes.items()])
        if asked == "stock.picking/web_read":
            return _said([self.picking])
        return _said(ROWS.get(asked, {}))

    def _write(self, vals: dict[str, Any]) -> httpx.Response:
        lots = [line[2]["lot_name"] for line in vals.get("move_line_ids", ())]
        if self.refused in lots:
            return _no(422, "odoo.exceptions.UserError")
        if any(kind == 2 and id not in self.notes for kind, id, _ in vals["message_ids"]):
            return _no(404, "odoo.exceptions.MissingError")
        for kind, id, note in vals["message_ids"]:
            if kind == 2:
                del self.notes[id]
            else:
                kept = {name: note[name] for name in ("message_id", "body")}
                self.number += 1
                self.notes[self.number] = kept
        self.lots += lots
        return _said(True)


def first_note() -> dict[str, str]:
    return {"message_id": "<stockhand.9@stockhand>", "body": write_marker(Marker())}


def _no(status: int, name: str) -> httpx.Response:
    return httpx.Response(
        status, headers=JSON, text=json.dumps({"name": name, "message": "not that"})
    )


def _said(value: object) -> httpx.Response:
    return httpx.Response(200, headers=JSON, text=json.dumps(value))


def received(seq: int, made: int = 0) -> Envelope:
    one = Decimal(1)
    deed = ReceiveLine(9, 50, 101, one, one, None, f"LOT-{seq}", None, 11)
    who, when = Who("anna", "", 1, 1), When(seq, seq, "boot")
    seen = Seen("", "WH/IN/00009", "")
    id = op_id(1_700_000_000_000 + seq, 1000 * made + seq)
    return sealed(Envelope(id, "DEV", 1, seq, GENESIS, "", deed, who, when, seen, ""))


def outcomes(odoo: Picky, *operations: Envelope) -> list[Outcome]:
    async def push() -> object:
        http = Http("https://odoo.example", httpx.MockTransport(odoo))
        lane = {"device": operations[0].device, "epoch": operations[0].epoch}
        request = PushRequest(**lane, operations=operations)
        reply = await file_operations(Api(http, "db", "key"), SESSION, request)
        await http.close()
        return reply

    reply = asyncio.run(push())
    assert isinstance(reply, PushReply), reply
    return [result.outcome for result in reply.results]


def again(one: Envelope, seq: int, epoch: int = 2) -> Envelope:
    """The same operation, as a device issues it again in a new epoch."""
    return sealed(replace(one, epoch=epoch, seq=seq))


def settled(seq: int, target: Envelope, choice: Choice) -> Envelope:
    filed = target.deed if choice is Choice.FILE else None
    return sealed(replace(received(seq, made=9), deed=Settle(target.op_id, 9, choice, filed)))


def test_one_of_a_full_push_is_set_aside_and_the_others_go_in():
    operations = [received(seq) for seq in range(1, PUSH_OPERATIONS_MAX + 1)]
    said = outcomes(Picky(refused="LOT-1"), *operations)
    assert said == [Outcome.EXCEPTION] + [Outcome.APPLIED] * (PUSH_OPERATIONS_MAX - 1)


def test_a_number_that_was_used_before_is_not_taken_for_the_same_operation():
    """A device that was restored from a backup numbers new work as it numbered what it forgot."""
    before, after = received(3), received(3, made=1)
    odoo = Picky(refused="")
    assert outcomes(odoo, before) == [Outcome.APPLIED]
    assert outcomes(odoo, before) == [Outcome.APPLIED]
    assert odoo.lots == ["LOT-3"]
    assert outcomes(odoo, after) == [Outcome.APPLIED]
    assert odoo.lots == ["LOT-3", "LOT-3"]


def test_an_operation_that_comes_again_in_a_new_epoch_is_known():
    """Its answer was lost, and then the device: what is not settled goes on under new numbers."""
    odoo, one = Picky(refused=""), received(5)
    assert outcomes(odoo, one) == [Outcome.APPLIED]
    assert outcomes(odoo, again(one, 1), again(received(6), 2)) == [Outcome.APPLIED] * 2
    assert odoo.lots == ["LOT-5", "LOT-6"]


def test_what_is_in_is_known_however_much_came_after_it():
    odoo = Picky(refused="")
    all_of_them = [received(seq) for seq in range(1, 3 * TAGS_MAX)]
    for start in range(0, len(all_of_them), 50):
        outcomes(odoo, *all_of_them[start : start + 50])
    for note in odoo.notes.values():
        assert len(note["body"]) < 20 * TAGS_MAX
    early = [again(all_of_them[index], index + 1) for index in range(3)]
    assert outcomes(odoo, *early) == [Outcome.APPLIED] * 3
    assert len(odoo.lots) == len(all_of_them)


@pytest.mark.parametrize("choice", [Choice.LET_GO, Choice.OFFICE])
def test_what_was_decided_is_remembered(choice: Choice):
    """Two copies of a device decide otherwise; and one of them issues the parked again."""
    odoo, parked = Picky(refused="LOT-1"), received(1)
    assert outcomes(odoo, parked) == [Outcome.EXCEPTION]
    decision = settled(2, parked, choice)
    assert outcomes(odoo, decision) == [Outcome.APPLIED]
    assert outcomes(odoo, decision) == [Outcome.APPLIED]
    odoo.refused = ""
    file = settled(3, parked, Choice.FILE)
    assert outcomes(odoo, file) == [Outcome.DUPLICATE]
    assert outcomes(odoo, again(parked, 1)) == [Outcome.DUPLICATE]
    assert odoo.lots == []


def test_what_was_let_go_of_stays_so_whatever_is_only_told_of_it(monkeypatch: pytest.MonkeyPatch):
    """Goods that expired on the way are filed and told: that must not hide a decision."""
    template = {**TEMPLATE, "use_expiration_date": True}
    monkeypatch.setitem(ROWS, "product.template/search_read", [template])
    monkeypatch.setattr(f"{__name__}.SESSION", replace(SESSION, has_expiry=True))
    odoo, one = Picky(refused="LOT-1"), received(1)
    dated = sealed(replace(one, deed=replace(one.deed, expiry=date(2020, 1, 1))))
    assert outcomes(odoo, dated) == [Outcome.EXCEPTION]
    assert outcomes(odoo, settled(2, dated, Choice.LET_GO)) == [Outcome.APPLIED]
    odoo.refused = ""
    assert outcomes(odoo, again(dated, 1)) == [Outcome.DUPLICATE]
    assert odoo.lots == []


def test_a_document_with_numbers_that_the_device_never_gave_fences_it():
    """A restored device: its journal lacks what it did after the backup."""
    odoo = Picky(refused="")
    assert outcomes(odoo, received(1), received(2), received(3)) == [Outcome.APPLIED] * 3

    async def pull() -> object:
        http = Http("https://odoo.example", httpx.MockTransport(odoo))
        source, memory = Source(Api(http, "db", "key"), SESSION, Range((1,), (1,)), ""), Memory()
        asked = {"device": "DEV", "epoch": 1, "companies": (1,), "warehouses": (1,)}
        request = PullRequest(**asked, answered_seq=2, head_seq=2)
        page: Page | Failure = await next_page(source, memory, request)
        while isinstance(page, Page) and page.more:
            request = PullRequest(**asked, answered_seq=2, head_seq=2, cursor=page.to_cursor)
            page = await next_page(source, memory, request)
        await http.close()
        return page

    said = asyncio.run(pull())
    assert isinstance(said, Failure)
    assert said.kind is FailureKind.EPOCH_FENCED


def pulled(odoo: Picky, answered_seq: int, cursor: str = "") -> list[Page]:
    """All pages of one walk."""

    async def pull() -> list[Page]:
        http = Http("https://odoo.example", httpx.MockTransport(odoo))
        source, memory = Source(Api(http, "db", "key"), SESSION, Range((1,), (1,)), ""), Memory()
        pages: list[Page] = []
        while not pages or pages[-1].more:
            request = PullRequest(
                device="DEV",
                epoch=1,
                companies=(1,),
                warehouses=(1,),
                cursor=pages[-1].to_cursor if pages else cursor,
                answered_seq=answered_seq,
            )
            page = await next_page(source, memory, request)
            assert isinstance(page, Page), page
            pages.append(page)
        await http.close()
        return pages

    return asyncio.run(pull())


def test_a_document_held_back_is_not_said_to_be_up_to_date():
    """Or what it also holds, and was answered, would vanish from the screen."""
    odoo = Picky(refused="")
    assert outcomes(odoo, received(1), received(2)) == [Outcome.APPLIED] * 2
    held = pulled(odoo, answered_seq=1)
    assert not any(page.works for page in held)
    assert [page.applied_seq for page in held if not page.more] == [0]
    told = pulled(odoo, 2, held[-1].to_cursor)
    assert [len(page.works) for page in told] == [1]
    assert told[-1].applied_seq == 2
