"""THE TABLE of who may go where and do what; refused where it is decided, not only hidden."""

from collections.abc import Mapping
from types import MappingProxyType

from app.base.decision import Agree, Decision, Do, Go, Refuse
from app.base.labels import label
from app.base.leads import LEADS, LISTS
from app.base.messages import Action
from app.base.people import Role
from app.base.session import (
    Arrive,
    Check,
    Checks,
    Count,
    Design,
    Home,
    Labels,
    Lookup,
    Mine,
    Move,
    Outbox,
    Pack,
    Packs,
    People,
    Pick,
    Picks,
    Place,
    Putaway,
    Receipts,
    Receive,
    Report,
    Returns,
    Session,
    Settle,
    Setup,
    SignOn,
)
from app.base.wording import text
from sync.core.operations import Kind, kind_of

_P, _C, _I, _S, _A = Role
EVERYBODY = frozenset(Role)
FLOOR = frozenset({_P, _C, _S, _A})
CLERKS = frozenset({_C, _S, _A})
INSPECTORS = frozenset({_I, _S, _A})
DESKS = frozenset({_C, _I, _S, _A})
OFFICE = frozenset({_S, _A})
ADMINISTRATORS = frozenset({_A})

PLACES: Mapping[type[Place], frozenset[Role]] = MappingProxyType(
    {
        SignOn: EVERYBODY,
        Mine: EVERYBODY,
        Report: EVERYBODY,
        Home: EVERYBODY,
        Lookup: EVERYBODY,
        Outbox: EVERYBODY,
        Labels: EVERYBODY,
        Move: EVERYBODY,
        Putaway: EVERYBODY,
        Picks: FLOOR,
        Pick: FLOOR,
        Packs: FLOOR,
        Pack: FLOOR,
        Count: FLOOR,
        Receipts: CLERKS,
        Receive: CLERKS,
        Arrive: CLERKS,
        Returns: CLERKS,
        Checks: INSPECTORS,
        Check: INSPECTORS,
        Settle: DESKS,
        Design: OFFICE,
        People: ADMINISTRATORS,
        Setup: ADMINISTRATORS,
    }
)
"""Who may be at a place. What is not named here is the clerks' and who is above them."""

DEEDS: Mapping[Kind, frozenset[Role]] = MappingProxyType(
    {
        Kind.RECEIVE_LINE: CLERKS,
        Kind.MOVE_LINE: EVERYBODY,
        Kind.MOVE: EVERYBODY,
        Kind.COUNT: FLOOR,
        Kind.FINISH_RECEIPT: FLOOR,
        Kind.RECORD_CHECK: INSPECTORS,
        Kind.UNDO: EVERYBODY,
        Kind.SETTLE: DESKS,
    }
)
"""Who may do a deed, wherever it is decided."""


def may_go(role: Role, place: type[Place]) -> bool:
    """Say whether somebody of this role may be there."""
    return role in PLACES.get(place, CLERKS)


def may_tap(role: Role, action: Action, value: str = "") -> bool:
    """Say whether what is tapped at home leads where somebody of this role may be."""
    place = LISTS.get(value) if action is Action.OPEN_TILE else LEADS.get(action)
    return place is None or may_go(role, type(place))


def allowed(session: Session, decision: Decision) -> Decision:
    """Let a decision pass, or refuse what is not for this person's role."""
    role = session.role
    match decision:
        case Go(place=place) if not may_go(role, type(place)):
            return _not_yours(session)
        case Do(deed=deed, also=also):
            kinds = [kind_of(one) for one in (deed, *also)]
            if not all(role in DEEDS.get(kind, CLERKS) for kind in kinds):
                return _not_yours(session)
        case Agree() if role not in OFFICE:
            return _not_yours(session)
        case _:
            pass
    return decision


def _not_yours(session: Session) -> Refuse:
    return Refuse(session, text("not_your_work", role=label(f"role_{session.role}")))
