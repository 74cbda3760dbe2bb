"""Checking, decided: one question at a time, by scan, tap or key, and then the verdict."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from app.base.decision import Ask, Decision, Do, Go, Refuse, Stay, TakeOver
from app.base.inspection import Inspection, key_of, name_of
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.notice import Sound
from app.base.printing import Occasion
from app.base.receiving import NO_RULES
from app.base.session import Check, Checks, Hand, Home, Session
from app.check.flow import decide, decide_queue
from app.check.flow.answers import NOTE_MAX
from scanners.codes.house import Command, write
from scanners.codes.parse import parse
from scanners.codes.scan import HouseKind
from scanners.frame import Frame
from scanners.framing.wedge import TYPED
from sync.core.check_rules import Rule, read_rule
from sync.core.check_slices import CheckKey, CheckRow, CheckSlice, ChecksSlice
from sync.core.checking import Due
from sync.core.evidence import evidence_of, read_names
from sync.core.operations import RecordCheck
from sync.core.quality import Answer, Checked, CheckRule, Disposition, Verdict
from sync.core.records import DocumentState, Entry, Line, LocationKind
from sync.core.slices import Found, FoundProduct
from tests.flows.floor import DOCK, PIECES, RECEIPT, SAW, SCOPE, TODAY

SERIAL = "SN-77"
HOLD = replace(DOCK, id=90, name="WH/Hold", label="Hold", kind=LocationKind.HOLD)
DONE = replace(RECEIPT, state=DocumentState.DONE)
LINE = Line(
    *(1, 100, 10, SAW.id, 1, Decimal(1), Decimal(1)),
    (Entry(SERIAL, None, HOLD.id, Decimal(1)),),
)
ASKS = (
    {"key": "seal", "kind": "yes_no", "text": "Seal?"},
    {"key": "serial", "kind": "scan", "text": "Serial?", "expect": "lot"},
    {"key": "warm", "kind": "number", "text": "Warm?", "low": "0", "high": "7", "unit": "°C"},
    {
        "key": "looks",
        "kind": "choice",
        "text": "Looks?",
        "options": [["New", True], ["Torn", False]],
    },
    {"key": "made", "kind": "date", "text": "Made?"},
    {"key": "note", "kind": "text", "text": "Note?"},
    {"key": "sign", "kind": "signature", "text": "Sign"},
    {"key": "shown", "kind": "photo", "text": "Photo?"},
    {"key": "driver", "kind": "drawn", "text": "Driver?"},
)
SEEN = f"picture:{'a' * 64}.jpg"
SIGNED = f"picture:{'b' * 64}.png"


def rule(*keys: str, **given: object) -> Rule:
    asks = [one for one in ASKS if one["key"] in keys]
    return read_rule(CheckRule(7, None, json.dumps({"name": "Rule", "asks": asks, **given})))


def slice_(*rules: Rule, standing: Checked | None = None) -> CheckSlice:
    line = replace(LINE, checks=(standing,) if standing else ())
    due = Due(line, SERIAL, Decimal(1), rules, standing)
    row = CheckRow(DONE, SAW, PIECES, due, Decimal(0), Decimal(300))
    return CheckSlice(row, HOLD, DOCK, (HOLD,), Found(), TODAY)


AT = Session(Check(CheckKey(100, 1, SERIAL)), SCOPE, "Clerk")


def scan(text: str, *, by_hand: bool = False) -> Scanned:
    device = TYPED if by_hand else ""
    return Scanned(parse(Frame(text, device=device), 2026), by_hand=by_hand)


def command(one: Command) -> Scanned:
    return scan(write(HouseKind.COMMAND, one))


def badge(name: str) -> Scanned:
    return scan(write(HouseKind.BADGE, name))


def after(session: Session, seen: CheckSlice, *messages) -> tuple[Decision, Session]:
    decision: Decision = Stay(session)
    for message in messages:
        decision = decide(session, message, seen)
        assert not isinstance(decision, Go)
        session = decision.session
    return decision, session


def done(decision: Decision) -> RecordCheck:
    assert isinstance(decision, Do), decision
    assert isinstance(decision.deed, RecordCheck)
    return decision.deed


def answers(session: Session) -> list[tuple[str, bool]]:
    return [(one.value, one.good) for one in session.hand.inspection.answers]


ONE: dict[str, tuple[str, object, list[tuple[str, bool]]]] = {
    "yes by tap": ("seal", Tapped(Action.ANSWER, "yes"), [("yes", True)]),
    "no by tap": ("seal", Tapped(Action.ANSWER, "no"), [("no", False)]),
    "yes by label": ("seal", command(Command.YES), [("yes", True)]),
    "no by label": ("seal", command(Command.NO), [("no", False)]),
    "the first by label": ("seal", command(Command.FIRST), [("yes", True)]),
    "the serial": ("serial", scan(SERIAL), [(SERIAL, True)]),
    "another serial": ("serial", scan("SN-78"), [("SN-78", False)]),
    "in bounds, typed": ("warm", scan("4.5", by_hand=True), [("4.5", True)]),
    "in bounds, entered": ("warm", Answered("4,5"), [("4.5", True)]),
    "too warm": ("warm", Answered("9"), [("9", False)]),
    "one of two": ("looks", Tapped(Action.ANSWER, "New"), [("New", True)]),
    "the second by label": ("looks", command(Command.SECOND), [("Torn", False)]),
    "a day": ("made", Answered("010526"), [("2026-05-01", True)]),
    "a text": ("note", Answered("fine"), [("fine", True)]),
    "a photo": ("shown", Tapped(Action.ANSWER, SEEN), [(SEEN, True)]),
    "a driver's signature": ("driver", Tapped(Action.ANSWER, SIGNED), [(SIGNED, True)]),
    "a badge": ("sign", badge("INES"), [("INES", True)]),
}


@pytest.mark.parametrize(("ask", "message", "expected"), ONE.values(), ids=ONE)
def test_an_answer(ask: str, message, expected: list[tuple[str, bool]]):
    decision, session = after(AT, slice_(rule(ask)), message)
    assert isinstance(decision, Stay)
    assert answers(session) == expected
    assert decision.sound is (Sound.BUSY if expected[0][1] else Sound.QUESTION)


NOT: dict[str, tuple[str, object]] = {
    "no number": ("warm", Answered("warm")),
    "a barcode for a number": ("warm", scan("4006381333931")),
    "no day": ("made", Answered("soon")),
    "not an option": ("looks", Tapped(Action.ANSWER, "Odd")),
    "a fifth of two": ("looks", command(Command.FIFTH)),
    "a typed name for a badge": ("sign", Answered("INES")),
    "a text for a photo": ("shown", Answered("it looked fine")),
    "a scan for a photo": ("shown", scan("4006381333931")),
    "something else": ("seal", scan("4006381333931")),
    "a label without use": ("seal", command(Command.FINISH)),
    "good, before it is answered": ("warm", command(Command.PASS)),
}


@pytest.mark.parametrize(("ask", "message"), NOT.values(), ids=NOT)
def test_what_is_no_answer_changes_nothing_and_says_so(ask: str, message):
    decision, session = after(AT, slice_(rule(ask)), message)
    assert isinstance(decision, Refuse)
    assert answers(session) == []


def test_with_the_scanner_alone_from_the_first_question_to_the_verdict():
    seen = slice_(rule("seal", "serial", "looks"))
    labels = [command(Command.YES), scan(SERIAL), command(Command.FIRST), command(Command.PASS)]
    decision, session = after(AT, seen, *labels)
    deed = done(decision)
    assert (deed.verdict, deed.disposition) == (Verdict.PASSED, None)
    assert (deed.source, deed.place) == (HOLD.id, DOCK.id)
    assert [one.value for one in deed.answers] == ["yes", SERIAL, "New"]
    assert deed.inspector == "Clerk"
    assert session.place == Checks()


def test_bad_goods_are_disposed_of_and_go_on_hold():
    seen = slice_(rule("seal"))
    decision, session = after(AT, seen, command(Command.NO), command(Command.FAIL))
    assert isinstance(decision, Ask)
    deed = done(decide(session, command(Command.FIRST), seen))
    assert (deed.verdict, deed.disposition) == (Verdict.FAILED, Disposition.QUARANTINE)
    assert (deed.source, deed.place) == (None, HOLD.id)


def test_where_an_answer_is_bad_nobody_can_say_it_is_good():
    seen = slice_(rule("seal"))
    _, session = after(AT, seen, command(Command.NO))
    assert isinstance(decide(session, command(Command.THIRD), seen), Refuse)
    deed = decide(session, Tapped(Action.FAIL), seen)
    assert isinstance(deed, Ask)


def test_to_use_it_all_the_same_takes_the_badge_of_somebody_else():
    seen = slice_(rule("seal"))
    messages = [badge("INES"), command(Command.NO), command(Command.FAIL)]
    accept = Tapped(Action.DISPOSE, str(Disposition.ACCEPT))
    decision, session = after(AT, seen, *messages, accept)
    assert isinstance(decision, Ask)
    assert isinstance(decide(session, badge("INES"), seen), Refuse)
    deed = done(decide(session, badge("LEO"), seen))
    assert (deed.inspector, deed.second) == ("INES", "LEO")
    assert deed.disposition is Disposition.ACCEPT
    assert (deed.source, deed.place) == (HOLD.id, DOCK.id)


def test_a_deviation_is_a_supervisors_to_agree_to_where_the_house_names_them():
    named = replace(NO_RULES, supervisors={"B-7": "Ida"})
    at, seen = replace(AT, rules=named), slice_(rule("seal"))
    accept = Tapped(Action.DISPOSE, str(Disposition.ACCEPT))
    _, session = after(at, seen, command(Command.NO), command(Command.FAIL), accept)
    assert isinstance(decide(session, badge("LEO"), seen), Refuse)
    assert done(decide(session, badge("B-7"), seen)).second == "Ida"
    assert done(decide(session, command(Command.BACK), seen)).verdict is Verdict.PAUSED


def test_a_rule_for_two_asks_for_the_second_before_it_is_good():
    seen = slice_(rule("seal", second=True))
    decision, session = after(AT, seen, command(Command.YES), command(Command.PASS))
    assert isinstance(decision, Ask)
    assert done(decide(session, badge("LEO"), seen)).second == "LEO"


def test_who_is_not_sure_leaves_it_to_somebody_else_and_not_to_themselves():
    seen = slice_(rule("seal"))
    decision, _ = after(AT, seen, command(Command.UNSURE))
    deed = done(decision)
    assert (deed.verdict, deed.place) == (Verdict.UNSURE, None)
    unsure = Checked(SERIAL, Decimal(1), Verdict.UNSURE, None, "Clerk", "")
    again = slice_(standing=unsure)
    assert isinstance(decide(AT, command(Command.PASS), again), Ask)
    other = replace(AT, hand=Hand(inspection=Inspection(inspector="LEO")))
    assert done(decide(other, command(Command.PASS), again)).inspector == "LEO"


def test_a_picture_that_nobody_asked_for_is_kept_beside_the_answers():
    seen = slice_(rule("seal", "note"))
    pictures = [
        Tapped(Action.ANSWER, SEEN),
        Tapped(Action.ANSWER, SIGNED),
        Tapped(Action.ANSWER, SEEN),
    ]
    _, session = after(AT, seen, *pictures, command(Command.YES))
    assert answers(session) == [(SEEN, True), (SIGNED, True), ("yes", True)]
    # It is no answer to what asks for a text, and no reason to ask it twice.
    decision, _ = after(session, seen, Answered("fine"), command(Command.PASS))
    assert evidence_of(done(decision)) == (*read_names(SEEN), *read_names(SIGNED))


def test_the_last_verdict_is_taken_back_from_the_queue_by_its_inspector():
    seen = slice_(rule("seal"))
    _, session = after(AT, seen, badge("INES"), command(Command.YES), command(Command.PASS))
    empty = ChecksSlice((), 0, (), Found(), TODAY)
    decision = decide_queue(session, command(Command.UNDO), empty)
    deed = done(decision)
    assert (deed.verdict, deed.inspector, deed.place) == (Verdict.WITHDRAWN, "INES", None)
    # Once: what is taken back cannot be taken back.
    assert isinstance(decide_queue(decision.session, command(Command.UNDO), empty), Refuse)


def test_a_verdict_that_stands_is_taken_back_where_it_is_opened():
    failed = Checked(SERIAL, Decimal(1), Verdict.FAILED, Disposition.QUARANTINE, "Clerk", "")
    deed = done(decide(AT, Tapped(Action.UNDO), slice_(standing=failed)))
    assert (deed.verdict, deed.disposition) == (Verdict.WITHDRAWN, Disposition.QUARANTINE)
    others = replace(failed, inspector="Leo")
    assert isinstance(decide(AT, Tapped(Action.UNDO), slice_(standing=others)), Refuse)


def test_who_is_there_too_is_taken_over_from():
    assert decide(AT, Tapped(Action.TAKE_OVER), slice_()) == TakeOver(DONE.id)


def test_a_note_goes_with_the_verdict_and_answers_no_question():
    seen = slice_(rule("note"))
    note = scan("the pallet was wet", by_hand=True)
    _, session = after(AT, seen, Tapped(Action.NOTE), note, scan("fine", by_hand=True))
    assert answers(session) == [("fine", True)]
    deed = done(decide(session, command(Command.PASS), seen))
    assert deed.note == "the pallet was wet"
    long = scan("x" * 500, by_hand=True)
    _, session = after(AT, seen, Tapped(Action.NOTE), long)
    assert len(session.hand.inspection.note) == NOTE_MAX
    _, session = after(session, seen, Tapped(Action.CANCEL))
    assert session.hand.inspection.is_untouched


def test_bad_goods_get_a_label_and_good_ones_none():
    seen = slice_(rule("seal"))
    _, session = after(AT, seen, Tapped(Action.NOTE), scan("torn open", by_hand=True))
    _, session = after(session, seen, command(Command.NO), command(Command.FAIL))
    decision = decide(session, command(Command.FIRST), seen)
    assert isinstance(decision, Do)
    [label] = decision.labels
    assert (label.label, label.occasion) == ("hold", Occasion.HOLD)
    assert dict(label.data) | {"lot": SERIAL, "reason": "torn open", "by": "Clerk"} == dict(
        label.data
    )
    fine, _ = after(AT, seen, command(Command.YES), command(Command.PASS))
    assert isinstance(fine, Do)
    assert fine.labels == ()


@pytest.mark.parametrize(
    ("out", "place"), [(Action.BACK, Checks()), (Action.GO_HOME, Home()), (Action.CANCEL, Checks())]
)
def test_who_leaves_in_the_middle_leaves_what_was_answered(out: Action, place):
    seen = slice_(rule("seal", "looks"))
    _, session = after(AT, seen, badge("INES"), command(Command.YES))
    if out is Action.CANCEL:
        # One back takes the answer; then there is nothing to keep.
        _, session = after(session, seen, Tapped(out))
        assert decide(session, Tapped(out), seen) == Go(Checks())
        return
    decision = decide(session, Tapped(out), seen)
    deed = done(decision)
    assert (deed.verdict, deed.inspector, deed.place) == (Verdict.PAUSED, "INES", None)
    assert [one.value for one in deed.answers] == ["yes"]
    assert decision.session.place == place
    assert not decision.session.hand.inspection.answers


def paused(*answers_: Answer) -> Checked:
    return Checked(SERIAL, Decimal(1), Verdict.PAUSED, None, "INES", "", answers_)


def test_whoever_opens_it_goes_on_where_it_was_left():
    asks = rule("seal", "looks")
    begun = slice_(asks, standing=paused(Answer(7, "seal", 1, "yes", good=True)))
    leo = replace(AT, hand=Hand(inspection=Inspection(inspector="LEO")))
    _, session = after(leo, begun, command(Command.FIRST))
    assert answers(session) == [("yes", True), ("New", True)]
    assert done(decide(session, command(Command.PASS), begun)).inspector == "LEO"
    # Nothing new is nothing to keep; what is taken back is gone for all.
    assert decide(leo, Tapped(Action.BACK), begun) == Go(Checks())
    _, emptied = after(leo, begun, Tapped(Action.UNDO))
    assert answers(emptied) == []
    assert done(decide(emptied, Tapped(Action.BACK), begun)).answers == ()


def test_what_the_rule_does_not_ask_any_more_is_not_taken_over():
    gone = Answer(7, "smell", 1, "yes", good=True)
    picture = Answer(0, "seen", 1, SEEN, good=True)
    begun = slice_(rule("seal"), standing=paused(gone, picture))
    _, session = after(AT, begun, command(Command.YES))
    assert answers(session) == [(SEEN, True), ("yes", True)]


def test_one_step_back_and_another():
    seen = slice_(rule("seal", "looks"))
    _, session = after(AT, seen, command(Command.YES), command(Command.SECOND))
    assert len(answers(session)) == 2
    for left in (1, 0):
        _, session = after(session, seen, Tapped(Action.UNDO))
        assert len(answers(session)) == left
    assert isinstance(decide(session, Tapped(Action.UNDO), seen), Refuse)
    assert decide(session, Tapped(Action.CANCEL), seen) == Go(Checks())


def test_back_from_what_becomes_of_it_is_back_to_the_verdict():
    seen = slice_(rule("seal"))
    _, session = after(AT, seen, command(Command.YES), command(Command.FAIL), Tapped(Action.CANCEL))
    assert session.hand.inspection.verdict is None
    assert done(decide(session, command(Command.PASS), seen)).verdict is Verdict.PASSED


def test_what_failed_can_be_let_pass_later_by_two():
    failed = Checked(SERIAL, Decimal(1), Verdict.FAILED, Disposition.QUARANTINE, "Ines", "")
    seen = slice_(standing=failed)
    decision, session = after(AT, seen, Tapped(Action.DISPOSE, str(Disposition.ACCEPT)))
    assert isinstance(decision, Ask)
    assert done(decide(session, badge("LEO"), seen)).source == HOLD.id


def test_what_somebody_else_checked_meanwhile_has_only_a_way_out():
    gone = replace(slice_(), row=None)
    for message in (command(Command.PASS), scan(SERIAL), badge("LEO"), Tapped(Action.PASS)):
        assert isinstance(decide(AT, message, gone), Refuse)
    assert decide(AT, Tapped(Action.BACK), gone) == Go(Checks())


def test_without_a_hold_place_bad_goods_stay_where_they_are():
    seen = replace(slice_(), hold=None, lies_in=(DOCK,))
    decision, session = after(AT, seen, command(Command.FAIL))
    assert isinstance(decision, Ask)
    deed = done(decide(session, command(Command.FIRST), seen))
    assert deed.place is None
    assert deed.blocks


# ------------------------------------------------------------------ the queue

ROW = slice_().row
assert ROW is not None
OTHER = replace(ROW, due=replace(ROW.due, lot="SN-78"))
QUEUE = ChecksSlice((ROW, OTHER), 2, (), Found(), TODAY)
IN_QUEUE = Session(Checks(), SCOPE, "Clerk")


def opened(decision: Decision) -> str | None:
    assert isinstance(decision, Stay)
    assert isinstance(decision.session.place, Check)
    return decision.session.place.key.lot


def test_a_serial_opens_its_own_check():
    assert opened(decide_queue(IN_QUEUE, scan("SN-78"), QUEUE)) == "SN-78"


def test_an_article_opens_what_waits_most():
    found = Found(products=(FoundProduct(SAW, None),))
    queue = replace(QUEUE, found=found)
    assert opened(decide_queue(IN_QUEUE, scan(SAW.barcode or ""), queue)) == SERIAL


def test_a_tap_opens_its_row():
    tap = Tapped(Action.OPEN_CHECK, name_of(OTHER.key))
    assert opened(decide_queue(IN_QUEUE, tap, QUEUE)) == "SN-78"


def test_what_waits_for_nobody_is_said_so():
    assert isinstance(decide_queue(IN_QUEUE, scan("4012345678901"), QUEUE), Refuse)
    assert decide_queue(IN_QUEUE, command(Command.BACK), QUEUE) == Go(Home())


@pytest.mark.parametrize("lot", [None, "L/1", "7/8/9", "x"])
def test_a_check_is_named_and_read_back(lot: str | None):
    key = CheckKey(12, 34, lot)
    assert key_of(name_of(key)) == key


@pytest.mark.parametrize("name", ["", "12", "x/1/y", "1/x/y"])
def test_what_names_no_check_is_none(name: str):
    assert key_of(name) is None
