"""Which bin the putaway rules propose: on a small floor, case by case."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from sync.core.directing import Asked, Load, bin_in, can_take, directed
from sync.core.records import Location, LocationKind, Product, Tracking
from sync.core.storage import Fills, Mixing, PutawayRule, StorageCategory, rooms_text

D = Decimal
DRILL, SAW = 1, 2
TOOLS, SMALL_TOOLS = 7, 8
STOCK, AISLE, FIRST, SECOND, THIRD, OTHER = 10, 20, 21, 22, 23, 31
RACK = StorageCategory(5, 1, "Rack", Mixing.MIXED, D(1000), rooms_text({DRILL: D(10)}, {}))


def place(id: int, name: str, parent: int | None, storage: int | None = None) -> Location:
    return Location(
        id, 1, 1, name, name, None, LocationKind.BIN, parent, "", "", 0, True, storage
    )  # fmt: skip


PLACES = {
    one.id: one
    for one in (
        place(STOCK, "S", None),
        place(AISLE, "S/A", STOCK),
        place(FIRST, "S/A/1", AISLE, RACK.id),
        place(SECOND, "S/A/2", AISLE, RACK.id),
        place(THIRD, "S/A/3", AISLE, RACK.id),
        place(OTHER, "S/B/1", STOCK),
    )
}
ARTICLE = Product(
    DRILL, None, "D", "Drill", None, Tracking.LOT, False, False, 1, True, SMALL_TOOLS,
    weight=D(2),
)  # fmt: skip


def rule(id: int = 1, **over: object) -> PutawayRule:
    first = PutawayRule(
        id, 1, 10, STOCK, AISLE, None, None, "", "", Fills.CLOSEST, RACK.id
    )  # fmt: skip
    return replace(first, **over)


def fixed(id: int, area: int, **over: object) -> PutawayRule:
    return rule(id, area=area, fills=Fills.AREA, storage=None, **over)


@dataclass
class Floor:
    known: Iterable[PutawayRule] = (rule(),)
    loads: dict[int, Load] = field(default_factory=dict)
    lots: dict[str, tuple[int, ...]] = field(default_factory=dict)
    storages: dict[int, StorageCategory] = field(default_factory=lambda: {RACK.id: RACK})
    last: int | None = None
    places: dict[int, Location] = field(default_factory=lambda: dict(PLACES))

    def rules(self, arrives: int) -> list[PutawayRule]:
        return [one for one in self.known if one.arrives == arrives]

    def place(self, id: int) -> Location | None:
        return self.places.get(id)

    def storage(self, place: Location) -> StorageCategory | None:
        return self.storages.get(place.storage or 0)

    def bins(self, area: Location, storage: int, product: int) -> list[Location]:
        assert product
        inside = (one for one in self.places.values() if self.holds(area.id, one))
        return [one for one in inside if one.storage == storage]

    def load(self, place: Location) -> Load:
        return self.loads.get(place.id, Load())

    def last_used(self, product: int, area: Location) -> Location | None:
        found = self.places.get(self.last or 0)
        return found if found and product and self.holds(area.id, found) else None

    def holds(self, area: int, place: Location) -> bool:
        return place.name.startswith(self.places[area].name)

    def empty_bins(self, area: Location) -> list[Location]:
        inside = (one for one in self.places.values() if self.holds(area.id, one))
        return [one for one in inside if not self.load(one).here]

    def places_of(self, product: int, lot: str | None = None) -> list[Location]:
        if lot is not None:
            return [self.places[id] for id in self.lots.get(lot, ())]
        return [one for one in self.places.values() if self.load(one).of(product) > 0]


def sent_to(floor: Floor, quantity: str = "1", **over: object) -> int | None:
    asked = replace(Asked(ARTICLE, D(quantity)), **over)
    found = directed(floor, asked, STOCK)
    return found.id if found else None


def lying(**amounts: int) -> Load:
    names = {"drill": DRILL, "saw": SAW}
    return Load({names[name]: D(amount) for name, amount in amounts.items()})


def test_the_first_bin_that_can_be_used_but_one_with_the_same_article_before():
    assert sent_to(Floor()) == FIRST
    assert sent_to(Floor(loads={THIRD: lying(drill=1)})) == THIRD
    assert sent_to(Floor(loads={THIRD: Load(coming={DRILL: D(1)})})) == THIRD


def test_the_same_lot_comes_before_the_same_article():
    floor = Floor(loads={FIRST: lying(drill=1), THIRD: lying(drill=1)}, lots={"L": (THIRD,)})
    assert sent_to(floor) == FIRST
    assert sent_to(floor, lot="L") == THIRD
    assert sent_to(replace(floor, lots={"L": (OTHER,)}), lot="L") == FIRST, "not the rule's bin"
    full = replace(floor, loads={FIRST: lying(drill=1), THIRD: lying(drill=10)})
    assert sent_to(full, lot="L") == FIRST, "no room there"


@pytest.mark.parametrize(
    ("there", "quantity", "found"),
    [(9, "1", FIRST), (9, "2", SECOND), (10, "1", SECOND), (10, "0", SECOND), (0, "11", None)],
)
def test_a_bin_takes_no_more_than_its_room(there: int, quantity: str, found: int | None):
    loads = {FIRST: lying(drill=there)} if there else {}
    assert sent_to(Floor(loads=loads), quantity) == found


def test_a_bin_bears_no_more_than_its_weight():
    heavy = replace(RACK, weight_max=D(20))
    floor = Floor(storages={RACK.id: heavy}, loads={FIRST: Load(weight=D(19))})
    assert sent_to(floor) == SECOND
    assert sent_to(floor, "10") == SECOND
    unsaid = Floor(storages={RACK.id: replace(RACK, weight_max=D(0))})
    assert sent_to(unsaid) is None, "as the ERP has it: where no weight is said, none is borne"


@pytest.mark.parametrize(
    ("mixing", "first", "found"),
    [
        (Mixing.EMPTY, lying(drill=1), SECOND),
        (Mixing.EMPTY, lying(saw=1), SECOND),
        (Mixing.EMPTY, lying(saw=-1), FIRST),
        (Mixing.SAME, lying(drill=1), FIRST),
        (Mixing.SAME, lying(saw=1), SECOND),
        (Mixing.SAME, Load(coming={SAW: D(1)}), SECOND),
        (Mixing.MIXED, lying(saw=1), FIRST),
    ],
)
def test_goods_are_mixed_only_as_far_as_it_is_allowed(mixing: Mixing, first: Load, found: int):
    floor = Floor(storages={RACK.id: replace(RACK, mixing=mixing)}, loads={FIRST: first})
    assert sent_to(floor) == found


def test_the_narrower_rule_comes_first_and_then_the_offices_order():
    below = f"{TOOLS} {SMALL_TOOLS}"
    rules = [
        fixed(1, OTHER),
        fixed(2, FIRST, category=TOOLS, categories=below),
        fixed(3, SECOND, category=SMALL_TOOLS, categories=str(SMALL_TOOLS)),
        fixed(4, THIRD, product=DRILL),
    ]
    for found in (THIRD, SECOND, FIRST, OTHER):
        assert sent_to(Floor(rules)) == found
        rules.pop()
    two = [fixed(1, FIRST, sequence=20), fixed(2, SECOND, sequence=5)]
    assert sent_to(Floor(two)) == SECOND


def test_rules_for_other_goods_packs_and_places_say_nothing():
    others = (
        fixed(1, FIRST, product=SAW),
        fixed(2, FIRST, category=99, categories="99"),
        fixed(3, FIRST, pack_types="3"),
        fixed(4, FIRST, arrives=AISLE),
    )
    assert sent_to(Floor(others)) is None


def test_where_it_was_put_last_or_else_the_place_the_rule_names():
    last = (rule(fills=Fills.LAST_USED, storage=None),)
    assert sent_to(Floor(last, last=THIRD)) == THIRD
    assert sent_to(Floor(last)) == AISLE
    assert sent_to(Floor(last, last=OTHER)) == AISLE, "not in the rule's area"


def test_what_is_out_of_use_or_found_full_is_not_proposed_again():
    shut = PLACES | {FIRST: replace(PLACES[FIRST], active=False)}
    assert sent_to(Floor(places=shut)) == SECOND
    assert sent_to(Floor(), full=frozenset({FIRST, SECOND})) == THIRD
    assert sent_to(Floor((fixed(1, FIRST),), places=shut)) is None


def test_in_an_area_the_lot_the_article_or_an_empty_bin():
    floor = Floor(loads={SECOND: lying(drill=1), FIRST: lying(saw=1)}, lots={"L": (THIRD,)})
    area = PLACES[AISLE]
    for lot, found in (("L", THIRD), ("M", SECOND), (None, SECOND)):
        bin = bin_in(floor, Asked(ARTICLE, D(1), lot), area)
        assert bin is not None
        assert bin.id == found
    empty = bin_in(replace(floor, loads={FIRST: lying(saw=1)}), Asked(ARTICLE, D(1)), area)
    assert empty is not None
    assert empty.id == SECOND


def test_a_place_without_a_storage_category_takes_anything():
    assert can_take(Floor(), Asked(ARTICLE, D(10**6)), PLACES[OTHER])
