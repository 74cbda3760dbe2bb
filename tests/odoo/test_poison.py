"""A document that Odoo cannot cope with: its operations go to a person, and the lane goes on."""

import asyncio
import json
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest

from sync.core.envelope import Envelope, sealed
from sync.core.lifecycle import Outcome
from sync.core.problems import Problem
from sync.erp.http import Http
from sync.erp.odoo.api import Api
from sync.erp.odoo.marker import Marker, write_marker
from sync.erp.odoo.poison import TRIES_MAX, Poison
from sync.erp.odoo.push import file_operations
from sync.wire.failures import Failure
from sync.wire.messages import PushReply, PushRequest
from tests.odoo.test_filing import JSON, MOVE, PICKING, ROWS, SESSION, received

SICK, WELL = 9, 10
HTML = {"content-type": "text/html"}


def error(name: str) -> httpx.Response:
    return httpx.Response(500, headers=JSON, text=json.dumps({"name": name, "message": "no"}))


@dataclass
class Ward:
    """Two receipts; one of them is sick in one way or another."""

    sickness: str
    notes: dict[int, str] = field(default_factory=dict)
    lots: list[tuple[int, str]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        asked = request.url.path.removeprefix("/json/2/")
        body = json.loads(request.content)
        match asked:
            case "stock.picking/write":
                return self._write(body["ids"][0], body["vals"])
            case "stock.picking/web_read":
                return self._read(body["ids"][0])
            case "stock.picking/search":
                return said([id for id in (SICK, WELL) if ["id", "!=", id] not in body["domain"]])
            case "mail.message/search_read":
                [_, of, _] = body["domain"]
                note = self.notes.setdefault(of[2], write_marker(Marker()))
                return said([{"id": 100 + of[2], "res_id": of[2], "body": note}])
            case _:
                return said(ROWS.get(asked, {}))

    def _read(self, id: int) -> httpx.Response:
        row = {**PICKING, "id": id, "name": f"IN/{id}", "move_ids": [{**MOVE, "id": 50 + id}]}
        match self.sickness:
            case "named error" if id == SICK:
                return error("builtins.KeyError")
            case "page" if id == SICK:
                return httpx.Response(500, headers=HTML, text="Internal Server Error")
            case "nonsense" if id == SICK:
                return said([{**row, "picking_type_id": False}])
            case "whole server":
                return error("builtins.KeyError")
            case _:
                return said([row])

    def _write(self, id: int, vals: dict[str, Any]) -> httpx.Response:
        if self.sickness == "missing" and id == SICK:
            return error("odoo.exceptions.MissingError")
        self.notes[id] = vals["message_ids"][-1][2]["body"]
        self.lots += [(id, line[2]["lot_name"]) for line in vals.get("move_line_ids", ())]
        return said(True)


def said(value: object) -> httpx.Response:
    return httpx.Response(200, headers=JSON, text=json.dumps(value))


def for_document(seq: int, document: int) -> Envelope:
    one = received(seq)
    deed = replace(one.deed, document=document, line=50 + document)
    return sealed(replace(one, deed=deed))


LANE = (for_document(1, SICK), for_document(2, WELL), for_document(3, SICK), for_document(4, WELL))


def push(ward: Ward, poison: Poison, *operations: Envelope) -> PushReply | Failure:
    async def once() -> PushReply | Failure:
        http = Http("https://odoo.example", httpx.MockTransport(ward))
        request = PushRequest(device="DEV", epoch=1, operations=operations)
        reply = await file_operations(Api(http, "db", "key"), SESSION, request, poison)
        await http.close()
        return reply

    return asyncio.run(once())


@pytest.mark.parametrize("sickness", ["named error", "page", "nonsense", "missing"])
def test_after_three_tries_of_it_alone_the_lane_goes_on(sickness: str):
    ward, poison = Ward(sickness), Poison()
    for _ in range(TRIES_MAX - 1):
        assert isinstance(push(ward, poison, *LANE), Failure)
    reply = push(ward, poison, *LANE)
    assert isinstance(reply, PushReply)
    assert [result.outcome for result in reply.results] == [
        Outcome.EXCEPTION, Outcome.APPLIED, Outcome.EXCEPTION, Outcome.APPLIED,
    ]  # fmt: skip
    assert {result.problem for result in reply.results} == {None, Problem.ERP_UNKNOWN}
    assert ward.lots == [(WELL, "LOT-2"), (WELL, "LOT-4")]
    later = push(ward, poison, for_document(5, SICK), for_document(6, WELL))
    assert isinstance(later, PushReply), "what it is known for is not tried three times again"
    assert [result.outcome for result in later.results] == [Outcome.EXCEPTION, Outcome.APPLIED]


def test_a_document_that_gets_well_is_filed():
    ward, poison = Ward("named error"), Poison()
    assert isinstance(push(ward, poison, *LANE), Failure)
    ward.sickness = ""
    reply = push(ward, poison, *LANE)
    assert isinstance(reply, PushReply)
    assert {result.outcome for result in reply.results} == {Outcome.APPLIED}
    assert not poison.tries


def test_a_server_that_fails_for_every_document_sets_nothing_aside():
    ward, poison = Ward("whole server"), Poison()
    for _ in range(3 * TRIES_MAX):
        assert isinstance(push(ward, poison, *LANE), Failure)
    assert not poison.tries
