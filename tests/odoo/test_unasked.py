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
from sync.erp.odoo.poison import LAST_TRIES_MAX, TRIES_MAX, Poison
from sync.erp.odoo.push import file_operations
from sync.wire.failures import Failure
from sync.wire.messages import PushReply, PushRequest
from tests.contract.answers import FILED
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
        if asked.startswith("stock.picking/"):
            return self._transfers(asked.removeprefix("stock.picking/"), body)
        return said(self._rows().get(asked, []))

    def _rows(self) -> dict[str, Any]:
        return {
            **ROWS,
            "product.template/search_read": [{**TEMPLATE, "tracking": "lot"}],
            "stock.location/search_read": self.bins,
            "stock.lot/search_read": [
                {"id": 70, "product_id": 101, "name": name} for name in self.lots
            ],
            "stock.warehouse/read": [{"id": 1, "int_type_id": 5}],
            "mail.message/search_count": len(self.notes),
        }

    def _transfers(self, method: str, body: dict[str, Any]) -> httpx.Response:
        match method:
            case "search_read":
                return said(self.transfers)
            case "create":
                return self._create(body["vals_list"][0])
            case "button_validate":
                return self._becomes(body["ids"], "done") if not self.refuses else no()
            case "action_cancel":
                return self._becomes(body["ids"], "cancel")
            case "write":
                self.notes += [note for _, _, note in body["vals"]["message_ids"]]
                return said(True)
            case _:
                return said(ROWS.get(f"stock.picking/{method}", []))

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
    for _ in range(LAST_TRIES_MAX - 1):
        assert isinstance(push(yard, FIRST, poison=poison), Failure)
    reply = push(yard, FIRST, poison=poison)
    assert isinstance(reply, PushReply)
    assert [one.problem for one in reply.results] == [Problem.ERP_UNKNOWN]


def settle(seq: int, target: Envelope, choice: Choice = Choice.FILE) -> Envelope:
    return write(
        seq, Settle(target.op_id, 0, choice, target.deed if choice is Choice.FILE else None)
    )


REFUSED = (Outcome.EXCEPTION, Problem.ERP_REFUSED)
SETTLED = (Outcome.DUPLICATE, Problem.ALREADY_SETTLED)
UNDONE = (Outcome.DUPLICATE, Problem.ALREADY_UNDONE)


def test_an_undo_that_odoo_refused_is_done_when_a_person_says_so():
    yard, back = Yard(), f"SH/{FIRST.op_id}/back"
    assert answers(yard, FIRST) == [FILED]
    yard.refuses = True
    assert answers(yard, BACK) == [REFUSED]
    yard.refuses = False
    assert answers(yard, BACK) == [REFUSED], "the same again is not what a person decided"
    once_more = settle(3, BACK)
    assert answers(yard, once_more) == [FILED]
    assert answers(yard, once_more) == [FILED]
    assert yard.states == {
        f"SH/{FIRST.op_id}": "done", back: "cancel", f"{back}/2": "done",
    }  # fmt: skip
    assert answers(yard, BACK, write(4, BACK.deed)) == [UNDONE, UNDONE]


def test_another_undo_is_done_where_the_first_was_refused():
    yard = Yard()
    assert answers(yard, FIRST) == [FILED]
    yard.refuses = True
    assert answers(yard, BACK) == [REFUSED]
    yard.refuses = False
    assert answers(yard, write(3, BACK.deed)) == [FILED]


@pytest.mark.parametrize("is_refused", [True, False])
def test_a_move_that_a_person_filed_is_not_filed_again(is_refused: bool):
    """It comes again out of a backup, in a new epoch, and now nothing speaks against it."""
    yard = Yard(refuses=is_refused, lots=["LOT"] if is_refused else [])
    assert [outcome for outcome, _ in answers(yard, FIRST)] == [Outcome.EXCEPTION]
    yard.refuses, yard.lots = False, ["LOT"]
    filed = settle(2, FIRST)
    assert answers(yard, filed) == [FILED]
    assert answers(yard, FIRST, filed, settle(3, FIRST)) == [SETTLED, FILED, SETTLED]
    assert len(yard.done) == 1
    back = write(4, Undo(filed.op_id, MOVED))
    assert answers(yard, back) == [FILED]


def test_a_decision_about_a_decision_has_the_name_of_the_first():
    yard = Yard(refuses=True)
    again = settle(2, FIRST)
    assert answers(yard, FIRST, again) == [REFUSED] * 2
    yard.refuses = False
    last = write(3, Settle(again.op_id, 0, Choice.FILE, MOVED))
    assert answers(yard, last, FIRST, again) == [FILED, SETTLED, SETTLED]
    assert yard.done == [f"SH/{FIRST.op_id}/3"]


@pytest.mark.parametrize("choice", [Choice.LET_GO, Choice.OFFICE])
@pytest.mark.parametrize("parked", [FIRST, BACK])
def test_what_was_let_go_of_is_not_filed_when_it_comes_again(choice: Choice, parked: Envelope):
    yard = Yard()
    if parked is BACK:
        assert answers(yard, FIRST) == [FILED]
    yard.lots = []
    assert answers(yard, parked) == [(Outcome.EXCEPTION, Problem.LOT_UNKNOWN)]
    yard.lots = ["LOT"]
    before, decision = list(yard.done), settle(3, parked, choice)
    assert answers(yard, decision) == [FILED]
    assert answers(yard, decision, parked) == [FILED, SETTLED]
    assert answers(yard, settle(4, parked), settle(5, parked, choice)) == [SETTLED] * 2
    assert yard.done == before
    assert yard.states[f"SH/{parked.op_id}"] == "cancel"
    assert len(yard.notes) == (choice is Choice.OFFICE), "the office is told once"


def test_what_is_done_cannot_be_let_go_of():
    yard = Yard()
    assert answers(yard, FIRST) == [FILED]
    assert answers(yard, settle(2, FIRST, Choice.LET_GO)) == [SETTLED]


def test_nothing_is_left_half_done_when_it_is_given_up():
    yard, poison = Yard(), Poison()
    yard.answers["stock.picking/button_validate"] = lambda _: no("builtins.KeyError")
    yard.answers["stock.picking/action_cancel"] = lambda _: httpx.Response(500, text="no")
    for _ in range(TRIES_MAX):
        assert isinstance(push(yard, FIRST, poison=poison), Failure)
    del yard.answers["stock.picking/action_cancel"]
    reply = push(yard, FIRST, poison=poison)
    assert isinstance(reply, PushReply)
    assert [one.outcome for one in reply.results] == [Outcome.EXCEPTION]
    assert yard.states == {f"SH/{FIRST.op_id}": "cancel"}


def test_what_is_done_after_all_is_not_parked():
    """The validation went through, but for its answer, just when we give it up."""
    yard = Yard(refuses=True)

    def too_late(body: dict[str, Any]) -> None:
        yard.transfers[0]["state"] = "done"

    yard.answers["stock.picking/action_cancel"] = too_late
    assert answers(yard, FIRST) == [FILED]
