"""THE TABLE from place to view: who lays out what is seen."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.arrive import view as arrive
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
from app.check import view as check
from app.count import view as count
from app.home import view as home
from app.labels import view as labels
from app.lookup import view as lookup
from app.move import view as move
from app.outbox import view as outbox
from app.pack import view as pack
from app.people import view as people
from app.pick import view as pick
from app.putaway import view as putaway
from app.receive import view as receive
from app.returns import view as returns
from app.settle import view as settle
from app.setup import view as setup
from app.ui.looks import Badge, ScreenLook

View = Callable[[Any, Session, Badge], ScreenLook]

VIEWS: Mapping[type[Place], View] = MappingProxyType(
    {
        Home: home.view,
        Receipts: receive.view_receipts,
        Receive: receive.view,
        Putaway: putaway.view,
        Move: move.view,
        Arrive: arrive.view,
        Returns: returns.view,
        Count: count.view,
        Picks: pick.view_picks,
        Pick: pick.view,
        Packs: pack.view_packs,
        Pack: pack.view,
        Lookup: lookup.view,
        Outbox: outbox.view,
        Labels: labels.view,
        Design: labels.view_design,
        Settle: settle.view,
        Setup: setup.view,
        Checks: check.view_queue,
        Check: check.view,
        SignOn: people.view,
        Mine: people.view_mine,
        People: people.view_people,
        Report: people.view_report,
    }
)
"""Every place there is."""


def render(slice_: object, session: Session, badge: Badge) -> ScreenLook:
    """Let the view of the place lay it out; `slice_` is the one that place reads."""
    return VIEWS[type(session.place)](slice_, session, badge)
