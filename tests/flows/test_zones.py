"""Zones and batches, decided: one part of the building, what is left, and what goes together."""

from dataclasses import replace

from app.base.decision import Ask, Go, Refuse
from app.base.documents import open_document
from app.base.messages import Action, Tapped
from app.base.notice import Sound
from app.base.session import Home, Pick, Picks, Question, Session
from app.pick.flow import decide, decide_picks
from app.pick.view import view, view_picks
from app.ui.looks import Badge, Mark
from scanners.codes.house import Command
from sync.core.operations import FinishReceipt
from sync.core.pick_slices import Batch
from sync.core.quantity import ZERO
from sync.core.slices import Found, Progress
from tests.flows.floor import BIN, SCOPE
from tests.flows.test_pick import (
    DRILLS,
    MILKS,
    ORDER,
    SECOND,
    THIRD,
    D,
    at_list,
    command,
    listed,
    said,
    session_with,
    slice_of,
)

ZONED = replace(BIN, zone="B")
DONE = Badge(Mark.DONE)


def in_zone_b() -> Session:
    session = session_with()
    return replace(session, place=Pick((ORDER.id,), zone="B"))


def test_a_zone_is_chosen_by_a_tap_or_by_a_bin_that_lies_in_it():
    slice_ = listed(ORDER, zones=("A", "B"))
    asked = decide_picks(at_list(), command(Command.ZONE), slice_)
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.ZONE
    look = view_picks(slice_, asked.session, DONE)
    assert [one.value for one in look.question.choices] == ["", "A", "B"]
    tapped = decide_picks(asked.session, Tapped(Action.CHOOSE, "B"), slice_).session
    assert (tapped.place, tapped.hand.question) == (Picks(zone="B"), None)
    scanned = replace(slice_, found=Found(bins=(ZONED,)))
    assert decide_picks(asked.session, said("A-01-02"), scanned).session.place == Picks(zone="B")
    nowhere = replace(slice_, found=Found(bins=(BIN,)))
    assert decide_picks(asked.session, said("A-01-02"), nowhere).text.key == "pick_no_zone"
    assert isinstance(decide_picks(at_list(), command(Command.ZONE), listed(ORDER)), Refuse)
    begun = decide_picks(tapped, Tapped(Action.CONFIRM), slice_)
    assert begun == Go(Pick((ORDER.id,), zone="B"))
    known = replace(slice_, found=Found(documents=(ORDER,)))
    assert decide_picks(tapped, said("WH/OUT/3"), known) == Go(Pick((ORDER.id,), zone="B"))
    assert view_picks(slice_, tapped, DONE).top.subtitle == "Zone B"


def test_what_lies_in_other_zones_is_left_to_the_next_person():
    slice_ = slice_of(elsewhere=2, progress=Progress(2, 1, D(16), D(10)), begun=frozenset({300}))
    look = view(slice_, in_zone_b(), DONE)
    assert look.card.kicker == "ZONE B DONE"
    assert look.card.hint == "Left in other zones for the next person: 2."
    assert look.bar.actions[-1].label == "Hand over"
    given = decide(in_zone_b(), command(Command.FINISH), slice_)
    assert isinstance(given, Go)
    assert (given.place, given.notice.sound) == (Picks(zone="B"), Sound.LINE_DONE)
    nothing = replace(slice_, progress=Progress(2, 0, D(16), ZERO), begun=frozenset())
    assert isinstance(decide(in_zone_b(), command(Command.FINISH), nothing), Go)
    last = replace(slice_, elsewhere=0, progress=Progress(2, 2, D(16), D(16)))
    assert isinstance(decide(in_zone_b(), command(Command.FINISH), last).deed, FinishReceipt)
    everywhere = decide(session_with(), command(Command.FINISH), slice_)
    assert everywhere.session.hand.question is Question.FINISH


TOGETHER = "BATCH/00007"


def batched(document):
    return replace(document, batch=TOGETHER)


def test_a_batch_is_one_row_and_one_walk():
    batch = Batch(TOGETHER, (300, 301, 309), 7, 2)
    slice_ = listed(batched(ORDER), THIRD, batched(SECOND), batches=(batch,))
    look = view_picks(slice_, at_list(), DONE)
    assert [row.title for row in look.rows] == [TOGETHER, THIRD.name]
    assert (look.rows[0].subtitle, look.rows[0].amount) == ("3 orders", "2 of 7")
    assert look.bar.actions[-1].label == f"Next: {TOGETHER}"
    walk = Go(Pick((300, 301, 309)))
    assert decide_picks(at_list(), Tapped(Action.CONFIRM), slice_) == walk
    assert decide_picks(at_list(), Tapped(Action.OPEN_DOCUMENT, "300"), slice_) == walk
    cart = view_picks(slice_, at_list(cart=True), DONE)
    assert len(cart.rows) == 3, "a cart is filled order by order"


def test_the_name_of_a_batch_opens_all_of_it_from_anywhere():
    home = Session(Home(), SCOPE, "Ana")
    found = Found(documents=(batched(ORDER), batched(SECOND)))
    assert open_document(home, TOGETHER.lower(), found) == Go(Pick((300, 301)))
    assert open_document(home, "S00012", found) == Go(Pick((300,))), "one sales order of two"
    slice_ = listed(batched(ORDER), batched(SECOND), found=found)
    assert decide_picks(at_list(cart=True), said(TOGETHER), slice_) == Go(Pick((300, 301)))


def test_a_walk_of_one_batch_is_called_by_its_name():
    slice_ = slice_of(DRILLS, MILKS, documents=(batched(ORDER), batched(SECOND)))
    session = replace(session_with(), place=Pick((300, 301)))
    look = view(slice_, session, DONE)
    assert look.top.title == TOGETHER
    assert look.card.facts[0].swatch == 0
