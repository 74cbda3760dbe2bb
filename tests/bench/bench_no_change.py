"""A pull that brings nothing, with few articles and with many: it must cost the same."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bootstrap import threaded_lanes
from sync.core.records import Product, Warehouse
from sync.engine.events import Pulled
from sync.engine.pull import Ask, Scopes, pull
from sync.erp.choose import Odoo, open_remote
from sync.erp.odoo.looks import LOOK_ROWS_MAX
from sync.erp.training.books import Owner
from sync.erp.training.opening import open_books
from sync.erp.training.remote import TrainingRemote
from sync.store.store import Store
from sync.wire.messages import Hello
from sync.wire.remote import Remote
from tests.bench.figures import Figure, at, tell
from tests.bench.growth import point
from tests.bench.large import make_articles
from tests.contract.training_erp import TODAY
from tests.rigs.running import OdooSite, RunningOdoo
from tests.store.floor import DEVICE, article

FEW, MANY, MOST = 1_000, 100_000, 1_000_000
PULLS = 100
RATIO_MAX = 1.2
LOOK_RATIO_MAX = 3
"""One pull that compares, beside a plain reading of as many articles: nothing is sent meanwhile."""
PLAIN = ["name", "default_code", "barcode", "active", "tracking", "uom_id", "company_id"]
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

    async def compare(self) -> list[float]:
        """Milliseconds of the pulls that compare all there is."""
        taken = list[float]()
        while True:
            began = time.perf_counter()
            ask = Ask(self.scopes, with_sums=True)
            event, _ = await pull(self.store, self.remote, ask, wall_ms())
            taken.append((time.perf_counter() - began) * 1_000)
            assert isinstance(event, Pulled), event
            assert not event.doubt, "what was just pulled differs"
            if event.with_sums:
                return taken

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
@pytest.mark.rows("no_change.training")
@pytest.mark.timeout(900)
def test_a_pull_without_change_costs_the_same_with_many_articles(tmp_path: Path):
    async def measured(places: list[Place]) -> list[list[float]]:
        for place in places:
            await place.fill()
        return await in_turn(places)

    with ExitStack() as undo:
        sizes = (FEW, MANY, MOST)
        shops = [undo.enter_context(training(tmp_path / f"{size}", size)) for size in sizes]
        few, many, most = taken = asyncio.run(measured(shops))
    for size, ms in zip(sizes, taken, strict=True):
        point("articles", "a pull without news", size, at(0.5, ms))
    tell(
        [
            Figure.of("no_change.training.p50", 0.5, many, few, RATIO_MAX),
            Figure.of("no_change.training.million.p50", 0.5, most, few, RATIO_MAX),
        ]
    )


@pytest.mark.bench
@pytest.mark.odoo
@pytest.mark.rows("no_change.odoo", "compare.odoo")
@pytest.mark.timeout(1800)
def test_a_pull_without_change_costs_odoo_the_same_with_many_articles(
    odoo_site: OdooSite, large_odoo: RunningOdoo, tmp_path: Path
):
    async def measured(few: Shop, many: Shop) -> tuple[list[list[float]], list[float]]:
        async with few.place() as small, many.place() as large:
            for place in (small, large):
                await place.fill()
            taken = await in_turn([small, large])
            return taken, await large.compare()

    with (
        odoo_site.database("bench_few") as small_odoo,
        shop(small_odoo, tmp_path) as few,
        shop(large_odoo, tmp_path) as many,
    ):
        make_articles(small_odoo, FEW)
        (small, large), looks = asyncio.run(measured(few, many))
        plain = [plainly(many.odoo) for _ in range(3)]
    print(f"\n{MANY} articles compared in {len(looks)} pulls: {sum(looks) / 1000:.1f} s in all")
    tell(
        [
            Figure.of("no_change.odoo.p50", 0.5, large, small, RATIO_MAX),
            Figure.of("compare.odoo.p50", 0.5, looks, plain, LOOK_RATIO_MAX),
        ]
    )


def plainly(odoo: RunningOdoo) -> float:
    """Milliseconds of reading as many articles as one look compares, row by row."""
    began = time.perf_counter()
    found = odoo.person.call(
        "product.product", "search_read", domain=[], fields=PLAIN, limit=LOOK_ROWS_MAX
    )
    assert len(found) == LOOK_ROWS_MAX
    return (time.perf_counter() - began) * 1_000


@dataclass(frozen=True)
class Shop:
    """An Odoo with so many articles, and a device of its own."""

    odoo: RunningOdoo
    store: Store

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Place]:
        remote = open_remote(Odoo(self.odoo.url, self.odoo.database, self.odoo.api_key))
        assert isinstance(await remote.hello(), Hello)
        yield Place(self.store, remote, Scopes((1,), (1,)))
        await remote.close()


@contextmanager
def shop(odoo: RunningOdoo, folder: Path) -> Iterator[Shop]:
    with opened(folder / odoo.database) as store:
        yield Shop(odoo, store)
