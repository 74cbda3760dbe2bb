"""A pull that brings nothing, with few articles and with many: it must cost the same."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bootstrap import threaded_lanes
from sync.core.records import Product, Warehouse
from sync.engine.events import Pulled
from sync.engine.pull import Ask, Scopes, pull
from sync.erp.choose import Odoo, open_remote
from sync.erp.training.books import Owner
from sync.erp.training.opening import open_books
from sync.erp.training.remote import TrainingRemote
from sync.store.store import Store
from sync.wire.messages import Hello
from sync.wire.remote import Remote
from tests.bench.bench_first_pull import make_products
from tests.bench.figures import Figure, at, tell
from tests.contract.training_erp import TODAY
from tests.rigs.running import RunningOdoo
from tests.store.floor import DEVICE, article

FEW, MANY = 1_000, 100_000
PULLS = 100
RATIO_MAX = 1.2
FIRST_ID = 1_000_000


@dataclass(frozen=True)
class Place:
    """A store that has pulled all there is, and where it pulls from."""

    store: Store
    remote: Remote
    scopes: Scopes

    async def fill(self) -> None:
        while (await self.pull()).more:
            pass

    async def pull(self) -> Pulled:
        event, _ = await pull(self.store, self.remote, Ask(self.scopes, with_sums=False), wall_ms())
        assert isinstance(event, Pulled), event
        return event

    async def milliseconds(self) -> float:
        began = time.perf_counter()
        event = await self.pull()
        assert not event.more
        return (time.perf_counter() - began) * 1_000


def wall_ms() -> int:
    return time.time_ns() // 1_000_000


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    lanes = threaded_lanes()
    with lanes.scan, lanes.mirror:
        store = Store.open(folder, DEVICE, lanes)
        assert isinstance(store, Store)
        yield store
        store.close()


@contextmanager
def training(folder: Path, articles: int) -> Iterator[Place]:
    (folder / "books").mkdir(parents=True)
    books = open_books(folder / "books", TODAY)
    warehouse = books.first(Warehouse, "code = ?", ("CEN",))
    known = books.first(Product, "company IS NULL")
    assert warehouse
    assert known
    ids = range(FIRST_ID, FIRST_ID + articles)
    with books.file.transaction():
        books.put((article(id, unit=known.unit, barcode=f"{id * 7}"), Owner()) for id in ids)
    with opened(folder / "device") as store, ThreadPoolExecutor(1) as lane:
        scopes = Scopes((warehouse.company,), (warehouse.id,))
        yield Place(store, TrainingRemote(books, lane, lambda: TODAY), scopes)
        books.file.close()


async def in_turn(places: list[Place]) -> list[list[float]]:
    taken: list[list[float]] = [[] for _ in places]
    for _ in range(PULLS):
        for place, some in zip(places, taken, strict=True):
            some.append(await place.milliseconds())
    return taken


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_a_pull_without_change_costs_the_same_with_many_articles(tmp_path: Path):
    async def measured() -> list[list[float]]:
        for place in (few, many):
            await place.fill()
        return await in_turn([few, many])

    with (
        training(tmp_path / "few", FEW) as few,
        training(tmp_path / "many", MANY) as many,
    ):
        small, large = asyncio.run(measured())
    tell([Figure("no_change.training.p50", at(0.5, large), "ms", at(0.5, small), RATIO_MAX)])


@pytest.mark.bench
@pytest.mark.odoo
def test_a_pull_without_change_costs_odoo_the_same_with_many_articles(
    odoo: RunningOdoo, tmp_path: Path
):
    async def pulls(folder: Path) -> list[float]:
        remote = open_remote(Odoo(odoo.url, odoo.database, odoo.api_key))
        assert isinstance(await remote.hello(), Hello)
        with opened(folder) as store:
            place = Place(store, remote, Scopes((1,), (1,)))
            await place.fill()
            taken = [await place.milliseconds() for _ in range(PULLS // 2)]
        await remote.close()
        return taken

    small = asyncio.run(pulls(tmp_path / "few"))
    make_products(odoo)
    large = asyncio.run(pulls(tmp_path / "many"))
    tell([Figure("no_change.odoo.p50", at(0.5, large), "ms", at(0.5, small), RATIO_MAX)])
