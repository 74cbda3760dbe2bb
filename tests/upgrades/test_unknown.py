"""Two ends of different age: what one does not know is put to a person, and nothing waits."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.core.envelope import Envelope, from_json, to_json
from sync.core.lifecycle import Outcome
from sync.core.operations import Kind
from sync.core.problems import Problem
from sync.erp.http import Http
from sync.erp.odoo.api import Api
from sync.erp.odoo.ledger import file_in_ledger
from sync.erp.training.books import Books
from sync.erp.training.opening import open_books
from sync.erp.training.remote import TrainingRemote
from sync.store.lanes import Inline
from sync.wire.messages import PushReply, PushRequest
from tests.addon.test_same_rules import loaded
from tests.upgrades.released import OPERATIONS

DAY = date(2026, 11, 23)
FIRST_RELEASE = frozenset({Kind.RECEIVE_LINE, Kind.FINISH_RECEIPT, Kind.UNDO})


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    opened = open_books(tmp_path, DAY)
    yield opened
    opened.file.close()


def released() -> list[Envelope]:
    return [from_json(line) for line in OPERATIONS.read_text(encoding="utf-8").splitlines()]


def test_an_older_server_sets_aside_what_it_does_not_know(books: Books):
    """And goes on with what it does know: nothing behind it waits."""
    unknown = [one for one in released() if one.kind not in FIRST_RELEASE]
    assert unknown
    remote = TrainingRemote(replace(books, kinds=FIRST_RELEASE), Inline(), lambda: DAY)
    for one in released():
        request = PushRequest(device=one.device, epoch=one.epoch, operations=(one,))
        for _ in range(2):
            reply = asyncio.run(remote.push(request))
            assert isinstance(reply, PushReply), reply
            [result] = reply.results
            assert result.op_id == one.op_id
            if one in unknown:
                assert (result.outcome, result.problem) == (
                    Outcome.EXCEPTION,
                    Problem.KIND_UNKNOWN,
                )
            else:
                assert result.problem is not Problem.KIND_UNKNOWN


@pytest.mark.parametrize("change", [{"kind": "teleport"}, {"version": 99}])
def test_an_older_module_in_odoo_does_so_too(change: dict[str, Any]):
    raw = json.loads(to_json(released()[0])) | change
    read = loaded("deeds").read_op(raw)
    assert read.problem == Problem.KIND_UNKNOWN
    assert loaded("rules").later(raw["kind"], read.problem) == Outcome.EXCEPTION


@pytest.mark.parametrize(
    "said",
    [
        {"outcome": "applied", "problem": "gravity_reversed"},
        {"outcome": "teleported", "problem": None},
    ],
)
def test_an_answer_of_a_newer_module_is_put_to_a_person(said: dict[str, Any]):
    [first, *_] = released()
    row = {"op_id": first.op_id, "seq": first.seq, "reference": "WH/IN/1", "detail": ""} | said
    answer = {"results": [row], "fenced": False, "expected": first.seq + 1}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))

    async def push() -> object:
        api = Api(Http("https://odoo.example", transport), "db", "f" * 40)
        request = PushRequest(device=first.device, epoch=first.epoch, operations=(first,))
        return await file_in_ledger(api, request)

    reply = asyncio.run(push())
    assert isinstance(reply, PushReply)
    [result] = reply.results
    assert (result.outcome, result.problem) == (Outcome.EXCEPTION, Problem.ERP_UNKNOWN)
    assert str(said["problem"] or said["outcome"]) in result.detail
