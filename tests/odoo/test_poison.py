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
from sync.erp.odoo.poison import LAST_TRIES_MAX, TRIES_MAX, Poison
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
    """What is wrong with reading it; `all of it` with its notes as well."""
    notes: dict[int, str] = field(default_factory=dict)
    lots: list[tuple[int, str]] = field(default_factory=list)
    written: int = 0
    on_the_way: list[httpx.Request] | None = None
    """Writes that arrive later; to the asker they are lost."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        asked = request.url.path.removeprefix("/json/2/")
        body = json.loads(request.content)
        match asked:
            case "stock.picking/write" if self.on_the_way is not None:
                self.on_the_way.append(request)
                raise httpx.ReadTimeout("on the way", request=request)
            case "stock.picking/write":
                return self._write(body["ids"][0], body["vals"])
            case "stock.picking/web_read":
                return self._read(body["ids"][0])
            case "stock.picking/search":
                return said([id for id in (SICK, WELL) if ["id", "!=", id] not in body["domain"]])
            case "mail.message/search_read":
                [_, of, _] = body["domain"]
                if self.sickness == "all of it" and of[2] == SICK:
                    return error("builtins.KeyError")
                note = self.notes.setdefault(of[2], write_marker(Marker()))
                head = {"message_id": f"<stockhand.{of[2]}@stockhand>", "body": note}
                return said([{"id": 100 + of[2] + self.written, "res_id": of[2], **head}])
            case _:
                return said(ROWS.get(asked, {}))

    def _read(self, id: int) -> httpx.Response:
        row = {**PICKING, "id": id, "name": f"IN/{id}", "move_ids": [{**MOVE, "id": 50 + id}]}
        match self.sickness:
            case "named error" | "all of it" if id == SICK:
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
        (_, old, _), *_, (_, _, new) = vals["message_ids"]
        if old != 100 + id + self.written:
            return error("odoo.exceptions.MissingError")
        self.written += 1
        self.notes[id] = new["body"]
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


@pytest.mark.parametrize(
    ("sickness", "tries"),
    [
        ("named error", TRIES_MAX),
        ("page", TRIES_MAX),
        ("nonsense", TRIES_MAX),
        ("missing", LAST_TRIES_MAX),
        ("all of it", LAST_TRIES_MAX),
    ],
)
def test_after_some_tries_of_it_alone_the_lane_goes_on(sickness: str, tries: int):
    ward, poison = Ward(sickness), Poison()
    for _ in range(tries - 1):
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


def test_what_is_in_a_document_that_then_cannot_be_read_is_not_set_aside():
    """The write was done, its answer was lost, and now the document is sick."""
    ward, poison = Ward(""), Poison()
    first, second = for_document(1, SICK), for_document(2, SICK)
    assert isinstance(push(ward, poison, first), PushReply)
    ward.sickness = "named error"
    for _ in range(TRIES_MAX - 1):
        assert isinstance(push(ward, poison, first, second), Failure)
    reply = push(ward, poison, first, second)
    assert isinstance(reply, PushReply)
    assert [one.outcome for one in reply.results] == [Outcome.APPLIED, Outcome.EXCEPTION]


def test_a_write_that_comes_late_has_no_effect_once_its_document_was_given_up():
    ward, poison, late = Ward(""), Poison(), for_document(1, SICK)
    push(ward, poison, for_document(3, SICK))
    ward.on_the_way = []
    assert isinstance(push(ward, poison, late), Failure)
    [copy] = ward.on_the_way
    ward.on_the_way, ward.sickness = None, "named error"
    for _ in range(TRIES_MAX - 1):
        assert isinstance(push(ward, poison, late), Failure)
    reply = push(ward, poison, late)
    assert isinstance(reply, PushReply)
    assert [one.outcome for one in reply.results] == [Outcome.EXCEPTION]
    assert ward(copy).status_code == httpx.codes.INTERNAL_SERVER_ERROR
    assert ward.lots == [(SICK, "LOT-3")]
