"""The open work of the training group: receipts, deliveries and transfers of every building."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from sync.core.quantity import total
from sync.core.records import Document, DocumentKind, DocumentState, Entry, Line, Stock, Work
from sync.erp.training.announced import announced
from sync.erp.training.goods import Article, Range
from sync.erp.training.group import CUSTOMERS_PLACE, DOZEN, SUPPLIERS_PLACE, Building
from sync.erp.training.names import CUSTOMERS, SUPPLIERS, Care
from sync.erp.training.shelves import Shelves

RECEIPTS, DELIVERIES, TRANSFERS = 14, 18, 8
"""Open documents of each kind in each building."""
LARGE_LINES = 240
BATCHED, WAVED = 4, 3
"""So many of a building's last deliveries are to be picked together: as a batch, and as a wave."""
_DUE_DAYS = (-6, -2, -1, 0, 0, 0, 1, 1, 2, 3, 5, 8, 13)

_OPERATIONS = {
    DocumentKind.RECEIPT: ("IN", "Receipts"),
    DocumentKind.DELIVERY: ("OUT", "Deliveries"),
    DocumentKind.TRANSFER: ("INT", "Internal transfers"),
}


def series(warehouse_code: str, kind: DocumentKind) -> str:
    """The row of numbers that documents of a kind are named by in a warehouse."""
    return f"{warehouse_code}/{_OPERATIONS[kind][0]}"


def operation(kind: DocumentKind) -> str:
    """What the work of a kind is called."""
    return _OPERATIONS[kind][1]


@dataclass(slots=True)
class Desk:
    """Where the orders are written: what has been written, and the numbers used."""

    goods: Range
    shelves: Shelves
    today: date
    chance: Random
    works: list[Work] = field(default_factory=list)
    lines: int = 0
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """The next of a row of numbers."""
        self.numbers[name] = self.numbers.get(name, 0) + 1
        return self.numbers[name]


Wanted = list[tuple[Article, Decimal]]


def write_orders(desk: Desk, buildings: tuple[Building, ...]) -> None:
    """Write every building's open work; the first receipt of all is the small friendly one."""
    for building in buildings:
        _receipt(desk, building, _friendly(desk, building), desk.today)
        _receipt(desk, building, _wanted(desk, building, LARGE_LINES), desk.today)
        for _ in range(RECEIPTS - 2):
            _receipt(
                desk, building, _wanted(desk, building, desk.chance.randint(3, 14)), _due(desk)
            )
        for _ in range(DELIVERIES):
            _delivery(desk, building)
        _batched(desk, building)
        for _ in range(TRANSFERS):
            _transfer(desk, building)


def _friendly(desk: Desk, building: Building) -> Wanted:
    """Four lines, one of each kind: plain with a case, lot and date, weighed, serial."""
    company = building.warehouse.company
    amounts = {Care.PLAIN: "24", Care.FRESH: "12", Care.WEIGHED: "12.5", Care.SERIAL: "2"}
    chosen = []
    for care, amount in amounts.items():
        ours = [
            one
            for one in desk.goods.by_care[care]
            if one.product.company in {None, company} and one.product.barcode and one.packagings
        ]
        boxed = next(one for one in ours if one.packagings[0].quantity in {5, 6, 12, 2})
        chosen.append((boxed, Decimal(amount)))
    return chosen


def _wanted(desk: Desk, building: Building, count: int) -> Wanted:
    company = building.warehouse.company
    ours = [one for one in desk.goods.articles if one.product.company in {None, company}]
    return [(one, _amount(one, desk.chance)) for one in desk.chance.sample(ours, count)]


def _amount(article: Article, chance: Random) -> Decimal:
    match article.family.care:
        case Care.SERIAL | Care.PRECIOUS:
            return Decimal(chance.randint(1, 3))
        case Care.WEIGHED:
            return Decimal(chance.randint(2_000, 90_000)) / 1000
        case Care.PLAIN | Care.LOT | Care.FRESH:
            return Decimal(article.family.case[0] * chance.randint(1, 8))


def _receipt(desk: Desk, building: Building, wanted: Wanted, due: date) -> None:
    number = desk.number("P")
    document = _document(desk, building, DocumentKind.RECEIPT, due)
    document = replace(
        document,
        origin=f"P{number:05d}",
        party=SUPPLIERS[document.id % len(SUPPLIERS)],
        source=SUPPLIERS_PLACE,
        destination=building.arrivals.id,
    )
    work = Work(document, _lines(desk, document, wanted, bought=True))
    desk.works.append(announced(work, number, (article.product for article, _ in wanted)))


