"""Looking up, decided: what a code or a tap leads to, and what can be done from there."""

from dataclasses import replace
from typing import assert_never

from app.base.commands import action_of
from app.base.decision import AtPrinter, Decision, Go, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX, open_document, said_or_refused
from app.base.handling import LEADS, check_of, lot_for, lot_of
from app.base.messages import Action, Answered, Message, Refreshed, Scanned, Tapped
from app.base.session import Checks, Count, Hand, Home, Lookup, Move, Session
from app.base.wanted import bin_label, goods_label, pack_label
from app.base.wording import text
from sync.core.lookup_slices import About, LookupSlice, Subject
from sync.core.quantity import ZERO
from sync.core.records import Tracking

BEFORE_MAX = 20
"""Looks that are gone back through, one by one."""


def decide(session: Session, message: Message, slice_: LookupSlice) -> Decision:
    """Decide what one message means where something is looked up."""
    match message:
        case Scanned(scan=scan):
            action = action_of(scan)
            if action:
                return said_or_refused(session, _tapped(session, Tapped(action), slice_))
            return _scanned(session, message, slice_)
        case Tapped():
            return _tapped(session, message, slice_)
        case Answered() | Refreshed():
            return Stay(session)
        case _:
            assert_never(message)


def place_of(about: About, before: Lookup | None = None) -> Lookup:
    """Where one thing is looked up; `before` is what was looked at until now."""
    here = Lookup(about, before=before)
    back, kept = before, 1
    while back is not None:
        back, kept = back.before, kept + 1
    return here if kept <= BEFORE_MAX else Lookup(about, before=Lookup())


def _scanned(session: Session, message: Scanned, slice_: LookupSlice) -> Decision:
    scan, leads = message.scan, slice_.leads
    about = next(iter(slice_.found.products), None)
    lot = lot_for(about.product, scan) if about else lot_of(scan)
    if leads and leads[0].subject is Subject.ARTICLE and lot:
        return _go(session, About(Subject.LOT, leads[0].id, lot))
    if len(leads) == 1:
        return _go(session, leads[0])
    if slice_.found.documents and not leads:
        return open_document(session, scan.text, slice_.found)
    if message.by_hand or leads:
        return Go(Lookup(words=scan.text, before=_here(session)))
    return Refuse(session, text("lookup_unknown", code=scan.text[:CODE_SHOWN_MAX]))


def _tapped(session: Session, tap: Tapped, slice_: LookupSlice) -> Decision:
    here = _here(session)
    match tap.action:
        case Action.SEARCH if here.about is None:
            # Each letter takes the place of the one before: one step back is out of the search.
            return Stay(replace(session, place=replace(here, words=tap.value), notice=None))
        case Action.LOOK_AT:
            about = about_of(tap.value)
            return _go(session, about) if about else Stay(session)
        case Action.BACK:
            return Go(here.before or Home())
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case Action.OPEN_MOVE:
            return _move(slice_)
        case Action.OPEN_COUNT:
            return Go(Count(), hand=Hand(bin=_bin_of(slice_)))
        case Action.PRINT_LABEL:
            return _label(session, slice_)
        case Action.OPEN_CHECKS:
            return Go(Checks())
        case action if action in LEADS:
            return Go(LEADS[action])
        case _:
            return Stay(session)


def _here(session: Session) -> Lookup:
    assert isinstance(session.place, Lookup)
    return session.place


def _go(session: Session, about: About) -> Decision:
    here = _here(session)
    if here.about == about:
        return Stay(replace(session, notice=None))
    return Go(place_of(about, here if here.about or here.words else here.before))


def _move(slice_: LookupSlice) -> Decision:
    """Begin a move with what is looked at: all that lies there, where it lies in one place."""
    if slice_.bin is not None:
        return Go(Move(), hand=Hand(source=slice_.bin.id))
    if slice_.product is None:
        return Go(Move())
    lot = slice_.about.name if slice_.about and slice_.about.subject is Subject.LOT else None
    only = slice_.rows[0].lying if len(slice_.rows) == 1 else None
    if slice_.product.tracking is not Tracking.NONE and not lot:
        # Which of its lots is said at the bin.
        return Go(Move(), hand=Hand(source=only.place.id) if only else None)
    hand = Hand(product=slice_.product.id, lot=lot, row="held", scanned=ZERO)
    if only:
        hand = replace(hand, source=only.place.id, amount=only.quantity)
    return Go(Move(), hand=hand)


def _bin_of(slice_: LookupSlice) -> int | None:
    """The one bin that is looked at, or that all of it lies in."""
    if slice_.bin is not None:
        return slice_.bin.id
    places = {row.lying.place.id for row in slice_.rows}
    return places.pop() if len(places) == 1 else None


def _label(session: Session, slice_: LookupSlice) -> Decision:
    about = slice_.about
    if slice_.bin is not None:
        return AtPrinter(session, bin_label(slice_.bin, check_of(slice_.bin)))
    if about is not None and about.subject is Subject.PACK:
        return AtPrinter(session, pack_label(about.name))
    if about is None or slice_.product is None:
        return Refuse(session, text("label_without_use"))
    lot = about.name if about.subject is Subject.LOT else None
    if slice_.product.tracking is not Tracking.NONE and not lot:
        return Refuse(session, text("label_wants_lot"))
    expiry = slice_.lot.expiry if slice_.lot else None
    return AtPrinter(session, goods_label(slice_.product, lot, expiry))


def about_of(value: str) -> About | None:
    """Read what a row is about from what its tap says."""
    subject, id, name = [*value.split("|", 2), "", ""][:3]
    if subject not in set(map(str, Subject)) or not id.isdigit():
        return None
    return About(Subject(subject), int(id), name)
