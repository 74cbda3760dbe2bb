"""Puts amounts into stock and takes them out; makes the lots that are named for the first time."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sync.core.checking import is_blocked
from sync.core.page import Table
from sync.core.records import Location, Lot, Stock
from sync.erp.training.books import Books, Owner
from sync.erp.training.facts import find_lot, judged_lines


@dataclass(frozen=True, slots=True)
class Spot:
    """One product (and lot) of a company in one place."""

    company: int | None
    product: int
    location: int
    lot: int | None


def add_stock(books: Books, spot: Spot, amount: Decimal) -> None:
    """Put an amount, in the product's own unit; less than nothing takes it out."""
    held = books.first(
        Stock,
        "product = ? AND location = ? AND lot IS ?",
        (spot.product, spot.location, spot.lot),
    )
    if held is None:
        id, nothing = books.next_number("stock"), Decimal(0)
        held = Stock(id, spot.company, spot.product, spot.location, spot.lot, nothing, nothing)
    put_stock(books, replace(held, quantity=held.quantity + amount))


def put_stock(books: Books, row: Stock) -> None:
    """Write one amount in one place; what is empty is not kept."""
    if row.quantity == 0 and row.reserved == 0:
        books.remove(Table.STOCK, row.id)
    else:
        books.put([(row, Owner(row.company, books.must(Location, row.location).warehouse))])


def lot_for(
    books: Books, company: int, product: int, named: tuple[str | None, date | None]
) -> int | None:
    """The lot of that name, made with that date where there is none of the name."""
    name, expiry = named
    if name is None:
        return None
    known = find_lot(books, product, company, name)
    if known:
        # A lot keeps the date it was first given, as in Odoo.
        return known.id
    # It may have failed before anybody knew of it: on a receipt that is still open.
    bad = any(is_blocked(one, name) for one in judged_lines(books, product, company))
    lot = Lot(books.next_number("lots"), company, product, name, expiry, bad)
    books.put([(lot, Owner(company))])
    return lot.id
