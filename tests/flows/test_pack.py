"""Packing, decided: what goes in, what is refused before a pack is closed, and the door."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.base.decision import Ask, Do, Go, Number, Refuse, Stay
from app.base.messages import Action, Scanned, Tapped
from app.base.session import Hand, Pack, Packs, PackStep, Question, Session
from app.base.wording import say
from app.pack.flow import decide
from app.pack.view import view
from app.ui.looks import Badge, Mark
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.operations import FinishReceipt, MoveLine, Rest
from sync.core.pack_slices import PackedRow, PackSlice
from sync.core.pick_slices import PickSlice, PickTask
from sync.core.records import DocumentKind, DocumentState, Line
from sync.core.slices import Found, FoundProduct, Progress
from tests.flows.floor import BIN, CASE, DRILL, PAINT, PIECES, RECEIPT, SAW, SCOPE, TODAY, scan

D = Decimal
BOX, OTHER = write(HouseKind.PACKAGE, "BOX-1"), write(HouseKind.PACKAGE, "BOX-2")
ORDER = replace(RECEIPT, kind=DocumentKind.DELIVERY, name="OUT/7", destination=77)


def task(product=DRILL, amount: int = 10, lot: str | None = None, line: int = 1) -> PickTask:
    asked = Line(line, ORDER.id, line, product.id, PIECES.id, D(amount), D(0), ())
    return PickTask(ORDER, asked, product, PIECES, PIECES, lot, BIN, 77, D(amount))


def slice_of(*tasks: PickTask, packed: tuple[PackedRow, ...] = (), **over: object) -> PackSlice:
    done = D(sum(row.quantity for row in packed))
    walk = PickSlice(
        documents=(ORDER,),
        tasks=tasks,
        total=len(tasks),
        progress=Progress(2, 2 - len(tasks), D(10), done),
        remaining=(),
        lying=(),
        lots=(),
        found=Found(),
        undoable=None,
        today=TODAY,
    )
    return PackSlice(replace(walk, **over), packed)


def inside(package: str | None, amount: int, product=DRILL, lot: str | None = None) -> PackedRow:
    return PackedRow(1, product, PIECES, lot, D(amount), package)


def at(step: PackStep = PackStep.FILL, loaded: tuple[str, ...] = (), **hand: object) -> Session:
    place = Pack(ORDER.id, step, loaded=loaded)
    return Session(place, SCOPE, "Ana", replace(Hand(), **hand))


def scanned(text: str = "x", *, by_hand: bool = False) -> Scanned:
    return Scanned(scan(text), by_hand=by_hand)


def goods(product=DRILL, packaging=None) -> Found:
    return Found(products=(FoundProduct(product, packaging),))


def refused(decision) -> str:
    assert isinstance(decision, Refuse), decision
    return say(decision.text)


def test_a_label_opens_a_pack_and_scans_fill_it():
    opened = decide(at(), scanned(BOX), slice_of(task()))
    assert opened.session.hand.package == "BOX-1"
    one = decide(opened.session, scanned(), slice_of(task(), found=goods()))
    assert isinstance(one, Do)
    assert one.deed == MoveLine(
        *(ORDER.id, 1, DRILL.id, D(1), D(1), None, None, BIN.id, 77, 1), package="BOX-1"
    )
    case = decide(opened.session, scanned(), slice_of(task(), found=goods(DRILL, CASE)))
    assert (case.deed.quantity, case.deed.packaging) == (CASE.quantity, CASE.id)


def test_on_a_pallet():
    asked = decide(at(package="BOX-1"), Tapped(Action.ASK_PALLET), slice_of(task()))
    assert asked.session.hand.question is Question.PALLET
    assert "is open" in refused(decide(asked.session, scanned(BOX), slice_of(task())))
    stood = decide(asked.session, scanned(OTHER), slice_of(task()))
    done = decide(stood.session, scanned(), slice_of(task(), found=goods()))
    assert (done.deed.package, done.deed.pallet) == ("BOX-1", "BOX-2")


def test_nothing_goes_anywhere_without_an_open_pack():
    assert "No pack is open" in refused(decide(at(), scanned(), slice_of(task(), found=goods())))
    assert "No pack is open" in refused(
        decide(at(), Tapped(Action.TAKE_LINE, task().key), slice_of(task()))
    )


def test_no_more_than_is_asked_for():
    full = slice_of(task(amount=1), found=goods(DRILL, CASE))
    assert "Only 1" in refused(decide(at(package="B"), scanned(), full))
    other = slice_of(task(), found=goods(SAW))
    assert "not to be packed" in refused(decide(at(package="B"), scanned(), other))


def test_an_amount_by_hand():
    asked = decide(at(package="B"), Tapped(Action.TAKE_LINE, task().key), slice_of(task()))
    assert isinstance(asked, Ask)
    done = decide(asked.session, scanned("7", by_hand=True), slice_of(task()))
    assert done.deed.quantity == 7
    wrong = decide(asked.session, scanned("11", by_hand=True), slice_of(task()))
    assert "Only 10" in refused(wrong)
    all_of_it = decide(asked.session, Tapped(Action.CONFIRM), slice_of(task()))
    assert all_of_it.deed.quantity == 10


def test_which_lot_is_said():
    two = (task(PAINT, 3, "L-1"), task(PAINT, 4, "L-2"))
    unsaid = decide(at(package="B"), scanned(), slice_of(*two, found=goods(PAINT)))
    assert isinstance(unsaid, Ask)
    said = decide(at(package="B"), scanned("L-2"), slice_of(*two))
    assert (said.deed.lot, said.deed.quantity) == ("L-2", 1)
    only = decide(at(package="B"), scanned(), slice_of(two[0], found=goods(PAINT)))
    assert only.deed.lot == "L-1"


def checking(*rows: PackedRow) -> tuple[Session, PackSlice]:
    slice_ = slice_of(packed=rows)
    begun = decide(at(package="BOX-1"), scanned(BOX), slice_)
    assert begun.session.place.step is PackStep.CHECK
    return begun.session, slice_


def found(slice_: PackSlice, what: Found) -> PackSlice:
    return replace(slice_, walk=replace(slice_.walk, found=what))


def test_a_pack_is_scanned_again_before_it_is_closed():
    session, slice_ = checking(inside("BOX-1", 2))
    once = decide(session, scanned(), found(slice_, goods()))
    assert "1 of Drill" in refused(decide(once.session, scanned(BOX), slice_))
    twice = decide(once.session, scanned(), found(slice_, goods()))
    closed = decide(twice.session, scanned(BOX), slice_)
    assert (closed.session.place.step, closed.session.hand.package) == (PackStep.FILL, None)


def test_wrong_goods_and_too_many_are_said_before_it_is_closed():
    session, slice_ = checking(inside("BOX-1", 1), inside("BOX-1", 1, PAINT, "L-1"))
    assert "not in BOX-1" in refused(decide(session, scanned(), found(slice_, goods(SAW))))
    assert "not in BOX-1" in refused(decide(session, scanned("L-2"), slice_))
    assert isinstance(decide(session, scanned("L-1"), slice_), Stay)
    once = decide(session, scanned(), found(slice_, goods()))
    assert "Only 1" in refused(decide(once.session, scanned(), found(slice_, goods())))
    assert "Finish this check" in refused(decide(session, scanned(OTHER), slice_))


def test_an_amount_is_typed_for_what_was_scanned_last():
    session, slice_ = checking(inside("BOX-1", 30))
    once = decide(session, scanned(), found(slice_, goods()))
    assert "Only 30" in refused(decide(once.session, scanned("30", by_hand=True), slice_))
    rest = decide(once.session, scanned("29", by_hand=True), slice_)
    assert decide(rest.session, scanned(BOX), slice_).session.hand.package is None


def test_an_empty_pack_is_put_down_and_a_check_can_be_left_out():
    put_down = decide(at(package="BOX-1"), Tapped(Action.NEW_PACK), slice_of(task()))
    assert put_down.session.hand.package is None
    session, slice_ = checking(inside("BOX-1", 2))
    assert decide(session, Tapped(Action.SKIP), slice_).session.hand.package is None
    assert decide(session, Tapped(Action.BACK), slice_).session.place.step is PackStep.FILL


def test_every_pack_is_scanned_at_the_door():
    full = slice_of(packed=(inside("BOX-1", 2), inside("BOX-2", 3)))
    loading = decide(at(), Tapped(Action.FINISH), full)
    assert isinstance(loading, Ask)
    assert "does not go" in refused(
        decide(loading.session, scanned(write(HouseKind.PACKAGE, "BOX-9")), full)
    )
    one = decide(loading.session, scanned(BOX), full)
    assert one.session.place.loaded == ("BOX-1",)
    assert "1 are not loaded" in refused(decide(one.session, Tapped(Action.FINISH), full))
    again = decide(one.session, scanned(BOX), full)
    assert again.session.place.loaded == ("BOX-1",)
    last = decide(one.session, scanned(OTHER), full)
    assert last.deed == FinishReceipt(ORDER.id, Rest.STAYS_OPEN)
    assert last.session.place == Packs()
    assert "Scan the packs" in refused(decide(one.session, scanned(), found(full, goods())))


@pytest.mark.parametrize(
    ("action", "rest"),
    [(Action.REST_STAYS_OPEN, Rest.STAYS_OPEN), (Action.REST_DROPPED, Rest.DROPPED)],
)
def test_a_part_goes_and_the_rest_is_asked_about(action: Action, rest: Rest):
    part = slice_of(task(), packed=(inside("BOX-1", 2),))
    session = at(PackStep.LOAD)
    asked = decide(session, scanned(BOX), part)
    assert asked.session.hand.question is Question.FINISH
    assert decide(asked.session, Tapped(action), part).deed.rest is rest
    # Nobody leaves the door check out by answering early.
    early = decide(at(), Tapped(action), part)
    assert early.session.place.step is PackStep.LOAD


def test_a_packing_step_needs_no_door():
    step = replace(ORDER, kind=DocumentKind.PACK)
    done = decide(
        at(), Tapped(Action.FINISH), slice_of(packed=(inside("BOX-1", 2),), documents=(step,))
    )
    assert isinstance(done, Do)


def test_what_is_closed_or_empty_is_not_finished():
    assert "Nothing is packed" in refused(decide(at(), Tapped(Action.FINISH), slice_of(task())))
    closed = replace(ORDER, state=DocumentState.DONE)
    over = slice_of(packed=(inside("B", 1),), documents=(closed,))
    assert refused(decide(at(), Tapped(Action.FINISH), over)).startswith("OUT/7 is finished")
    assert refused(decide(at(), Tapped(Action.FINISH), slice_of(documents=())))


def test_a_new_pack_takes_a_number_of_ours():
    new = decide(at(), Scanned(scan(write(HouseKind.COMMAND, Command.PACK))), slice_of(task()))
    assert isinstance(new, Number)
    assert decide(at(), Tapped(Action.BACK), slice_of()) == Go(Packs())


def test_what_is_in_which_pack_is_seen():
    slice_ = slice_of(task(), packed=(inside("BOX-1", 2), inside(None, 1)))
    look = view(slice_, at(package="BOX-1"), Badge(Mark.DONE))
    assert [(row.heading, row.amount) for row in look.rows] == [
        ("To pack", "10"),
        ("BOX-1 · open", "2"),
        ("Not in a pack", "1"),
    ]
    assert look.card.kicker == "GOES INTO BOX-1"
    checked, slice_ = checking(inside("BOX-1", 2))
    assert "0 of 2" in view(slice_, checked, Badge(Mark.DONE)).card.hint
