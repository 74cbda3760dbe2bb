"""Finishing a pick: nothing asked where all was taken, one question where something is short."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Do, Refuse
from app.base.notice import Notice, Sound
from app.base.picking import called_short, is_left_to_others, pick_place
from app.base.session import Hand, Picks, Question, Session
from app.base.wording import Text, problem_text, text
from app.pick.flow.zones import hand_over
from sync.core.operations import FinishReceipt, Rest
from sync.core.pick_slices import PickSlice
from sync.core.problems import Problem
from sync.core.records import OPEN_STATES, DocumentState
from sync.core.short import SHORT_LINES_MAX, ShortLine


def finish(session: Session, slice_: PickSlice) -> Decision:
    """Finish, or ask what becomes of what was not taken."""
    is_open = [one for one in slice_.documents if one.state in OPEN_STATES]
    if not is_open:
        return Refuse(session, _closed(slice_))
    progress = slice_.progress
    if is_left_to_others(session, slice_):
        return hand_over(session, slice_)
    if progress.done <= 0:
        return Refuse(session, text("pick_nothing"))
    missing = progress.lines - progress.lines_done
    if missing == 0:
        return finish_with(session, slice_, Rest.STAYS_OPEN)
    hand = Hand(source=session.hand.source, question=Question.FINISH)
    words = text("ask_pick_finish", missing=missing, lines=progress.lines)
    return Ask(replace(session, hand=hand, notice=None), words)


def finish_with(session: Session, slice_: PickSlice, rest: Rest) -> Decision:
    """Finish, knowing what becomes of the rest."""
    is_open = [one for one in slice_.documents if one.state in OPEN_STATES]
    progress = slice_.progress
    if not is_open or not slice_.begun & {one.id for one in is_open}:
        return Refuse(session, _closed(slice_) if not is_open else text("pick_nothing"))
    # An order of which nothing was taken is left for another walk.
    taken = [one for one in is_open if one.id in slice_.begun]
    deeds = [FinishReceipt(one.id, rest, _why(session, one.id, slice_)) for one in taken]
    names = ", ".join(one.name for one in taken)
    words = text("pick_finished", document=names, done=progress.lines_done, lines=progress.lines)
    return Do(
        deeds[0],
        replace(session, place=Picks(zone=pick_place(session).zone), hand=Hand()),
        Notice(Sound.ORDER_DONE, words),
        names=(("document", names),),
        also=tuple(deeds[1:]),
    )


def _why(session: Session, document: int, slice_: PickSlice) -> tuple[ShortLine, ...]:
    """What was called short of an order, for the office: each line once, with its last reason."""
    said = {
        one.line.id: ShortLine(one.line.id, one.product.id, why)
        for one in slice_.tasks
        if one.document.id == document and (why := called_short(session, one))
    }
    return tuple(said.values())[:SHORT_LINES_MAX]


def _closed(slice_: PickSlice) -> Text:
    if not slice_.documents:
        return problem_text(Problem.DOCUMENT_MISSING)
    one = slice_.documents[0]
    cancelled = one.state is DocumentState.CANCELLED
    problem = Problem.DOCUMENT_CANCELLED if cancelled else Problem.DOCUMENT_DONE
    return problem_text(problem, document=one.name)
