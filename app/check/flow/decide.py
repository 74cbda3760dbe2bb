"""One check, decided: what a scan, a tap or an entry means for the goods on the table."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from app.base.approving import approver
from app.base.checking import allowed, nth_choice, step_of
from app.base.commands import action_of
from app.base.decision import Decision, Go, Refuse, Stay, TakeOver
from app.base.documents import CODE_SHOWN_MAX, said_or_refused
from app.base.inspection import Step
from app.base.messages import Action, Answered, Message, Refreshed, Scanned, Tapped
from app.base.session import Checks, Home, Outbox, Place, Session, Settle
from app.base.wording import Text, text
from app.check.flow.answers import answer, scanned_answer, take_back
from app.check.flow.judge import judge, standing_deed, with_inspection, withdraw
from app.check.flow.pausing import gone_on, pause
from scanners.codes.house import Command
from scanners.codes.scan import House, HouseKind
from sync.core.check_slices import CheckSlice
from sync.core.checking import NO, YES
from sync.core.quality import AskKind, Disposition, Verdict

_VERDICTS = {
    Action.PASS: Verdict.PASSED,
    Action.FAIL: Verdict.FAILED,
    Action.UNSURE: Verdict.UNSURE,
}
_YES_NO = {Action.CONFIRM: YES, Action.PASS: YES, Action.CANCEL: NO}


def decide(session: Session, message: Message, slice_: CheckSlice) -> Decision:
    """Decide what one message means. Of goods that nobody waits for there is only the way out."""
    session = gone_on(session, slice_)
    match message:
        case Scanned():
            return _scanned(session, message, slice_)
        case Answered(text=given):
            return answer(session, given, slice_)
        case Tapped():
            return _tapped(session, message, slice_)
        case Refreshed():
            return Stay(session)
        case _:
            assert_never(message)


def _scanned(session: Session, message: Scanned, slice_: CheckSlice) -> Decision:
    scan = message.scan
    if scan.house and scan.house.kind is HouseKind.COMMAND:
        return _command(session, scan.house, action_of(scan), slice_)
    if slice_.row is not None and session.hand.inspection.disposition is Disposition.ACCEPT:
        return _approved(session, message, slice_)
    if scan.house and scan.house.kind is HouseKind.BADGE:
        return _badge(session, scan.house.value, slice_)
    if slice_.row is None:
        return Refuse(session, text("check_over"))
    found = scanned_answer(session, message, slice_)
    return found or Refuse(session, text("scan_not_asked", code=scan.text[:CODE_SHOWN_MAX]))


def _approved(session: Session, message: Scanned, slice_: CheckSlice) -> Decision:
    """To use what is bad is a supervisor's to agree to, wherever the house names them."""
    name = approver(session, message)
    if isinstance(name, Text):
        return Refuse(session, name)
    return judge(session, slice_, session.hand.inspection, second=name)


def _command(session: Session, house: House, action: Action | None, slice_: CheckSlice) -> Decision:
    number = _NUMBERED.get(Command(house.value))
    if number is not None:
        chosen = nth_choice(session, slice_, number)
        return _tapped(session, chosen, slice_) if chosen else _useless(session)
    if action is None:
        return _useless(session)
    step = step_of(session, slice_)
    if step is not None and step.kind is Step.ASK and step.ask.kind is AskKind.YES_NO:
        # Whoever holds only a scanner answers with the labels that everybody knows.
        given = _YES_NO.get(action)
        if given:
            return answer(session, given, slice_)
    return said_or_refused(session, _tapped(session, Tapped(action), slice_))


_NUMBERED = {
    Command.FIRST: 1,
    Command.SECOND: 2,
    Command.THIRD: 3,
    Command.FOURTH: 4,
    Command.FIFTH: 5,
}


def _useless(session: Session) -> Refuse:
    return Refuse(session, text("label_without_use"))


def _badge(session: Session, badge: str, slice_: CheckSlice) -> Decision:
    """A badge signs, or is the second pair of eyes, or says who inspects from here on."""
    step = step_of(session, slice_)
    inspection = session.hand.inspection
    if step is None:
        return Refuse(session, text("check_over"))
    if step.kind is Step.SECOND:
        return judge(session, slice_, inspection, second=badge)
    after = with_inspection(session, replace(inspection, inspector=badge))
    if step.kind is Step.ASK and step.ask.kind is AskKind.SIGNATURE:
        return answer(after, badge, slice_)
    return Stay(after)


def _tapped(session: Session, tap: Tapped, slice_: CheckSlice) -> Decision:
    match tap.action:
        case Action.BACK | Action.GO_HOME | Action.OPEN_OUTBOX | Action.OPEN_SETTLE:
            return pause(session, slice_, _OUT[tap.action]) or Go(_OUT[tap.action])
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case Action.TAKE_OVER:
            return TakeOver(slice_.row.document.id) if slice_.row else Stay(session)
        case _ if slice_.row is None:
            return Refuse(session, text("check_over"))
        case _:
            return _inspecting(session, tap, slice_)


_OUT: Mapping[Action, Place] = {
    Action.BACK: Checks(),
    Action.GO_HOME: Home(),
    Action.OPEN_OUTBOX: Outbox(),
    Action.OPEN_SETTLE: Settle(),
}


def _inspecting(session: Session, tap: Tapped, slice_: CheckSlice) -> Decision:
    match tap.action:
        case Action.PAD:
            return Stay(_typed(session, tap.value))
        case Action.ANSWER:
            return answer(session, tap.value, slice_)
        case Action.CONFIRM:
            return _confirmed(session, tap, slice_)
        case Action.CANCEL if session.hand.inspection.is_untouched:
            return pause(session, slice_, Checks()) or Go(Checks())
        case Action.UNDO if session.hand.inspection.is_untouched:
            given = standing_deed(session, slice_)
            return withdraw(session, given) if given else take_back(session)
        case Action.CANCEL | Action.UNDO:
            return take_back(session)
        case Action.NOTE:
            return Stay(with_inspection(session, replace(session.hand.inspection, noting=True)))
        case Action.PASS | Action.FAIL | Action.UNSURE:
            return _verdict(session, _VERDICTS[tap.action], slice_)
        case Action.DISPOSE:
            return _dispose(session, tap.value, slice_)
        case _:
            return Stay(session)


def _confirmed(session: Session, tap: Tapped, slice_: CheckSlice) -> Decision:
    given = tap.value or session.hand.typed
    return answer(session, given, slice_) if given else Stay(session)


def _verdict(session: Session, verdict: Verdict, slice_: CheckSlice) -> Decision:
    inspection = replace(session.hand.inspection, verdict=verdict, disposition=None)
    return judge(session, slice_, inspection)


def _dispose(session: Session, value: str, slice_: CheckSlice) -> Decision:
    chosen = next((one for one in allowed(slice_) if one == value), None)
    if chosen is None:
        return Stay(session)
    inspection = session.hand.inspection
    verdict = replace(inspection, verdict=Verdict.FAILED, disposition=Disposition(chosen))
    return judge(session, slice_, verdict)


def _typed(session: Session, key: str) -> Session:
    typed = session.hand.typed
    typed = typed[:-1] if key == "back" else (typed + key)[:TYPED_MAX]
    return replace(session, hand=replace(session.hand, typed=typed), notice=None)


TYPED_MAX = 20
"""Digits that a person taps: more are a slip."""
