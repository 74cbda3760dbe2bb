"""A pull that brings nothing, with few articles and with many: it must cost the same."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
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
from tests.contract.training_erp import TODAY
from tests.rigs.running import OdooSite, RunningOdoo
from tests.store.floor import DEVICE, article

FEW, MANY = 1_000, 100_000
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
@pytest.mark.rows("no_change.odoo", "compare.odoo")
@pytest.mark.timeout(1800)
def test_a_pull_without_change_costs_odoo_the_same_with_many_articles(
    odoo_site: OdooSite, tmp_path: Path
):
    async def measured(few: Shop, many: Shop) -> tuple[list[list[float]], list[float]]:
        async with few.place() as small, many.place() as large:
            for place in (small, large):
                await place.fill()
            taken = await in_turn([small, large])
            return taken, await large.compare()

    with (
        shop(odoo_site, "bench_few", FEW, tmp_path) as few,
        shop(odoo_site, "bench_many", MANY, tmp_path) as many,
    ):
        (small, large), looks = asyncio.run(measured(few, many))
        plain = [plainly(many.odoo) for _ in range(3)]
    print(f"\n{MANY} articles compared in {len(looks)} pulls: {sum(looks) / 1000:.1f} s in all")
    tell(
        [
            Figure("no_change.odoo.p50", at(0.5, large), "ms", at(0.5, small), RATIO_MAX),
            Figure("compare.odoo.p50", at(0.5, looks), "ms", at(0.5, plain), LOOK_RATIO_MAX),
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
def shop(site: OdooSite, name: str, articles: int, folder: Path) -> Iterator[Shop]:
    with site.database(name) as odoo, opened(folder / name) as store:
        make_copies(odoo, articles)
        yield Shop(odoo, store)


def make_copies(odoo: RunningOdoo, articles: int) -> None:
    """Copies of one article, made by PostgreSQL: by Odoo a hundred thousand take half an hour."""
    product = odoo.person.find("product.product", [["barcode", "!=", False]], ["product_tmpl_id"])
    template = product[0]["product_tmpl_id"][0]
    own = {"product_tmpl_id": "t.id", "barcode": "'9' || t.id", "default_code": "'B-' || t.id"}

    def sql(statement: str) -> str:
        return odoo.site.postgres.sql(statement, database=odoo.database)

    def columns(table: str) -> list[str]:
        said = sql(
            f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"
            " AND column_name <> 'id' AND table_schema = 'public'"
        )
        return said.split()

    templates, products = columns("product_template"), columns("product_product")
    copied = ", ".join(own.get(name, f"p.{name}") for name in products)
    sql(
        f"WITH t AS (INSERT INTO product_template ({', '.join(templates)})"
        f" SELECT {', '.join(f'p.{name}' for name in templates)}"
        f" FROM product_template p, generate_series(1, {articles}) WHERE p.id = {template}"
        f" RETURNING id) INSERT INTO product_product ({', '.join(products)})"
        f" SELECT {copied} FROM product_product p, t WHERE p.id = {product[0]['id']}"
    )
    sql("ANALYZE")
