"""What receiving shows, for every state of the receipt and the hand."""

from dataclasses import replace
from decimal import Decimal

from app.base.messages import Action
from app.base.notice import Notice, Sound
from app.base.receiving import Receiving, Rule
from app.base.session import Question, Receipts, Session
from app.base.wording import text
from app.receive.view import view, view_receipts
from app.ui.looks import Badge, Field, Mark, Tone
from sync.core.dock import DockPart
from sync.core.operations import Approval, Damage
from sync.core.records import DocumentState, Entry
from sync.core.slices import DocumentRow, Found, Offer, ReceiptsSlice
from tests.flows import floor
from tests.flows.floor import DRILL, MILK, line, session_with, slice_of

BADGE = Badge(Mark.DONE)


def some(amount: str) -> Entry:
    return Entry(None, None, 8, Decimal(amount))


def look(session=None, slice_=None):
    return view(slice_ or slice_of(), session or session_with(), BADGE)


def test_with_nothing_in_hand_it_says_what_to_do():
    shown = look()
    assert shown.card.kicker == "Scan an article"
    assert shown.card.name == ""
    assert shown.top.progress == "0 of 5"
    assert not any(button.enabled for button in shown.bar.actions)


def test_the_article_in_hand_is_the_largest_thing():
    shown = look(session_with(line=10, product=1), slice_of(line(DRILL, some("3"))))
    assert (shown.card.name, shown.card.done, shown.card.demand) == ("Drill 18 V", "3", "10")
    assert shown.card.state == "7 to go"
    assert shown.card.percent == 30


def test_over_is_said_in_words_and_marked():
    shown = look(session_with(line=10, product=1), slice_of(line(DRILL, some("12"))))
    assert shown.card.state == "2 over"
    assert shown.card.tone is Tone.ASK
    assert shown.rows[0].state == "2 over"


def test_lot_and_expiry_show_only_where_there_are_any():
    names = {fact.name for fact in look(session_with(line=10, product=1)).card.facts}
    where = {"bin", "pack", "damaged", "label"}
    assert names == where
    tracked = {fact.name for fact in look(session_with(line=20, product=2)).card.facts}
    assert tracked == {"lot", "expiry"} | where


def test_the_bin_in_hand_shows():
    shown = look(session_with(bin=9), slice_of(bin=floor.BIN))
    assert [fact.value for fact in shown.card.facts if fact.name == "bin"] == ["A-01-02"]


def test_when_all_is_here_finish_is_the_thing_to_do():
    full = [line(p, some(str(floor.DEMANDS[p.id]))) for p in floor.ARTICLES]
    shown = look(slice_=slice_of(*full))
    finish = next(b for b in shown.bar.actions if b.action is Action.FINISH)
    assert finish.primary
    assert finish.enabled
    assert shown.card.kicker == "All is here. Finish."
    assert shown.card.left == ""


def test_a_pad_shows_its_unit_and_what_is_wrong():
    session = replace(
        session_with(line=10, product=1, question=Question.QUANTITY),
        notice=Notice(Sound.STOP, text("problem.quantity_not_positive"), stays=True),
    )
    question = look(session).question
    assert question.kind is Field.PAD
    assert question.unit == "pcs"
    assert question.error.startswith("Enter more than 0.")


def test_the_rest_is_asked_about_with_two_ways():
    question = look(session_with(question=Question.FINISH)).question
    assert [c.action for c in question.choices] == [Action.REST_STAYS_OPEN, Action.REST_DROPPED]
    assert question.title == "5 of 5 lines short. What about the rest?"


def test_a_line_that_is_here_only_is_marked():
    slice_ = slice_of(line(MILK, some("1")))
    rows = tuple(replace(row, unsent=row.product is MILK) for row in slice_.rows)
    shown = look(slice_=replace(slice_, rows=rows))
    assert [row.mark for row in shown.rows] == [None, Mark.HERE, None, None, None]


def test_lines_that_are_not_shown_are_counted():
    slice_ = slice_of()
    many = replace(slice_, progress=replace(slice_.progress, lines=305))
    assert look(slice_=many).more == "300 more lines. Scan an article to reach its line."


def test_a_receipt_that_is_gone_still_draws():
    assert look(slice_=slice_of(document=None)).top.title == "Receipts"


def receipts(*rows: DocumentRow, total: int | None = None):
    slice_ = ReceiptsSlice(rows, len(rows) if total is None else total, Found(), floor.TODAY)
    return view_receipts(slice_, Session(Receipts(), floor.SCOPE, "Ana"), BADGE)


def test_an_empty_list_says_what_to_do():
    shown = receipts()
    assert shown.empty.title == "No receipts are waiting"
    assert shown.rows == ()


def test_a_late_receipt_says_so_in_words():
    late = replace(floor.RECEIPT, due=floor.TODAY.replace(day=20))
    shown = receipts(DocumentRow(late, 5, 2, True), total=130)
    assert shown.rows[0].state == "late, due 20.11.26"
    assert shown.rows[0].amount == "2 of 5"
    assert shown.rows[0].percent == 40
    assert shown.more == "129 more. Scan the one you hold."


def test_a_closed_receipt_says_so_and_offers_nothing():
    closed = replace(floor.RECEIPT, state=DocumentState.DONE)
    shown = look(session_with(question=Question.FINISH), slice_of(document=closed))
    assert shown.card.kicker == "This receipt is finished"
    assert shown.bar.actions == ()
    assert shown.question is None


