"""Opens the training warehouse; where there is none yet, plans one from a seed and a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

from sync.core.pack_types import PackType
from sync.core.quality import CheckRule
from sync.core.quantity import Unit
from sync.core.records import (
    CatalogueRecord,
    Company,
    Location,
    Lot,
    Packaging,
    Product,
    Stock,
    SupplierCode,
    Warehouse,
)
from sync.core.storage import PutawayRule, StorageCategory
from sync.erp.training.announced import supplier_codes
from sync.erp.training.books import Books, Owner
from sync.erp.training.checks import hold_places, with_worth, write_checks
from sync.erp.training.database import (
    File,
    as_disk_trouble,
    make_tables,
    mark_whole,
    open_file,
    open_whole,
)
from sync.erp.training.goods import Article, make_range
from sync.erp.training.group import UNITS, make_group
from sync.erp.training.onward import AFTER
from sync.erp.training.orders import Desk, write_orders
from sync.erp.training.pack_types import pack_types, with_weight
from sync.erp.training.shelves import fill_shelves
from sync.erp.training.storing import write_rules
from sync.erp.training.upgrade import bring_up

FILE_NAME = "training.db"
SEED = 2_000


def open_books(folder: Path, today: date, seed: int = SEED) -> Books:
    """Open the books in a folder; an unfinished or damaged file is begun again.

    OSError, with its number, where the disk is full or may not be written to.
    """
    path = folder / FILE_NAME
    with as_disk_trouble(path):
        return Books(_opened(path, today) or _made_anew(path, today, seed))


def _opened(path: Path, today: date) -> File | None:
    found = open_whole(path)
    if found is None:
        return None
    file, version = found
    try:
        if bring_up(file, version, today):
            return file
    except BaseException:
        file.close()
        raise
    file.close()
    return None


def _made_anew(path: Path, today: date, seed: int) -> File:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    file = open_file(path)
    try:
        _plan(file, today, seed)
    except BaseException:
        file.close()
        raise
    return file


def _plan(file: File, today: date, seed: int) -> None:
    # One stream of chance in one order: the same seed and day give the same file, byte for byte.
    chance = Random(seed)  # noqa: S311 -- goods are made up here, not keys
    group, goods = make_group(), make_range(chance)
    shelves = fill_shelves(goods, group.buildings, today, chance)
    desk = Desk(goods, shelves, today, chance)
    write_orders(desk, group.buildings)
    places = (*group.places, *hold_places(len(group.places) + 1))
    records: list[CatalogueRecord] = [
        *group.companies,
        *(building.warehouse for building in group.buildings),
        *places,
        *UNITS,
        *(with_weight(with_worth(article.product)) for article in goods.articles),
        *(packaging for article in goods.articles for packaging in article.packagings),
        *shelves.lots,
        *shelves.stock,
        *supplier_codes(article.product for article in goods.articles),
        *pack_types(),
    ]
    books, owners = Books(file), _owners(goods.articles, places)
    with file.transaction():
        make_tables(file)
        books.put((record, _owner(record, owners)) for record in records)
        books.put_works(desk.works)
        _write_numbers(file, desk, records)
        ways = (one for building in group.buildings for one in pairwise(building.way_in))
        file.do_many(
            "INSERT INTO facts VALUES (?, ?)",
            ((f"{AFTER}{place.id}", str(onward.id)) for place, onward in ways),
        )
        write_checks(books, today)
        write_rules(books)
        file.do("INSERT INTO facts VALUES ('books', ?)", (f"{today.isoformat()}/{seed}",))
        mark_whole(file)


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose articles are, and in which warehouse places are, by id."""

    articles: dict[int, int | None]
    places: dict[int, int | None]


def _owners(articles: Iterable[Article], places: Iterable[Location]) -> Owners:
    return Owners(
        {article.product.id: article.product.company for article in articles},
        {place.id: place.warehouse for place in places},
    )


def _owner(record: CatalogueRecord, owners: Owners) -> Owner:
    match record:
        case Company(id=company):
            return Owner(company)
        case Warehouse(id=id, company=company):
            return Owner(company, id)
        case Location(company=company, warehouse=warehouse):
            return Owner(company, warehouse)
        case Packaging(product=product):
            return Owner(owners.articles[product])
        case Stock(company=company, location=location):
            return Owner(company, owners.places[location])
        case Product(company=company) | Lot(company=company):
            return Owner(company)
        case StorageCategory(company=company) | PutawayRule(company=company):
            return Owner(company)
        case SupplierCode(company=company) | PackType(company=company):
            return Owner(company)
        case Unit() | CheckRule():
            return Owner()


def _write_numbers(file: File, desk: Desk, records: list[CatalogueRecord]) -> None:
    last = {"documents": len(desk.works), "lines": desk.lines}
    last["lots"] = sum(1 for record in records if isinstance(record, Lot))
    last["stock"] = sum(1 for record in records if isinstance(record, Stock))
    file.do_many("INSERT INTO numbers VALUES (?, ?)", (desk.numbers | last).items())
