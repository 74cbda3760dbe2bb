"""Finishing a receipt: nothing asked where all came, one question where something is short."""

from dataclasses import replace

from app.base.asking import finish_text
from app.base.decision import Ask, Decision, Do
from app.base.notice import Notice, Sound
from app.base.session import Hand, Question, Receipts, Session, kept
from app.base.wording import text
from app.receive.flow.refusing import refuse
from sync.core.operations import FinishReceipt, Rest
from sync.core.problems import Problem
from sync.core.records import OPEN_STATES, DocumentState
from sync.core.slices import ReceiveSlice


def finish(session: Session, slice_: ReceiveSlice) -> Decision:
    """Finish, or ask what becomes of what did not arrive."""
    progress, document = slice_.progress, slice_.document
    if document is not None and document.state is DocumentState.CANCELLED:
        return refuse(session, Problem.DOCUMENT_CANCELLED, document=document.name)
    if document is not None and document.state not in OPEN_STATES:
        return refuse(session, Problem.DOCUMENT_DONE, document=document.name)
    if progress.done <= 0:
        return refuse(session, Problem.NOTHING_RECEIVED)
    missing = progress.lines - progress.lines_done
    if missing == 0 and not session.is_blind:
        return finish_with(session, slice_, Rest.STAYS_OPEN)
    hand = replace(kept(session.hand), question=Question.FINISH)
    words = finish_text(session, slice_)
    return Ask(replace(session, hand=hand, notice=None), words)


def finish_with(session: Session, slice_: ReceiveSlice, rest: Rest) -> Decision:
    """Finish, knowing what becomes of the rest."""
    document, progress = slice_.document, slice_.progress
    if document is None:
        return refuse(session, Problem.DOCUMENT_MISSING)
    words = (
        text("receipt_done_blind", document=document.name)
        if session.is_blind
        else text(
            "receipt_done", document=document.name, done=progress.lines_done, lines=progress.lines
        )
    )
    return Do(
        FinishReceipt(document.id, rest),
        replace(session, place=Receipts(), hand=Hand()),
        Notice(Sound.ORDER_DONE, words),
        names=(("document", document.name),),
    )
