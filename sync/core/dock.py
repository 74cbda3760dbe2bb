"""What a receipt is to the dock today: in work, late, expected, or arrived and done."""

from datetime import date
from enum import StrEnum

from sync.core.records import OPEN_STATES, Document, DocumentState


class DockPart(StrEnum):
    """The parts of the dock's list, in the order they are looked at."""

    IN_WORK = "in_work"
    LATE = "late"
    TODAY = "today"
    LATER = "later"
    ARRIVED = "arrived"
    """Of what was expected today, what is finished."""


def dock_part(document: Document, begun: bool, today: date) -> DockPart | None:  # noqa: FBT001
    """Say which part of the list a receipt belongs to; none where the dock is done with it."""
    if document.state is DocumentState.DONE:
        return DockPart.ARRIVED if document.due == today else None
    if document.state not in OPEN_STATES:
        return None
    if begun:
        return DockPart.IN_WORK
    if document.due is None or document.due > today:
        return DockPart.LATER
    return DockPart.TODAY if document.due == today else DockPart.LATE
