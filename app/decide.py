"""THE TABLE from place to flow: who decides what a message means."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from app.arrive import flow as arrive
from app.base.decision import Decision, Stay
from app.base.hands_free import meant
from app.base.messages import Message, Scanned
from app.base.roles import allowed
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
    SignOn,
)
from app.check import flow as check
from app.count import flow as count
from app.home import flow as home
from app.labels import flow as labels
from app.lookup import flow as lookup
from app.move import flow as move
from app.outbox import flow as outbox
from app.pack import flow as pack
from app.people import flow as people
from app.pick import flow as pick
from app.putaway import flow as putaway
from app.receive import flow as receive
from app.returns import flow as returns
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
        Returns: returns.decide,
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
        SignOn: people.decide,
        Mine: people.decide_mine,
        People: people.decide_people,
        Report: people.decide_report,
    }
)
"""Every place where work is done. Setup is a desk: its form is no work, and has no flow."""


def decide(session: Session, message: Message, slice_: object) -> Decision:
    """Let the flow of the place decide; `slice_` is the one that place reads.

    What it decides holds only where the person's role allows it.
    """
    if isinstance(message, Scanned) and (weighed := message.scan.weighed):
        session = replace(session, on_scale=weighed if weighed.value else None)
        if not weighed.value or not isinstance(session.place, Pack):
            return Stay(session)  # Nobody here asked what lies there.
    said = meant(session, message)
    return allowed(session, FLOWS[type(session.place)](session, said, slice_))
