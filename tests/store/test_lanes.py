"""Two lanes on two real threads: scans go on while pages come in, and both are right after."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from sync.core.apply import apply
from sync.core.lifecycle import Outcome, Result
from sync.core.page import Page
from sync.store.lanes import Inline, Lanes
from sync.store.store import Store
from sync.store.told import Committed, ReceiveWanted
from tests.store.floor import CATALOGUE, SCOPE, TODAY, article, goods, receipt, stamp

SCANS = 100
PAGES = 20
WORK = receipt(lines=400)


def lanes() -> Lanes:
    """Two threads; the store ends them when it is closed."""
    return Lanes(ThreadPoolExecutor(1), ThreadPoolExecutor(1))


def test_scans_go_on_while_pages_come_in(tmp_path: Path):
    store = Store.open(tmp_path, "device", lanes())
    assert isinstance(store, Store)
    asyncio.run(work(store))
    store.close()
    again = Store.open(tmp_path, "device", lanes())
    assert isinstance(again, Store)
    assert asyncio.run(done(again)) == SCANS
    again.close()


async def work(store: Store) -> None:
    await store.absorb(CATALOGUE)
    await store.absorb(Page("c1", "p0", more=True, applied_seq=0, works=(WORK,)))
    await asyncio.gather(scans(store), pages(store), send(store))
    assert await done(store) == SCANS
    assert [one.seq for one in await store.batch(SCANS)] == []


async def scans(store: Store) -> None:
    for number in range(SCANS):
        line = number % 100 * 4
        written = await store.commit(goods(WORK, line), stamp(number), TODAY)
        assert isinstance(written, Committed)
        # What was written is seen at once, wherever the mirror is.
        wanted = ReceiveWanted(1, WORK.lines[line].id, None, None, (), TODAY)
        assert (await store.receive(SCOPE, wanted)).progress.done == number + 1


async def pages(store: Store) -> None:
    base, inside = WORK, 0
    for number in range(PAGES):
        state = await store.pull_state()
        # The ERP files what it holds an answer for, and says so with its next page.
        for filed in range(inside, state.answered_seq):
            base = apply(base, goods(WORK, filed % 100 * 4))
        inside = state.answered_seq
        products = tuple(article(id) for id in range(number * 500 + 1_000, number * 500 + 1_500))
        page = Page(f"p{number}", f"p{number + 1}", more=True, applied_seq=inside)
        await store.absorb(replace(page, products=products, works=(base,)))


async def send(store: Store) -> None:
    sent = 0
    while sent < SCANS:
        batch = await store.batch(10)
        await store.record(tuple(Result(one.op_id, one.seq, Outcome.APPLIED) for one in batch))
        sent += len(batch)


async def done(store: Store) -> int:
    wanted = ReceiveWanted(1, None, None, None, (), TODAY)
    return int((await store.receive(SCOPE, wanted)).progress.done)


def test_an_inline_lane_hands_on_what_went_wrong():
    def wrong() -> None:
        raise LookupError("lost")

    with pytest.raises(LookupError, match="lost"):
        Inline().submit(wrong).result()
