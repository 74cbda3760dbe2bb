"""Moves without a document in a plain Odoo: each filed once, and none stands in the others' way."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import httpx
import pytest

from sync.core.envelope import Envelope, sealed
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import Choice, Deed, Move, Settle, Undo
from sync.core.problems import Problem
from sync.erp.http import Http
from sync.erp.odoo.api import Api
from sync.erp.odoo.poison import TRIES_MAX, Poison
from sync.erp.odoo.push import file_operations
from sync.wire.failures import Failure
from sync.wire.messages import PushReply, PushRequest
from tests.odoo.test_filing import BIN, JSON, ROWS, SESSION, TEMPLATE, received

A, B = 11, 12
OTHER_BIN = {**BIN, "id": B, "name": "A-2", "complete_name": "WH/Stock/A-2", "barcode": "A-2"}


def said(value: object) -> httpx.Response:
    return httpx.Response(200, headers=JSON, text=json.dumps(value))


def no(name: str = "odoo.exceptions.UserError") -> httpx.Response:
    return httpx.Response(422, headers=JSON, text=json.dumps({"name": name, "message": "no"}))


@dataclass
class Yard:
    """Two bins with a lot in the first, and transfers of which no two have one name."""

    lots: list[str] = field(default_factory=lambda: ["LOT"])
    bins: list[dict[str, Any]] = field(default_factory=lambda: [BIN, OTHER_BIN])
    transfers: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    refuses: bool = False
    """A module of Odoo's own refuses to validate."""
    answers: dict[str, Callable[[dict[str, Any]], httpx.Response | None]] = field(
        default_factory=dict
    )
    """What a call is answered with instead, unless nothing."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        asked = request.url.path.removeprefix("/json/2/")
        body = json.loads(request.content)
        instead = self.answers.get(asked, lambda _: None)(body)
        if instead is not None:
            return instead
        match asked:
            case "product.template/search_read":
                return said([{**TEMPLATE, "tracking": "lot"}])
            case "stock.location/search_read":
                return said(self.bins)
            case "stock.lot/search_read":
                rows = [{"id": 70, "product_id": 101, "name": name} for name in self.lots]
                return said(rows)
            case "stock.quant/search_read":
                return said([])
            case "stock.warehouse/read":
                return said([{"id": 1, "int_type_id": 5}])
            case "stock.picking/search_read":
                return said(self.transfers)
            case "stock.picking/create":
                return self._create(body["vals_list"][0])
            case "stock.picking/button_validate":
                return self._becomes(body["ids"], "done") if not self.refuses else no()
            case "stock.picking/action_cancel":
                return self._becomes(body["ids"], "cancel")
            case _:
                return said(ROWS.get(asked, []))

    def _create(self, vals: dict[str, Any]) -> httpx.Response:
        if vals["name"] in {one["name"] for one in self.transfers}:
            return no("odoo.exceptions.ValidationError")
        id = len(self.transfers) + 1
        kept = {name: vals[name] for name in ("name", "origin")}
        self.transfers.append({"id": id, "state": "draft", **kept, "vals": vals})
        return said([id])

    def _becomes(self, ids: list[int], state: str) -> httpx.Response:
        for one in self.transfers:
            if one["id"] in ids and one["state"] not in {"done", "cancel"}:
                one["state"] = state
        return said(True)

    @property
    def states(self) -> dict[str, str]:
        return {one["name"]: one["state"] for one in self.transfers}

    @property
    def done(self) -> list[str]:
        return [one["name"] for one in self.transfers if one["state"] == "done"]


ONE = Decimal(1)
MOVED = Move(101, ONE, ONE, None, "LOT", A, B, 1)


def write(seq: int, deed: Deed) -> Envelope:
    return sealed(replace(received(seq), deed=deed))


def push(yard: Yard, *operations: Envelope, poison: Poison | None = None) -> PushReply | Failure:
    async def once() -> PushReply | Failure:
        http = Http("https://odoo.example", httpx.MockTransport(yard))
        request = PushRequest(device="DEV", epoch=1, operations=operations)
        reply = await file_operations(Api(http, "db", "key"), SESSION, request, poison)
        await http.close()
        return reply

    return asyncio.run(once())


def results(yard: Yard, *operations: Envelope) -> list[Result]:
    reply = push(yard, *operations)
    assert isinstance(reply, PushReply), reply
    return list(reply.results)


def answers(yard: Yard, *operations: Envelope) -> list[tuple[Outcome, Problem | None]]:
    return [(one.outcome, one.problem) for one in results(yard, *operations)]


FILED = (Outcome.APPLIED, None)
FIRST = write(1, MOVED)
BACK = write(2, Undo(FIRST.op_id, MOVED))


def test_a_move_and_its_way_back():
    yard = Yard()
    assert answers(yard, FIRST, BACK) == [FILED] * 2
    assert answers(yard, FIRST, BACK) == [FILED] * 2
    assert yard.done == [f"SH/{FIRST.op_id}", f"SH/{FIRST.op_id}/back"]


@pytest.mark.parametrize(
    ("lots", "bins", "problem"),
    [
        (["RENAMED"], [BIN, OTHER_BIN], Problem.LOT_UNKNOWN),
        (["LOT"], [OTHER_BIN], Problem.SOURCE_MISSING),
        (["LOT"], [BIN], Problem.SOURCE_MISSING),
    ],
)
def test_what_cannot_be_brought_back_is_parked_and_the_lane_goes_on(
    lots: list[str], bins: list[dict[str, Any]], problem: Problem
):
    yard = Yard()
    assert answers(yard, FIRST) == [FILED]
    yard.lots, yard.bins = lots, bins
    nothing = write(3, Settle("none", 0, Choice.LET_GO, None))
    assert answers(yard, BACK, nothing) == [(Outcome.EXCEPTION, problem), FILED]
    assert yard.done == [f"SH/{FIRST.op_id}"]


def test_what_makes_no_sense_to_us_becomes_its_own_trouble():
    """A transfer as no Odoo writes it: after some tries a person sees to it."""
    yard, poison = Yard(), Poison()
    yard.answers["stock.picking/search_read"] = lambda _: said([{"nonsense": 1}])
    for _ in range(TRIES_MAX - 1):
        assert isinstance(push(yard, FIRST, poison=poison), Failure)
    reply = push(yard, FIRST, poison=poison)
    assert isinstance(reply, PushReply)
    assert [one.problem for one in reply.results] == [Problem.ERP_UNKNOWN]
