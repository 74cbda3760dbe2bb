"""Finishing: every pack scanned at the door, and what becomes of what was not packed."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Do, Refuse, Stay
from app.base.notice import Notice, Sound
from app.base.packing import is_loading, not_loaded, pack_place
from app.base.printing import Occasion
from app.base.session import Hand, Packs, PackStep, Question, Session
from app.base.slips import delivery_slip
from app.base.wording import Text, problem_text, text
from app.pack.flow.weigh import with_weights
from sync.core.operations import FinishReceipt, Rest
from sync.core.pack_slices import PackSlice
from sync.core.pack_types import PackWeight
from sync.core.problems import Problem
from sync.core.records import OPEN_STATES, DocumentKind, DocumentState


def finish(session: Session, slice_: PackSlice) -> Decision:
    """Finish; goods that leave the house are scanned at the door first, pack by pack."""
    document, progress = slice_.document, slice_.walk.progress
    if document is None or document.state not in OPEN_STATES:
        return Refuse(session, _closed(slice_))
    if progress.done <= 0:
        return Refuse(session, text("pack_nothing"))
    leaves = document.kind is DocumentKind.DELIVERY
    waiting = not_loaded(session, slice_) if leaves else ()
    if waiting and not is_loading(session):
        place = replace(pack_place(session), step=PackStep.LOAD, checked=())
        loading = replace(session, place=place, hand=Hand(), notice=None)
        return Ask(loading, text("pack_load", count=len(waiting)))
    if waiting:
        return Refuse(session, text("pack_not_loaded", count=len(waiting), package=waiting[0]))
    missing = progress.lines - progress.lines_done
    if missing == 0:
        return finish_with(session, slice_, Rest.STAYS_OPEN)
    words = text("ask_pack_finish", missing=missing, lines=progress.lines)
    asked = replace(session.hand, question=Question.FINISH)
    return Ask(replace(session, hand=asked, notice=None), words)


def load(session: Session, name: str, slice_: PackSlice) -> Decision:
    """Take one pack through the door; the last one finishes, where nothing is missing."""
    if name not in slice_.packages:
        return Refuse(session, text("pack_not_of_this", package=name))
    place = pack_place(session)
    if name in place.loaded:
        return Stay(
            replace(session, notice=Notice(Sound.BUSY, text("pack_loaded_twice", package=name))),
            Sound.BUSY,
        )
    loaded = replace(session, place=replace(place, loaded=(*place.loaded, name)))
    left = not_loaded(loaded, slice_)
    if not left:
        return finish(replace(loaded, notice=None), slice_)
    words = text("pack_loaded", package=name, count=len(left))
    return Stay(replace(loaded, notice=Notice(Sound.BUSY, words)), Sound.BUSY)


def finish_with(session: Session, slice_: PackSlice, rest: Rest) -> Decision:
    """Finish, knowing what becomes of the rest."""
    document, progress = slice_.document, slice_.walk.progress
    if document is None or document.state not in OPEN_STATES or progress.done <= 0:
        return Refuse(session, _closed(slice_))
    leaves = document.kind is DocumentKind.DELIVERY
    if leaves and not_loaded(session, slice_):
        return finish(session, slice_)
    words = text("pack_finished", document=document.name, count=len(slice_.packages))
    return Do(
        with_weights(FinishReceipt(document.id, rest), session, slice_),
        replace(session, place=Packs(), hand=Hand(), weighed=_others(session, slice_)),
        Notice(Sound.ORDER_DONE, words),
        names=(("document", document.name),),
        labels=(slip,) if (slip := delivery_slip(slice_, Occasion.SLIP)) else (),
    )


def _others(session: Session, slice_: PackSlice) -> tuple[PackWeight, ...]:
    return tuple(one for one in session.weighed if one.package not in slice_.packages)


def _closed(slice_: PackSlice) -> Text:
    document = slice_.document
    if document is None:
        return problem_text(Problem.DOCUMENT_MISSING)
    cancelled = document.state is DocumentState.CANCELLED
    problem = Problem.DOCUMENT_CANCELLED if cancelled else Problem.DOCUMENT_DONE
    return problem_text(problem, document=document.name)
