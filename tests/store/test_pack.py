"""What is to be packed, what is in which pack, and how both follow what is done here."""

from dataclasses import replace
from decimal import Decimal

from sync.core.operations import MoveLine, Undo
from sync.core.pack_types import PackType
from sync.core.records import DocumentKind, Entry
from sync.store.told import PickWanted
from tests.store.floor import BIN, PLAIN, SCOPE, TODAY, run
from tests.store.test_pick import CUSTOMER, PROMISED, floor, order

D = Decimal
__all__ = ["floor"]


def packing(floor, document: int = 5):
    wanted = PickWanted((document,), None, (), None, None, (), TODAY)
    return run(floor.store.moving.pack(SCOPE, wanted))


def packed(amount: int, package: str | None, line) -> MoveLine:
    quantity = D(amount)
    about = (line.product, quantity, quantity, None, None, BIN, CUSTOMER, line.unit)
    return MoveLine(line.document, line.id, *about, package=package)


def seen(slice_) -> list[tuple]:
    return [(row.product.id, row.quantity, row.package) for row in slice_.packed]


def test_what_is_packed_here_is_seen_at_once(floor):
    floor.rests = False
    work = order(planned=PROMISED)
    floor.absorb(work)
    line = work.lines[0]
    floor.did(packed(2, "BOX", line))
    floor.did(packed(1, "BOX", line))
    done = floor.did(packed(1, "OTHER", line))
    found = packing(floor)
    assert seen(found) == [(PLAIN, 3, "BOX"), (PLAIN, 1, "OTHER")]
    assert found.packages == ("BOX", "OTHER")
    assert [task.quantity for task in found.walk.tasks if task.reserved] == [2]
    floor.did(Undo(done.envelope.op_id, done.envelope.deed))
    assert seen(packing(floor)) == [(PLAIN, 3, "BOX")]
    floor.store._following.catch_up()
    assert seen(packing(floor)) == [(PLAIN, 3, "BOX")]


def box(id: int, company: int | None, sequence: int) -> PackType:
    sides = (D(40), D(30), D("20.5"))
    return PackType(id, company, sequence, f"Box {id}", f"BOX-{id}", *sides, D("0.4"), D(12), "kg")


def test_types_of_packs_are_the_companys_own_or_everybodys(floor):
    mine, theirs, ours = box(1, SCOPE.company, 2), box(2, SCOPE.company + 1, 1), box(3, None, 1)
    work = order(planned=PROMISED)
    floor.absorb(work, pack_types=(mine, theirs, ours))
    line = work.lines[0]
    floor.did(replace(packed(2, "BOX", line), pack_type=1))
    # The first who said what a pack is was right.
    floor.did(replace(packed(1, "BOX", line), pack_type=3))
    for _ in range(2):
        found = packing(floor)
        assert found.types == (ours, mine)
        assert found.type_of("BOX") == mine
        floor.store._following.catch_up()


def test_what_others_packed_is_seen_too(floor):
    work = order(planned=())
    entries = (Entry(None, None, CUSTOMER, D(4), BIN, "THEIRS"), Entry(None, None, 1, D(1), BIN))
    lines = (replace(work.lines[0], done=D(5), entries=entries), work.lines[1])
    floor.absorb(replace(work, lines=lines))
    assert seen(packing(floor)) == [(PLAIN, 4, "THEIRS"), (PLAIN, 1, None)]


def test_steps_of_packing_and_deliveries_wait_to_be_packed(floor):
    floor.absorb(
        order(5), order(6, kind=DocumentKind.PACK), order(7, kind=DocumentKind.PICK),
        order(8, kind=DocumentKind.TRANSFER),
    )  # fmt: skip
    found = run(floor.store.moving.packs(SCOPE, (), TODAY))
    assert {row.document.id for row in found.rows} == {5, 6}
    assert found.total == 2


def test_nothing_is_packed_on_what_is_not_there(floor):
    found = packing(floor, 99)
    assert (found.document, found.packed) == (None, ())
