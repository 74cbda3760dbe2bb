"""Answers to the questions of the rules: read, judged, kept, and taken back."""

from dataclasses import replace

from app.base.checking import Asked, step_of
from app.base.days import read_day
from app.base.decision import Decision, Refuse, Stay
from app.base.inspection import Inspection, Step
from app.base.messages import Scanned
from app.base.notice import Notice, Sound
from app.base.session import Session
from app.base.wording import problem_text, text
from app.check.flow.judge import with_inspection
from sync.core.check_slices import CheckRow, CheckSlice
from sync.core.checking import read_answer
from sync.core.evidence import read_names
from sync.core.problems import Problem
from sync.core.quality import PICTURED, Answer, AskKind

SHOWN_MAX = 20
NOTE_MAX = 200
NO_RULE, SEEN = 0, "seen"
"""What names pictures that nobody asked for."""
LOT, ARTICLE = "lot", "article"
"""What a rule may expect to be scanned, besides a text of its own."""
_BY_HAND = frozenset({AskKind.TEXT, AskKind.NUMBER, AskKind.DATE})


def answer(session: Session, given: str, slice_: CheckSlice) -> Decision:
    """Take a typed, tapped or scanned answer to the question that is open."""
    step = step_of(session, slice_)
    if step is not None and read_names(given):
        return _pictured(session, step, given)
    if step is not None and step.kind is Step.NOTE:
        return _noted(session, given)
    if step is None or step.kind is not Step.ASK or slice_.row is None:
        return Stay(session)
    ask = step.ask
    if ask.kind is AskKind.SIGNATURE and given != session.hand.inspection.inspector:
        return Refuse(session, text("scan_your_badge"))
    if ask.kind is AskKind.SCAN:
        texts = frozenset({given.strip()})
        return _kept(session, step, given.strip(), good=_fits(step, slice_.row, texts, slice_))
    text_ = _iso(given, slice_) if ask.kind is AskKind.DATE else given
    read = text_ if isinstance(text_, Problem) else read_answer(ask, text_)
    if isinstance(read, Problem):
        cleared = replace(session, hand=replace(session.hand, typed=""))
        return Refuse(cleared, problem_text(read, given=given[:SHOWN_MAX]))
    value, good = read
    return _kept(session, step, value, good=good)


def _pictured(session: Session, step: Asked, name: str) -> Decision:
    """Take a picture as the answer where one is asked for, and as one more that shows why."""
    if step.kind is Step.ASK and step.ask.kind in PICTURED:
        return _kept(session, step, name, good=True)
    inspection = session.hand.inspection
    before = [one for one in inspection.answers if one.ask == SEEN and one.rule == NO_RULE]
    if any(one.value == name for one in before):
        return Stay(session)
    said = Answer(NO_RULE, SEEN, len(before) + 1, name, good=True)
    kept = replace(inspection, answers=(*inspection.answers, said))
    after = replace(session, hand=replace(session.hand, inspection=kept))
    return Stay(replace(after, notice=None), Sound.BUSY)


def scanned_answer(session: Session, message: Scanned, slice_: CheckSlice) -> Decision | None:
    """Take a scan as the answer, where one is asked for; None where it is none."""
    step = step_of(session, slice_)
    if step is not None and step.kind is Step.NOTE and message.by_hand:
        return _noted(session, message.scan.text)
    if step is None or step.kind is not Step.ASK or slice_.row is None:
        return None
    scan = message.scan
    if step.ask.kind is AskKind.SCAN:
        label = scan.message
        named = (label.lot, label.serial) if label else ()
        texts = frozenset({scan.text, *scan.keys, *(one for one in named if one)})
        return _kept(session, step, scan.text, good=_fits(step, slice_.row, texts, slice_))
    if message.by_hand and step.ask.kind in {*_BY_HAND, AskKind.CHOICE, AskKind.YES_NO}:
        return answer(session, scan.text, slice_)
    return answer(session, scan.text, slice_) if step.ask.kind is AskKind.TEXT else None


def _noted(session: Session, given: str) -> Decision:
    inspection = replace(session.hand.inspection, note=given.strip()[:NOTE_MAX], noting=False)
    return Stay(replace(with_inspection(session, inspection), notice=None), Sound.BUSY)


def take_back(session: Session) -> Decision:
    """Go one step back: to the verdict, or to the last question."""
    inspection = session.hand.inspection
    if inspection.noting or (inspection.note and not inspection.answers):
        kept = replace(inspection, noting=False, note=inspection.note if inspection.noting else "")
        return Stay(replace(with_inspection(session, kept), notice=None), Sound.TAKEN_BACK)
    if inspection.verdict is not None:
        kept = replace(inspection, verdict=None, disposition=None)
        return Stay(replace(with_inspection(session, kept), notice=None), Sound.TAKEN_BACK)
    if not inspection.answers:
        return Refuse(session, text("nothing_answered"))
    kept = replace(inspection, answers=inspection.answers[:-1])
    return Stay(replace(with_inspection(session, kept), notice=None), Sound.TAKEN_BACK)


def _iso(given: str, slice_: CheckSlice) -> str | Problem:
    day = read_day(given, slice_.today)
    return day if isinstance(day, Problem) else day.isoformat()


def _fits(step: Asked, row: CheckRow, texts: frozenset[str], slice_: CheckSlice) -> bool:
    match step.ask.expect:
        case "":
            return True
        case _ if step.ask.expect == LOT:
            return row.due.lot in texts
        case _ if step.ask.expect == ARTICLE:
            found = {one.product.id for one in slice_.found.products}
            return row.product.id in found or row.product.barcode in texts
        case expected:
            return expected in texts


def _kept(session: Session, step: Asked, value: str, *, good: bool) -> Decision:
    assert step.round is not None
    said = Answer(step.round.rule, step.ask.key, step.round.piece, value, good)
    inspection: Inspection = session.hand.inspection
    kept = replace(inspection, answers=(*inspection.answers, said))
    after = replace(with_inspection(session, kept), notice=None)
    if good:
        # It ticks: an answer is on disk only with the verdict.
        return Stay(after, Sound.BUSY)
    words = text("answer_is_bad", given=value[:SHOWN_MAX])
    return Stay(replace(after, notice=Notice(Sound.QUESTION, words)), Sound.QUESTION)
