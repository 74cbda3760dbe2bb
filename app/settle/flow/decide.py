"""The settle desk, decided: a tap, a key or a label settles; a scan brings up its story."""

from dataclasses import replace
from typing import assert_never

from app.base.commands import action_of
from app.base.decision import Decision, Go, Refuse, Stay
from app.base.documents import open_document, said_or_refused
from app.base.messages import Action, Answered, Message, Refreshed, Scanned, Tapped
from app.base.session import Hand, Home, Outbox, Question, Receive, Session, Settle
from app.base.story import DeskSlice, open_story, stories
from app.base.wording import text
from app.settle.flow.answers import answer, take_badge, take_bin, take_order
from app.settle.flow.case import Case
from app.settle.flow.settle import settle
from sync.core.operations import Choice
from sync.core.policies import Amend

_TEXTS = frozenset({Question.LOT, Question.SERIAL, Question.EXPIRY, Question.QUANTITY})
TYPED_MAX = 80


def decide(session: Session, message: Message, slice_: DeskSlice) -> Decision:
    """Decide what one message means at the desk."""
    case = _case(session, slice_)
    match message:
        case Scanned(scan=scan):
            action = action_of(scan)
            if action:
                return said_or_refused(session, _tapped(session, Tapped(action), case))
            return _scanned(session, message, case, slice_)
        case Answered(text=given):
            return answer(case, given) if case else Stay(session)
        case Tapped():
            return _tapped(session, message, case)
        case Refreshed():
            return Stay(session)
        case _:
            assert_never(message)


def _case(session: Session, slice_: DeskSlice) -> Case | None:
    assert isinstance(session.place, Settle)
    every = stories(slice_.parked.rows, session.place.document)
    story = open_story(every, session.place.story)
    waiting = sum(1 for one in every if not one.first.handed)
    return Case(session, story, waiting, slice_.today) if story else None


def _scanned(session: Session, message: Scanned, case: Case | None, slice_: DeskSlice) -> Decision:
    scan, found, question = message.scan, slice_.found, session.hand.question
    if case and question in {Question.LOT, Question.SERIAL} and scan.message:
        named = scan.message.serial or scan.message.lot
        if named:
            return answer(case, named)
    if case and question is Question.APPROVAL:
        return take_badge(case, message)
    if found.products:
        return _story_of(session, {one.product.id for one in found.products}, slice_)
    if found.bins:
        wants = case is not None and case.story.first.amend is Amend.BIN
        if case and (wants or question is Question.BIN):
            return take_bin(case, found.bins[0])
        return Refuse(session, text("bin_not_asked"))
    if case and found.documents and question is Question.ORDER:
        return take_order(case, found.documents[0])
    if case and question in _TEXTS:
        given = session.hand.typed + scan.text if message.by_hand else scan.text
        return answer(case, given)
    return open_document(session, scan.text, found)


def _story_of(session: Session, products: set[int], slice_: DeskSlice) -> Decision:
    """Bring up the story of the goods in the hand."""
    assert isinstance(session.place, Settle)
    every = stories(slice_.parked.rows, session.place.document)
    story = next((one for one in every if products & one.articles), None)
    if story is None:
        return Refuse(session, text("nothing_of_it"))
    return _open(session, story.id)


def _tapped(session: Session, tap: Tapped, case: Case | None) -> Decision:
    match tap.action:
        case Action.BACK | Action.GO_HOME | Action.OPEN_OUTBOX:
            return _leave(session, tap.action)
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case Action.OPEN_STORY:
            return _open(session, tap.value)
        case Action.CANCEL:
            return Stay(replace(session, hand=Hand(), notice=None))
        case Action.PAD:
            typed = _typed(session.hand.typed, tap.value)
            return Stay(replace(session, hand=replace(session.hand, typed=typed)))
        case _:
            return _chosen(session, tap, case) if case else Stay(session)


def _chosen(session: Session, tap: Tapped, case: Case) -> Decision:
    match tap.action:
        case Action.FILE | Action.LET_GO | Action.OFFICE:
            # A finger that comes down twice must not settle the story that came up meanwhile.
            mine = tap.value in {"", case.story.id}
            return settle(case, Choice(tap.action)) if mine else Stay(session)
        case Action.CONFIRM if session.hand.question is not None:
            return answer(case, tap.value or session.hand.typed)
        case Action.CONFIRM if case.story.choices:
            return settle(case, case.story.choices[0])
        case _:
            return Stay(session)


def _open(session: Session, story: str) -> Decision:
    assert isinstance(session.place, Settle)
    place = replace(session.place, story=story)
    return Stay(replace(session, place=place, hand=Hand(), notice=None))


def _leave(session: Session, action: Action) -> Decision:
    assert isinstance(session.place, Settle)
    if action is Action.OPEN_OUTBOX:
        return Go(Outbox())
    if action is Action.BACK and session.place.document is not None:
        return Go(Receive(session.place.document))
    return Go(Home())


def _typed(typed: str, key: str) -> str:
    return typed[:-1] if key == "back" else (typed + key)[:TYPED_MAX]
