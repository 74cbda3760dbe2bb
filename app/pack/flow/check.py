"""Checking a pack before it is closed: everything in it is scanned once more."""

from dataclasses import replace
from decimal import Decimal

from app.base.amounts import plain
from app.base.decision import Ask, Decision, Refuse, Stay
from app.base.handling import lot_for, lot_of, weighed
from app.base.notice import Notice, Sound
from app.base.packing import checked, in_pack, pack_place
from app.base.session import Hand, PackStep, Session
from app.base.wording import Text, text
from app.pack.flow.labels import ship_labels
from scanners.codes.scan import Scan
from sync.core.pack_slices import PackedRow, PackSlice
from sync.core.problems import Problem
from sync.core.quantity import ONE, ZERO, is_measured, read_amount


def begin_check(session: Session, slice_: PackSlice) -> Decision:
    """Have what is in the open pack scanned again; an empty one is only put down."""
    name = session.hand.package or ""
    if not slice_.inside(name):
        return _closed(session, text("package_closed", package=name), slice_)
    place = replace(pack_place(session), step=PackStep.CHECK, checked=())
    hand = Hand(package=name, pallet=session.hand.pallet, pack_type=session.hand.pack_type)
    return Ask(replace(session, place=place, hand=hand, notice=None), text("pack_check"))


def check_goods(session: Session, scan: Scan, slice_: PackSlice) -> Decision:
    """Count one scan of the check; what is not in the pack, or is in it too often, is said."""
    row = _row_of(scan, slice_, session.hand.package or "")
    if row is None:
        return Refuse(session, text("pack_wrong", package=session.hand.package or ""))
    amount = _amount(session, scan, row, slice_)
    if isinstance(amount, Problem):
        return Refuse(session, text("pack_wrong", package=session.hand.package or ""))
    return _seen(session, row, amount, slice_)


def check_more(session: Session, given: str, slice_: PackSlice) -> Decision:
    """Take an amount that was typed for more of what was scanned last."""
    package, amount = session.hand.package or "", read_amount(given)
    last = pack_place(session).checked[-1][:2]
    rows = (one for one in slice_.inside(package) if (one.product.id, one.lot) == last)
    row = next(rows, None)
    if row is None or isinstance(amount, Problem) or amount <= 0:
        return Refuse(session, text("pack_wrong", package=package))
    return _seen(session, row, amount, slice_)


def _seen(session: Session, row: PackedRow, amount: Decimal, slice_: PackSlice) -> Decision:
    place, key = pack_place(session), (row.product.id, row.lot)
    inside = in_pack(slice_, session.hand.package or "")[key]
    more = checked(place).get(key, ZERO) + amount
    if more > inside:
        words = text("pack_more_than", amount=inside, article=row.product.name)
        return Refuse(session, words)
    seen = replace(place, checked=(*place.checked, (*key, amount)))
    words = text("pack_seen", seen=more, amount=inside, article=row.product.name)
    # It ticks: what is checked is written nowhere, and only what is written is heard as counted.
    after = replace(session, place=seen, notice=Notice(Sound.BUSY, words))
    return Stay(after, Sound.BUSY)


def _row_of(scan: Scan, slice_: PackSlice, package: str) -> PackedRow | None:
    """What is meant of the pack: of the lot that is said, or the only one of its article."""
    inside, found = slice_.inside(package), slice_.walk.found.products
    if not found:
        return next((row for row in inside if row.lot == (lot_of(scan) or scan.text)), None)
    of_it = [
        row
        for one in found
        for row in inside
        if row.product.id == one.product.id and lot_for(one.product, scan) in {None, row.lot}
    ]
    return of_it[0] if len({row.lot for row in of_it}) == 1 else None


def _amount(session: Session, scan: Scan, row: PackedRow, slice_: PackSlice) -> Decimal | Problem:
    """How much was seen by a scan; of what is weighed all of it, where its label does not say."""
    stated = weighed(scan, row.unit)
    if stated is not None:
        return stated
    found = next(iter(slice_.walk.found.products), None)
    packaging = found.packaging if found else None
    count = scan.message.count if scan.message else None
    if is_measured(row.unit) and packaging is None and not count:
        key, package = (row.product.id, row.lot), session.hand.package or ""
        left = in_pack(slice_, package)[key] - checked(pack_place(session)).get(key, ZERO)
        return left or ONE
    return (count or ONE) * (packaging.quantity if packaging else ONE)


def end_check(session: Session, slice_: PackSlice) -> Decision:
    """Close the pack where all of it was seen; else say what was not."""
    name = session.hand.package or ""
    seen = checked(pack_place(session))
    missing = [
        (row, inside - seen.get(key, ZERO))
        for key, inside in in_pack(slice_, name).items()
        if seen.get(key, ZERO) != inside
        for row in [next(one for one in slice_.inside(name) if (one.product.id, one.lot) == key)]
    ]
    if missing:
        row, amount = missing[0]
        words = text("pack_unseen", amount=plain(amount), article=row.product.name)
        return Refuse(session, words)
    return _closed(session, text("pack_checked", package=name), slice_)


def skip_check(session: Session, slice_: PackSlice) -> Decision:
    """Close the pack as it is."""
    if pack_place(session).step is not PackStep.CHECK:
        return Stay(session)
    return _closed(session, text("package_closed", package=session.hand.package or ""), slice_)


def _closed(session: Session, words: Text, slice_: PackSlice) -> Decision:
    labels = ship_labels(session.hand.package or "", slice_)
    place = replace(pack_place(session), step=PackStep.FILL, checked=())
    notice = Notice(Sound.BUSY, words)
    hand = Hand(pallet=session.hand.pallet)
    return Stay(replace(session, place=place, hand=hand, notice=notice), Sound.BUSY, labels)
