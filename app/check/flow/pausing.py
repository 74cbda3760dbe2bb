"""Leaving a check in the middle: what was answered is kept, for whoever goes on, anywhere."""

from dataclasses import replace

from app.base.decision import Do
from app.base.inspection import Inspection, resumed
from app.base.notice import Notice, Sound
from app.base.session import Hand, Place, Session
from app.base.wording import text
from app.check.flow.judge import deed_of
from sync.core.check_slices import CheckSlice
from sync.core.quality import Verdict


def gone_on(session: Session, slice_: CheckSlice) -> Session:
    """Take over what somebody answered before they paused."""
    due = slice_.row.due if slice_.row else None
    inspection = resumed(session.hand.inspection, due)
    if inspection is session.hand.inspection:
        return session
    return replace(session, hand=replace(session.hand, inspection=inspection))


def pause(session: Session, slice_: CheckSlice, place: Place) -> Do | None:
    """Keep what is new since the last pause on the way out; None where nothing is."""
    row, inspection = slice_.row, session.hand.inspection
    standing = row.due.standing if row else None
    before = standing.answers if standing else ()
    if row is None or inspection.answers == before or (standing is not None and standing.blocks):
        return None
    was_bad = standing.disposition if standing is not None and standing.was_bad else None
    said = Inspection(answers=inspection.answers, note=inspection.note, verdict=Verdict.PAUSED)
    known = replace(said, inspector=inspection.inspector, disposition=was_bad)
    deed = replace(deed_of(session, slice_, row, known, ""), source=None, place=None)
    after = replace(session, place=place, hand=Hand(inspection=_who(inspection)))
    return Do(deed, after, Notice(Sound.COUNTED, text("check_paused")))


def _who(inspection: Inspection) -> Inspection:
    return Inspection(inspector=inspection.inspector)
