"""The buildings of the training group: who owns which warehouse, and its bins."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sync.core.quantity import Unit
from sync.core.records import Company, Location, LocationKind, Warehouse
from sync.erp.training.names import COMPANIES

PIECE = Unit(1, "Units", 1, Decimal(1), Decimal(1))
DOZEN = Unit(2, "Dozens", 1, Decimal(12), Decimal(1))
KILO = Unit(3, "kg", 2, Decimal(1), Decimal("0.001"))
GRAM = Unit(4, "g", 2, Decimal("0.001"), Decimal(1))
UNITS = (PIECE, DOZEN, KILO, GRAM)

SUPPLIERS_PLACE, CUSTOMERS_PLACE, BETWEEN_COMPANIES, LOSS_PLACE = 1, 2, 3, 4
"""The ids of the places that are nobody's."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One building: zones are letters, each with so many aisles of so many bins.

    What comes in goes in so many `steps`: to stock, or by the dock, or by dock and quality.
    """

    company: int
    code: str
    name: str
    zones: str
    aisles: int
    bins: int
    steps: int = 1


PLANS = (
    Plan(2, "CEN", "Central Warehouse", "ABCDE", 4, 14),
    Plan(3, "RET", "Retail Depot", "ABCDE", 3, 10, steps=2),
    Plan(4, "ONL", "Online Fulfilment", "ABCDE", 4, 10),
    Plan(5, "PRT", "Port Warehouse", "ABCDE", 3, 8, steps=3),
)
"""The holding owns no building, and Import Overseas ships straight to the others."""


@dataclass(frozen=True, slots=True)
class Building:
    """A warehouse with the places that work begins and ends in."""

    warehouse: Warehouse
    dock: Location
    quality: Location
    shipping: Location
    bins: tuple[Location, ...]
    way_in: tuple[Location, ...]
    """The places that goods come through, the last of them the building's stock."""

    def zone(self, letter: str) -> tuple[Location, ...]:
        """The open bins of one zone."""
        return tuple(bin for bin in self.bins if bin.zone == letter and bin.active)

    @property
    def arrivals(self) -> Location:
        """Where goods that come in are put down first."""
        return self.way_in[0]


@dataclass(frozen=True, slots=True)
class Group:
    """Companies, buildings and every place there is."""

    companies: tuple[Company, ...]
    buildings: tuple[Building, ...]
    places: tuple[Location, ...]


def make_group() -> Group:
    """Draw up the group; nothing in it is left to chance."""
    companies = tuple(Company(id, name) for id, name in enumerate(COMPANIES, 1))
    places = list(_nobodys())
    buildings = []
    for number, plan in enumerate(PLANS, 1):
        building, own = _build(plan, number, len(places) + 1)
        buildings.append(building)
        places.extend(own)
    return Group(companies, tuple(buildings), tuple(places))


def _nobodys() -> Iterator[Location]:
    named = (
        (SUPPLIERS_PLACE, "Suppliers", LocationKind.SUPPLIER),
        (CUSTOMERS_PLACE, "Customers", LocationKind.CUSTOMER),
        (BETWEEN_COMPANIES, "Between companies", LocationKind.TRANSIT),
        (LOSS_PLACE, "Stock differences", LocationKind.LOSS),
    )
    for id, name, kind in named:
        yield Location(id, None, None, name, name, None, kind, None, "", "", 0, active=True)


def _build(plan: Plan, number: int, first: int) -> tuple[Building, list[Location]]:
    def place(name: str, kind: LocationKind, parent: int | None) -> Location:
        path = f"{plan.code}/{name}" if name else plan.code
        barcode = f"{plan.code}-{name.upper()}" if name else None
        id, label = first + len(own), name or plan.code
        own.append(
            Location(
                id, plan.company, number, path, label, barcode, kind, parent, "", "", 0, active=True
            )
        )
        return own[-1]

    own: list[Location] = []
    root = place("", LocationKind.AREA, None)
    stock = place("Stock", LocationKind.BIN, root.id)
    dock = place("Dock", LocationKind.BIN, root.id)
    quality = place("Quality", LocationKind.BIN, root.id)
    shipping = place("Shipping", LocationKind.BIN, root.id)
    place("Exceptions", LocationKind.SUSPENSE, root.id)
    warehouse = Warehouse(number, plan.company, plan.code, plan.name, stock.id)
    bins = tuple(_bins(plan, warehouse, first + len(own)))
    way_in = (dock, quality, stock) if plan.steps == 3 else (dock, stock)[2 - plan.steps :]
    return Building(warehouse, dock, quality, shipping, bins, way_in), [*own, *bins]


def _bins(plan: Plan, warehouse: Warehouse, first: int) -> Iterator[Location]:
    for index in range(len(plan.zones) * plan.aisles * plan.bins):
        rest, slot = divmod(index, plan.bins)
        zone, aisle = divmod(rest, plan.aisles)
        letter, label = plan.zones[zone], f"{plan.zones[zone]}-{aisle + 1:02d}-{slot + 1:02d}"
        # People walk up one aisle and down the next.
        step = slot if aisle % 2 == 0 else plan.bins - 1 - slot
        yield Location(
            id=first + index,
            company=plan.company,
            warehouse=warehouse.id,
            name=f"{plan.code}/Stock/{label}",
            label=label,
            barcode=f"{plan.code}-{label}",
            kind=LocationKind.BIN,
            parent=warehouse.stock,
            zone=letter,
            aisle=f"{aisle + 1:02d}",
            pick_order=rest * 100 + step,
            # The last bin of each zone is out of use, as some bin always is.
            active=not (aisle == plan.aisles - 1 and slot == plan.bins - 1),
        )
