"""Place to slice: what each place reads from the store, in one snapshot."""

from datetime import date
from typing import assert_never

from app.base.designing import DesignSlice
from app.base.handling import lot_of
from app.base.inspection import resumed
from app.base.messages import Answered, Message, Refreshed, Scanned, Tapped
from app.base.printing import PrintsSlice
from app.base.serials import serials_of
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
from app.base.story import DeskSlice
from app.receive.flow import lot_wanted, serials_wanted
from app.runtime.device import Device
from app.runtime.people import of_people
from app.runtime.picturing import pictured
from sync.core.slices import Scope
from sync.store.told import (
    CountWanted,
    LookupWanted,
    MoveWanted,
    PickWanted,
    PutawayWanted,
    ReceiveWanted,
)

OUTBOX_SHOWN_MAX = 100
SETTLE_SHOWN_MAX = 200


async def read(device: Device, session: Session, message: Message) -> object:
    """Read the slice of the session's place, with what the message may be about."""
    store, today = device.store, device.clock.today()
    scope = session.scope or Scope(0, 0)
    keys = _keys(message)
    match session.place:
        case Home():
            return await store.home(scope, keys, today)
        case Receipts(article=article, only=only):
            return await store.receipts(scope, keys, today, article, only)
        case Receive(document=document):
            hand, lot = session.hand, lot_wanted(session, message)
            bin_ = hand.damaged_bin if hand.damage and hand.damaged_bin else hand.bin
            serials = serials_wanted(session, message)
            damaged = session.rules.damaged(scope) if hand.damage or hand.question else ""
            wanted = ReceiveWanted(document, hand.line, bin_, lot, keys, today, damaged, serials)
            return await store.receive(scope, wanted)
        case (
            Putaway()
            | Move()
            | Arrive()
            | Returns()
            | Count()
            | Lookup()
            | Picks()
            | Pick()
            | Packs()
            | Pack()
        ) as place:
            return await _in_bins(device, session, message, place)
        case Outbox():
            return await store.outbox(OUTBOX_SHOWN_MAX, device.clock.wall_ms())
        case Labels():
            return await device.printing.slice() if device.printing else PrintsSlice(())
        case Design():
            return await device.printing.design(session.place) if device.printing else DesignSlice()
        case Settle():
            found = (await store.home(scope, keys, today)).found
            parked = await store.settle_desk(scope, SETTLE_SHOWN_MAX, device.clock.wall_ms())
            return DeskSlice(parked, found, today)
        case Checks():
            return await store.inspecting.queue(scope, keys, today)
        case Check(key=key):
            check = await store.inspecting.check(scope, key, keys, today)
            seen = resumed(session.hand.inspection, check.row.due if check.row else None)
            return await pictured(device, check, seen.answers)
        case Setup() | SignOn() | Mine() | People() | Report():
            return await of_people(device, session)
        case _:
            assert_never(session.place)


async def _in_bins(
    device: Device,
    session: Session,
    message: Message,
    place: Putaway | Move | Arrive | Returns | Count | Picks | Pick | Packs | Pack | Lookup,
) -> object:
    """Read what is about goods in bins, moved, picked, counted or looked for."""
    moving, hand, today = device.store.moving, session.hand, device.clock.today()
    scope, keys = session.scope or Scope(0, 0), _keys(message)
    match place:
        case Putaway(planned=planned, full=full):
            there = PutawayWanted(hand.bin, hand.lot, keys, today, planned, full, hand.package)
            return await moving.putaway(scope, there)
        case Move(receipt=receipt):
            about = MoveWanted(hand.source, hand.product, hand.lot, hand.bin, keys, today, receipt)
            return await moving.move(scope, about)
        case Arrive() | Returns():
            lots, arrives = _lots(message), isinstance(place, Arrive)
            lot = hand.lot or next(iter(lots), None)
            sent = place.delivery if isinstance(place, Returns) else None
            names = tuple(name for given in lots for name in serials_of(given))
            coming = (None, hand.product, lot, hand.bin, keys, today, sent)
            came = MoveWanted(*coming, comes_in=arrives, serials=names)
            return await moving.move(scope, came)
        case Picks(zone=zone, only=only):
            return await moving.picks(scope, keys, today, zone, only)
        case Pick():
            return await moving.pick(scope, _walk(place, session, message, today))
        case Packs():
            return await moving.packs(scope, keys, today)
        case Pack(document=document):
            asked = PickWanted((document,), None, (), hand.product, hand.lot, keys, today)
            return await moving.pack(scope, asked)
        case Count():
            lots = (*_lots(message), *((hand.lot,) if hand.lot else ()))
            way = (place.product, place.zone, frozenset(place.done))
            counted = CountWanted(hand.bin, hand.product, lots, keys, today, *way)
            return await moving.count(scope, counted)
        case Lookup(about=subject, words=words):
            typed = (words, words.upper()) if words and not keys else keys
            looked = LookupWanted(subject, typed, words, today, device.clock.wall_ms())
            return await device.store.looking.lookup(scope, looked)


def _lots(message: Message) -> tuple[str, ...]:
    """What a scan may say as a lot or serial number, by its label or by itself."""
    match message:
        case Scanned(scan=scan):
            return tuple(name for name in (lot_of(scan), scan.text.strip()) if name)
        case Answered(text=given):
            return (given.strip(),) if given.strip() else ()
        case Tapped() | Refreshed():
            return ()


def _walk(place: Pick, session: Session, message: Message, today: date) -> PickWanted:
    hand, keys = session.hand, _keys(message)
    lot = lot_wanted(session, message)
    way = (place.documents, place.at, place.skipped)
    return PickWanted(*way, hand.product, lot, keys, today, place.zone)


def _keys(message: Message) -> tuple[str, ...]:
    match message:
        case Scanned(scan=scan):
            # Nobody holds Shift to enter an order number, and Caps Lock turns a scanner's letters.
            return tuple(dict.fromkeys((*scan.keys, scan.text.upper())))
        case _:
            return ()
