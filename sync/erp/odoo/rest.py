"""What packs still hold beside what the lines of a document take out of them already."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from sync.core.quantity import ZERO
from sync.core.records import Line
from sync.erp.odoo.api import Row
from sync.erp.odoo.goods import Goods
from sync.erp.odoo.on_the_way import Out
from sync.erp.odoo.packed import Packed, Part, Spot, taken
from sync.erp.odoo.translate.document import lot_name
from sync.erp.odoo.translate.values import amount, must_ref, ref


@dataclass(slots=True)
class Rest:
    """What lies loose and in packs, used up while lines are written that take from it."""

    packed: Packed
    elsewhere: Out = field(default_factory=dict)
    """What other documents took already."""
    used: dict[tuple[Spot, int | None], Decimal] = field(
        default_factory=lambda: defaultdict(lambda: ZERO)
    )

    def use(self, spot: Spot, package: int | None, quantity: Decimal) -> None:
        """Take so much out of a pack (or what is loose); less than nothing is put back."""
        self.used[spot, package] += quantity

    def take(self, spot: Spot, wanted: Decimal) -> dict[int | None, Decimal]:
        """Say how much comes out of which pack; what nothing is known of is loose."""
        held: dict[int | None, Decimal] = defaultdict(lambda: ZERO)
        for part in self.packed.get(spot, ()):
            held[part.package] += part.quantity
        left = [Part(pack, amount - self._gone(spot, pack)) for pack, amount in held.items()]
        found: dict[int | None, Decimal] = defaultdict(lambda: ZERO)
        for part in taken(left, wanted):
            found[part.package] += part.quantity
            self.use(spot, part.package, part.quantity)
        return found

    def _gone(self, spot: Spot, package: int | None) -> Decimal:
        return self.used[spot, package] + self.elsewhere.get((spot, package), ZERO)

    def is_all(self, spot: Spot, package: int | None, quantity: Decimal) -> bool:
        """Say whether that is all there is in a pack, so that it goes along whole."""
        parts = [part for part in self.packed.get(spot, ()) if part.package == package]
        return any(part.is_all and part.quantity == quantity for part in parts)


def rest_of(row: Row, lines: Iterable[Line], goods: Goods) -> Rest:
    """Say what is left of what is in stock, in its unit; anybody's picked lines have theirs."""
    packed, products = goods.packed, goods.products
    # Packs hold what is counted in the stock's unit, which most lines are in as well.
    other = {
        line.product
        for line in lines
        if line.product in products and products[line.product].unit != line.unit
    }
    elsewhere: dict[tuple[Spot, int | None], Decimal] = {}
    for document, out in goods.out.items():
        for place, quantity in out.items() if document != row["id"] else ():
            elsewhere[place] = elsewhere.get(place, ZERO) + quantity
    rest = Rest({spot: parts for spot, parts in packed.items() if spot[0] not in other}, elsewhere)
    for line in row["move_line_ids"]:
        if line["picked"]:
            spot = (must_ref(line["product_id"]), lot_name(line), must_ref(line["location_id"]))
            rest.use(spot, ref(line["package_id"]), amount(line["quantity_product_uom"]))
    return rest
