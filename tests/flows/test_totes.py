"""The cart's totes, decided: what was taken is put down first, and a full tote has a successor."""

from dataclasses import replace

from app.base.decision import Do, Refuse, Stay
from app.base.messages import Action, Scanned, Tapped
from app.base.notice import Sound
from app.base.picking import tote, tote_code
from app.base.receiving import Receiving, Rule
from app.base.session import Pick, Tote
from app.pick.flow import decide
from app.pick.view import view
from app.ui.looks import Badge, Mark, WorkLook
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.moved_slices import Movable
from sync.core.slices import Found
from tests.flows.floor import BIN, DRILL
from tests.flows.test_pick import (
    DRILLS,
    ORDER,
    SECOND,
    D,
    at,
    command,
    found,
    said,
    session_with,
    slice_of,
)

SCANS = Receiving((Rule(scan_totes=True),))
LABEL = write(HouseKind.PACKAGE, "TOTE-017")
TWO = Pick((ORDER.id, SECOND.id))


def walked(*, rules: Receiving = SCANS):
    """Whoever has just taken all ten drills for the first of two orders."""
    slice_ = slice_of(DRILLS, documents=(ORDER, SECOND))
    session = replace(at(slice_, BIN), rules=rules)
    session = replace(session, place=replace(session.place, documents=TWO.documents))
    one = decide(session, said(DRILL.barcode), replace(slice_, found=found(DRILL)))
    nine = replace(DRILLS, quantity=D(9), line=replace(DRILLS.line, done=D(1)))
    slice_ = replace(slice_, tasks=(nine,))
    rest = decide(one.session, said("9", "keyboard"), slice_)
    assert isinstance(rest, Do)
    return replace(rest.session, notice=None), slice_


def test_goods_go_into_their_tote_before_anything_else():
    session, slice_ = walked()
    assert session.place.into == ORDER.id
    for message in (said("A-01-02"), said(DRILL.barcode)):
        known = Found(bins=(BIN,)) if message == said("A-01-02") else found(DRILL)
        refused = decide(session, message, replace(slice_, found=known))
        assert isinstance(refused, Refuse)
        assert refused.text.key == "pick_tote_first"
    for action in (Action.SKIP, Action.SHORT):
        assert decide(session, Tapped(action), slice_).text.key == "pick_tote_first"
    put = decide(session, said(LABEL), slice_)
    assert isinstance(put, Stay)
    assert (put.session.place.into, put.sound) == (0, Sound.BUSY)
    assert tote_code(put.session, ORDER.id) == "TOTE-017", "its label is known from then on"


def test_the_tote_of_another_order_is_refused_by_name():
    session, slice_ = walked()
    totes = (Tote(ORDER.id, "TOTE-017"), Tote(SECOND.id, "TOTE-018"))
    session = replace(session, place=replace(session.place, totes=totes))
    wrong = decide(session, said(write(HouseKind.PACKAGE, "TOTE-018")), slice_)
    assert (wrong.text.key, dict(wrong.text.values)) == (
        "pick_tote_wrong",
        {"other": "B", "tote": "A"},
    )
    strange = decide(session, said("TOTE-099"), slice_)
    assert strange.text.key == "pick_tote_first", "it has a label of its own by now"
    assert decide(session, said(LABEL), slice_).session.place.into == 0


def test_without_a_label_a_letter_or_a_tap_says_that_it_is_in():
    session, slice_ = walked()
    assert decide(session, said("A", "keyboard"), slice_).session.place.into == 0
    assert decide(session, said("B", "keyboard"), slice_).text.key == "pick_tote_first"
    assert decide(session, Tapped(Action.CONFIRM), slice_).session.place.into == 0
    yes = Scanned(said(write(HouseKind.COMMAND, Command.YES)).scan)
    assert decide(session, yes, slice_).session.place.into == 0


def test_a_full_tote_has_a_successor_with_a_label_of_its_own():
    session, slice_ = walked()
    session = decide(session, said(LABEL), slice_).session
    session = replace(session, place=replace(session.place, into=ORDER.id))
    full = decide(session, command(Command.FULL), slice_)
    assert dict(full.session.notice.text.values) == {"tote": "A", "next": "A2"}
    assert (tote(full.session, ORDER.id), tote_code(full.session, ORDER.id)) == ("A2", "")
    put = decide(full.session, said("TOTE-200"), slice_)
    assert tote_code(put.session, ORDER.id) == "TOTE-200"
    assert tote(put.session, SECOND.id) == "B"
    alone = session_with()
    assert isinstance(decide(alone, command(Command.FULL), slice_of(DRILLS)), Refuse)


def test_what_is_taken_back_is_in_no_tote():
    session, slice_ = walked()
    deed = Movable("op-1", decide(at(slice_, BIN), said("4", "keyboard"), slice_).deed, DRILL)
    undone = decide(session, command(Command.UNDO), replace(slice_, undoable=deed))
    assert isinstance(undone, Do)
    assert undone.session.place.into == 0


def test_where_the_house_does_not_ask_nobody_scans_totes():
    session, _ = walked(rules=Receiving())
    assert session.place.into == 0


def test_the_tote_is_the_card_and_a_blind_walk_says_nothing_of_the_order():
    session, slice_ = walked()
    look = view(slice_, session, Badge(Mark.DONE))
    assert isinstance(look, WorkLook)
    assert (look.card.kicker, look.card.place, look.card.swatch) == ("PUT INTO", "A", 0)
    assert (look.card.check, look.card.code) == ("shelf 1, place 1", ORDER.name)
    assert [one.action for one in look.bar.actions][1:] == [Action.TOTE_FULL, Action.CONFIRM]
    blind = replace(session, rules=Receiving((Rule(scan_totes=True, pick_blind=True),)))
    look = view(slice_, blind, Badge(Mark.DONE))
    assert (look.card.code, look.top.subtitle) == ("", "")
    assert ORDER.name not in repr(look.card)
