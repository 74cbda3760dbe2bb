"""One page of changes from the ERP: what to put into the mirror, in one transaction."""

from dataclasses import dataclass
from enum import StrEnum

from sync.core.quantity import Unit
from sync.core.records import (
    Company,
    Location,
    Lot,
    Packaging,
    Product,
    Stock,
    Warehouse,
    Work,
)


class Table(StrEnum):
    """The kinds of record a device mirrors, in the order they refer to each other."""

    COMPANIES = "companies"
    WAREHOUSES = "warehouses"
    LOCATIONS = "locations"
    UNITS = "units"
    PRODUCTS = "products"
    PACKAGINGS = "packagings"
    LOTS = "lots"
    STOCK = "stock"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Sum:
    """A checksum of one mirrored table: how many rows, and the sum of their ids."""

    count: int
    ids: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Records of one table that are no longer there, or no longer ours to see."""

    table: Table
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Changes from one cursor to the next.

    `works` are whole documents: they replace what the device had of them, lines and entries.
    Operations up to `applied_seq` are part of every document on this page and, where `more`
    is false, of all there is. `done_rows` of `total_rows` is for a progress line.
    """

    from_cursor: str
    to_cursor: str
    more: bool
    applied_seq: int
    companies: tuple[Company, ...] = ()
    warehouses: tuple[Warehouse, ...] = ()
    locations: tuple[Location, ...] = ()
    units: tuple[Unit, ...] = ()
    products: tuple[Product, ...] = ()
    packagings: tuple[Packaging, ...] = ()
    lots: tuple[Lot, ...] = ()
    stock: tuple[Stock, ...] = ()
    works: tuple[Work, ...] = ()
    gone: tuple[Gone, ...] = ()
    done_rows: int = 0
    total_rows: int | None = None