def test_a_serial_question_says_which_piece():
    there = line(floor.SAW, Entry("SN-1", None, 8, Decimal(1)))
    shown = look(session_with(line=30, product=3, question=Question.SERIAL), slice_of(there))
    assert shown.question.about == "Chain saw · 2 of 2"
    card = look(session_with(line=30, product=3), slice_of(there)).card
    assert card.facts[0].value == "SN-1"


def test_an_expiry_question_says_of_which_lot():
    session = session_with(line=20, product=2, lot="L-77", question=Question.EXPIRY)
    assert look(session).question.about == "Milk powder · Lot L-77"


# ------------------------------------------------------------------ the dock


def test_the_dock_is_read_in_parts():
    today, late = floor.TODAY, floor.TODAY.replace(day=20)
    later = DocumentRow(replace(floor.RECEIPT, id=1, due=today.replace(day=30)), 5, 0, begun=False)
    begun = DocumentRow(replace(floor.RECEIPT, id=2), 5, 2, begun=True)
    overdue = DocumentRow(replace(floor.RECEIPT, id=3, due=late), 5, 0, begun=False)
    other = DocumentRow(replace(floor.RECEIPT, id=4, due=late), 5, 0, begun=False)
    counts = {DockPart.IN_WORK: 1, DockPart.LATE: 2, DockPart.LATER: 1, DockPart.ARRIVED: 3}
    slice_ = ReceiptsSlice((later, begun, overdue, other), 4, Found(), today, dock=counts)
    shown = view_receipts(slice_, Session(Receipts(), floor.SCOPE, "Ana"), BADGE)
    assert [(row.id, row.heading) for row in shown.rows] == [
        ("2", "In work"),
        ("3", "Late"),
        ("4", ""),
        ("1", "Later"),
    ]
    assert shown.top.subtitle == "1 in work · 2 late · 3 done today · 1 later"


def test_one_part_alone_needs_no_title():
    shown = receipts(DocumentRow(floor.RECEIPT, 5, 0, begun=False))
    assert shown.rows[0].heading == ""


def test_the_receipts_that_wait_for_one_article_are_shown_with_its_amounts():
    offer = Offer(floor.RECEIPT, line(DRILL, some("3")), DRILL, floor.PIECES)
    slice_ = ReceiptsSlice((), 9, Found(), floor.TODAY, offers=(offer,))
    shown = view_receipts(slice_, Session(Receipts(DRILL.id), floor.SCOPE, "Ana"), BADGE)
    assert shown.top.title == "Waiting for Drill 18 V"
    assert [(row.title, row.amount, row.value) for row in shown.rows] == [
        ("WH/IN/00007", "3 / 10", "100")
    ]


# ------------------------------------------------------------------ blind


def test_blind_shows_nothing_of_what_was_ordered():
    rules = Receiving((Rule(blind=True),))
    for hand, lines in (
        ({"line": 10, "product": 1}, ()),
        ({"line": 10, "product": 1}, (line(DRILL, some("10")),)),
        ({"line": 30, "product": 3, "question": Question.SERIAL}, ()),
        ({"line": 10, "product": 1, "question": Question.OVER}, (line(DRILL, some("19")),)),
        ({"question": Question.FINISH}, (line(DRILL, some("10")),)),
        ({}, (line(DRILL, some("10")),)),
    ):
        seen, blind = slice_of(*lines), replace(session_with(**hand), rules=rules)
        other = replace(
            seen,
            rows=tuple(
                replace(row, line=replace(row.line, demand=row.line.demand + 77))
                for row in seen.rows
            ),
            progress=replace(seen.progress, demand=Decimal(999), lines_done=0),
        )
        # Whatever was ordered, the screen is the same.
        assert look(blind, seen) == look(blind, other)
    offer = Offer(floor.RECEIPT, line(DRILL, some("3")), DRILL, floor.PIECES)
    slice_ = ReceiptsSlice(
        (DocumentRow(floor.RECEIPT, 5, 3, begun=True),), 1, Found(), floor.TODAY, offers=(offer,)
    )
    for place in (Receipts(), Receipts(DRILL.id)):
        session = Session(place, floor.SCOPE, "Ana", rules=rules)
        assert "5" not in view_receipts(slice_, session, BADGE).rows[0].amount


# ------------------------------------------------------------------ what is set apart


def test_a_supervisor_is_asked_for_with_a_way_out():
    session = session_with(line=10, product=1, question=Question.APPROVAL, needs=Approval.OVER)
    asked = look(session, slice_of(line(DRILL, some("11")))).question
    assert asked.title == "12 pcs are more than the house takes. A supervisor has to agree."
    assert [choice.action for choice in asked.choices] == [Action.SET_ASIDE]
    assert asked.cancel == "No, do not count it"


def test_every_damage_has_its_words_and_its_key():
    asked = look(session_with(question=Question.DAMAGE)).question
    assert [choice.value for choice in asked.choices] == list(Damage)
    assert len({choice.key for choice in asked.choices}) == len(Damage)


def test_an_unknown_code_offers_the_lines_that_wait():
    session = session_with(question=Question.LINK, code="4099999999996")
    full = slice_of(line(DRILL, some("10")))
    asked = look(session, full).question
    assert "4099999999996" in asked.title
    assert [choice.value for choice in asked.choices] == ["20", "30", "40", "50"]


def test_the_card_says_where_the_next_piece_goes():
    hand = {"package": "340123450000000017", "pallet": "P-7", "damage": Damage.WET}
    slice_ = slice_of(damaged=floor.BIN)
    facts = {one.name: one.value for one in look(session_with(**hand), slice_).card.facts}
    assert facts == {"bin": "A-01-02", "pack": "…000017 on P-7", "damaged": "Wet"}
