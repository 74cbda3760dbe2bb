"""Who may agree to what the house does not take without asking: a supervisor, by badge."""

from app.base.messages import Scanned
from app.base.session import Session
from app.base.wording import Text, text
from scanners.codes.scan import HouseKind


def approver(session: Session, message: Scanned) -> str | Text:
    """Name the supervisor whose badge was scanned, or say why nobody has agreed.

    A house that lists no supervisors gives our badge labels only to them.
    """
    house, listed = message.scan.house, session.rules.supervisors
    badge = house.value if house and house.kind is HouseKind.BADGE else ""
    if message.by_hand and not badge:
        # A slow scanner looks like a person who types; nobody types our check character by chance.
        return text("badge_typed")
    name = (
        listed.get(badge)
        or listed.get(message.scan.text.upper())
        or ("" if listed or session.rules.only_listed else badge)
    )
    if not name:
        return text("badge_unknown")
    # Two pairs of eyes: who counted it cannot agree to it.
    return text("badge_own") if name.upper() == session.user.upper() else name
