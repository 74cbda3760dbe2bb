"""One page of changes from the ERP: what to put into the mirror, in one transaction."""

from dataclasses import dataclass
from enum import StrEnum

from sync.core.lifecycle import Result
from sync.core.pack_types import PackType
from sync.core.quality import CheckRule
from sync.core.quantity import Unit
from sync.core.records import (
    Company,
    Location,
    Lot,
    Packaging,
    Product,
    Stock,
    SupplierCode,
    Warehouse,
    Work,
)
from sync.core.storage import PutawayRule, StorageCategory


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
    CHECK_RULES = "check_rules"
    STORAGE_CATEGORIES = "storage_categories"
    PUTAWAY_RULES = "putaway_rules"
    SUPPLIER_CODES = "supplier_codes"
    PACK_TYPES = "pack_types"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Sum:
    """A checksum of one bucket of a table: how many rows, and their numbers added up."""

    count: int
    mix: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """A thousand neighbouring ids of one table, in which the two sides do not hold the same."""

    table: Table
    number: int


@dataclass(frozen=True, slots=True)
class Drift:
    """What was put right in a bucket: rows that went, and rows that were missing or wrong.

    Not what is on its way: what a device has not pulled yet is no drift.
    """

    bucket: Bucket
    held: Sum
    there: Sum
    gone: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Records of one table that are no longer there, or no longer ours to see."""

    table: Table
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Changes from one cursor to the next.

    `works` are whole documents: they replace what the device had of them, lines and entries.
    Operations up to `applied_seq` are part of every document on this page and, where `more` is
    false, of all there is; they are numbers of `epoch`. `answers` are to those of them that the
    device had no answer to: what was parked among them is in no document. `resend_from` names the
    first operation that an ERP lacks although the device holds its answer: it was put back to an
    older day. It is `strange` where the last number that the device holds an answer for stands for
    another operation there, and `copied` where a newer epoch of the same device is known.
    `done_rows` of `total_rows` are for a progress line. `answered_seq` is the request's own, where
    a page may come late: one that was made before some answers were known cannot speak for them.

    With `anew` a whole new snapshot begins: what does not come again up to the page without `more`
    is gone, but for documents that are `kept` as they are. `doubt` are buckets whose rows the ERP
    wants to compare, and `drift` what it found by that. Amid a cycle that was cut off before it has
    `uncompared` what it was given, and is to be asked again.
    """

    from_cursor: str
    to_cursor: str
    more: bool
    applied_seq: int
    epoch: int = 0
    answered_seq: int | None = None
    companies: tuple[Company, ...] = ()
    warehouses: tuple[Warehouse, ...] = ()
    locations: tuple[Location, ...] = ()
    units: tuple[Unit, ...] = ()
    products: tuple[Product, ...] = ()
    packagings: tuple[Packaging, ...] = ()
    lots: tuple[Lot, ...] = ()
    stock: tuple[Stock, ...] = ()
    check_rules: tuple[CheckRule, ...] = ()
    storage_categories: tuple[StorageCategory, ...] = ()
    putaway_rules: tuple[PutawayRule, ...] = ()
    supplier_codes: tuple[SupplierCode, ...] = ()
    pack_types: tuple[PackType, ...] = ()
    works: tuple[Work, ...] = ()
    gone: tuple[Gone, ...] = ()
    anew: bool = False
    kept: tuple[int, ...] = ()
    doubt: tuple[Bucket, ...] = ()
    drift: tuple[Drift, ...] = ()
    uncompared: bool = False
    answers: tuple[Result, ...] = ()
    resend_from: int = 0
    strange: bool = False
    copied: bool = False
    done_rows: int = 0
    total_rows: int | None = None
