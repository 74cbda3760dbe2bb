"""An ERP that never answers holds nothing up for ever."""

import asyncio

from sync.engine import patience
from sync.wire.failures import Failure, FailureKind


async def never() -> Failure:
    await asyncio.Event().wait()
    raise AssertionError("nobody sets it")


def test_an_answer_that_never_comes_is_lost(monkeypatch):
    monkeypatch.setattr(patience, "ANSWER_S_MAX", 0)
    lost = asyncio.run(patience.in_time(never()))
    assert isinstance(lost, Failure)
    assert lost.kind is FailureKind.ANSWER_LOST


def test_an_answer_in_time_is_the_answer():
    async def here() -> str:
        return "page"

    assert asyncio.run(patience.in_time(here())) == "page"
