"""THE TABLE from place to flow: who decides what a message means."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.arrive import flow as arrive
from app.base.decision import Decision
from app.base.messages import Message
from app.base.session import (
    Arrive,
    Check,
    Checks,
    Count,
    Design,
    Home,
    Labels,
    Lookup,
    Move,
    Outbox,
    Pack,
    Packs,
    Pick,
    Picks,
    Place,
    Putaway,
    Receipts,
    Receive,
    Session,
    Settle,
)
from app.check import flow as check
from app.count import flow as count
from app.home import flow as home
from app.labels import flow as labels
from app.lookup import flow as lookup
from app.move import flow as move
from app.outbox import flow as outbox
from app.pack import flow as pack
from app.pick import flow as pick
from app.putaway import flow as putaway
from app.receive import flow as receive
from app.settle import flow as settle

Flow = Callable[[Session, Message, Any], Decision]

FLOWS: Mapping[type[Place], Flow] = MappingProxyType(
    {
        Home: home.decide,
        Receipts: receive.decide_receipts,
        Receive: receive.decide,
        Putaway: putaway.decide,
        Move: move.decide,
        Arrive: arrive.decide,
        Count: count.decide,
        Picks: pick.decide_picks,
        Pick: pick.decide,
        Packs: pack.decide_packs,
        Pack: pack.decide,
        Lookup: lookup.decide,
        Outbox: outbox.decide,
        Labels: labels.decide,
        Design: labels.decide_design,
        Settle: settle.decide,
        Checks: check.decide_queue,
        Check: check.decide,
    }
)
"""Every place where work is done. Setup is a desk: its form is no work, and has no flow."""


def decide(session: Session, message: Message, slice_: object) -> Decision:
    """Let the flow of the place decide; `slice_` is the one that place reads."""
    return FLOWS[type(session.place)](session, message, slice_)
