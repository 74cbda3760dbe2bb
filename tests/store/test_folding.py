"""The timer that folds the log in ends with the store."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from sync.store import folding
from sync.store.lanes import Lanes
from sync.store.store import Store
from sync.store.told import Committed
from tests.store.floor import CATALOGUE, DEVICE, TODAY, Floor, goods, receipt, stamp

WORK = receipt()


def test_a_closed_store_folds_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A device that is switched off two seconds after a scan had nothing left to fold in with."""
    monkeypatch.setattr(folding, "IDLE_S", 0.0)
    floor = Floor(tmp_path)
    asyncio.run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    floor.reopen().close()
    broken = list[Any]()

    async def close_at_once() -> object:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, said: broken.append(said))
        store = Store.open(tmp_path, DEVICE, Lanes(ThreadPoolExecutor(1), ThreadPoolExecutor(1)))
        assert isinstance(store, Store)
        done = await store.commit(goods(WORK), stamp(1), TODAY)
        store.close()
        # Until all that was due by now has had its turn.
        turned = asyncio.Event()
        loop.call_later(0.01, turned.set)
        await turned.wait()
        return done

    assert isinstance(asyncio.run(close_at_once()), Committed)
    assert not broken
