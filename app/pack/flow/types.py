"""What a pack is: said by the type's own barcode or a tap, before anything is in it."""

from dataclasses import replace
from decimal import Decimal

from app.base.amounts import plain
from app.base.decision import Decision, Number, Refuse, Stay
from app.base.notice import Notice, Sound
from app.base.packing import reckoned, type_of_open
from app.base.session import Hand, Session
from app.base.wording import text
from app.pack.flow.labels import receiver
from scanners.codes.scan import Scan
from sync.core.pack_slices import PackSlice
from sync.core.pack_types import PackType


def type_scanned(scan: Scan, slice_: PackSlice) -> PackType | None:
    """Find the type of packs whose barcode this is."""
    return next((one for one in slice_.types if one.barcode and one.barcode in scan.keys), None)


def choose_type(session: Session, given: str, slice_: PackSlice) -> Decision:
    """Take the type that was tapped."""
    found = slice_.type_by(int(given)) if given.isdigit() else None
    return say_type(session, found, slice_) if found else Stay(session)


def say_type(session: Session, type_: PackType, slice_: PackSlice) -> Decision:
    """Say what the open pack is; where none is open, one of this type is."""
    hand = session.hand
    if hand.package is None:
        begun = Hand(pallet=hand.pallet, pack_type=type_.id)
        return Number(replace(session, hand=begun), receiver=receiver(slice_))
    if slice_.inside(hand.package):
        return Refuse(session, text("pack_type_late", package=hand.package))
    notice = Notice(Sound.BUSY, text("pack_is_of", package=hand.package, type=type_.name))
    held = replace(hand, pack_type=type_.id)
    return Stay(replace(session, hand=held, notice=notice), Sound.BUSY)


def too_heavy(session: Session, more: Decimal, slice_: PackSlice) -> Refuse | None:
    """Say that a pack would become too heavy by goods that weigh so much, before they go in."""
    package, type_ = session.hand.package, type_of_open(session, slice_)
    if package is None or type_ is None:
        return None
    weight = reckoned(session, package, slice_) + more
    if not type_.is_too_heavy(weight):
        return None
    about = {"weight": plain(weight), "unit": type_.weight_unit, "type": type_.name}
    words = text("pack_would_be_heavy", package=package, most=plain(type_.weight_max), **about)
    return Refuse(session, words)
