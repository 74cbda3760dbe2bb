"""Which part of a list of documents somebody wants to see."""

from datetime import date
from enum import StrEnum

from sync.core.records import Document, DocumentState


class Only(StrEnum):
    """A part of what waits."""

    ALL = "all"
    BEGUN = "begun"
    LATE = "late"
    TODAY = "today"
    BLOCKED = "blocked"
    """What the ERP has no goods for, or not all."""


def is_in(only: Only, document: Document, begun: bool, today: date) -> bool:  # noqa: FBT001
    """Say whether a document is of that part."""
    match only:
        case Only.ALL:
            return True
        case Only.BEGUN:
            return begun
        case Only.LATE:
            return document.due is not None and document.due < today
        case Only.TODAY:
            return document.due == today
        case Only.BLOCKED:
            return document.state is not DocumentState.READY