def _delivery(desk: Desk, building: Building) -> None:
    origin = f"S{desk.number('S'):05d}"
    document = _document(desk, building, DocumentKind.DELIVERY, _due(desk))
    document = replace(
        document,
        origin=origin,
        party=CUSTOMERS[document.id % len(CUSTOMERS)],
        destination=CUSTOMERS_PLACE,
    )
    _from_shelves(desk, building, document, desk.chance.randint(1, 6))


def _batched(desk: Desk, building: Building) -> None:
    """Have the last deliveries picked together, as an office does that plans its walks."""
    code, last = building.warehouse.code, len(desk.works)
    for series, count in (("BATCH", BATCHED), ("WAVE", WAVED)):
        name = f"{code}/{series}/{desk.number(f'{code}/{series}'):05d}"
        for at in range(last - count, last):
            work = desk.works[at]
            desk.works[at] = replace(work, document=replace(work.document, batch=name))
        last -= count


def _transfer(desk: Desk, building: Building) -> None:
    document = _document(desk, building, DocumentKind.TRANSFER, _due(desk))
    target = building.quality if document.id % 3 == 0 else building.dock
    _from_shelves(desk, building, replace(document, destination=target.id), 3)


def _document(desk: Desk, building: Building, kind: DocumentKind, due: date) -> Document:
    warehouse = building.warehouse
    row = series(warehouse.code, kind)
    return Document(
        id=len(desk.works) + 1,
        kind=kind,
        name=f"{row}/{desk.number(row):05d}",
        origin="",
        party="",
        company=warehouse.company,
        warehouse=warehouse.id,
        operation=operation(kind),
        state=DocumentState.READY,
        due=due,
        source=warehouse.stock,
        destination=warehouse.stock,
        backorder_of=None,
        version="",
    )


def _due(desk: Desk) -> date:
    return desk.today + timedelta(desk.chance.choice(_DUE_DAYS))


def _lines(desk: Desk, document: Document, wanted: Wanted, *, bought: bool) -> tuple[Line, ...]:
    lines = []
    for place, (article, amount) in enumerate(wanted, 1):
        desk.lines += 1
        unit, demand = article.product.unit, amount
        # Some household goods are bought by the dozen and kept by the piece.
        if bought and article.family.code == "HH" and article.product.id % 3 == 0:
            unit, demand = DOZEN.id, Decimal(desk.chance.randint(2, 9))
        lines.append(
            Line(
                desk.lines,
                document.id,
                10 * place,
                article.product.id,
                unit,
                demand,
                Decimal(0),
                (),
            )
        )
    return tuple(lines)


def _from_shelves(desk: Desk, building: Building, document: Document, count: int) -> None:
    """Ask for goods that are there, and reserve them; now and then for more than there is."""
    kept = desk.chance.sample(desk.shelves.kept[building.warehouse.id], count)
    wanted, plans, complete = [], list[tuple[Entry, ...]](), True
    for article in kept:
        asked = _amount(article, desk.chance)
        planned = _reserve(desk.shelves, article, document, asked)
        complete = complete and asked == total(one.quantity for one in planned)
        plans.append(planned)
        wanted.append((article, asked))
    state = DocumentState.READY if complete else DocumentState.WAITING
    document = replace(document, state=state)
    lines = _lines(desk, document, wanted, bought=False)
    desk.works.append(Work(document, tuple(map(_planned, lines, plans))))


def _planned(line: Line, planned: tuple[Entry, ...]) -> Line:
    return replace(line, planned=planned)


def _reserve(
    shelves: Shelves, article: Article, document: Document, asked: Decimal
) -> tuple[Entry, ...]:
    company, planned = document.company, list[Entry]()
    for index, one in enumerate(shelves.stock):
        if one.product != article.product.id or one.company != company or asked <= 0:
            continue
        taken = min(asked, one.quantity - one.reserved)
        if taken > 0:
            lot = shelves.lots[one.lot - 1].name if one.lot else None
            planned.append(Entry(lot, None, document.destination, taken, one.location))
        shelves.stock[index] = Stock(
            one.id, company, one.product, one.location, one.lot, one.quantity, one.reserved + taken
        )
        asked -= taken
    return tuple(planned)
