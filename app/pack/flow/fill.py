"""Goods into the open pack: what the scan says, no more than is asked for, one deed each."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.base.amounts import plain
from app.base.decision import Ask, Decision, Do, Refuse, Stay
from app.base.handling import lot_for, lot_of, weighed
from app.base.notice import Notice, Sound
from app.base.packing import to_pack, type_of_open
from app.base.picking import figures
from app.base.session import Hand, Question, Session
from app.base.wording import problem_text, text
from app.pack.flow.types import too_heavy
from app.pack.flow.weigh import not_weighed
from scanners.codes.scan import Scan
from sync.core.operations import MoveLine
from sync.core.pack_slices import PackSlice
from sync.core.pick_slices import PickTask
from sync.core.problems import Problem
from sync.core.quantity import ONE, check_amount, is_measured, read_amount
from sync.core.records import Packaging, Tracking
from sync.core.rules import check_package


def open_pack(session: Session, name: str) -> Decision:
    """Open a pack by its label; or take it as the pallet that was asked for."""
    problem = check_package(name)
    if problem:
        return Refuse(session, problem_text(problem))
    hand = session.hand
    if hand.question is Question.PALLET:
        if name == hand.package:
            return Refuse(session, text("pallet_is_pack"))
        held, words = replace(hand, pallet=name, question=None), text("pallet_opened", pallet=name)
    else:
        # What was said before any pack was open is said of the first.
        type_ = hand.pack_type if hand.package is None else None
        held = Hand(package=name, pallet=hand.pallet, pack_type=type_)
        words = text("package_opened", package=name)
    return Stay(replace(session, hand=held, notice=Notice(Sound.BUSY, words)), Sound.BUSY)


def fill(session: Session, scan: Scan, slice_: PackSlice) -> Decision | None:
    """Put what was scanned into the open pack; None where the scan says nothing of goods."""
    about = next(iter(slice_.walk.found.products), None)
    tasks = to_pack(slice_)
    if about is None:
        # A lot or serial number by itself is as good as its article.
        named = [one for one in tasks if one.lot and one.lot == (lot_of(scan) or scan.text)]
        return _put(session, named[0], (ONE, None, scan.raw), slice_) if named else None
    of_it = [one for one in tasks if one.product.id == about.product.id]
    if not of_it:
        return Refuse(session, text("pack_not_asked", article=about.product.name))
    task = _of_lot(session, of_it, lot_for(about.product, scan))
    if task is None:
        return Ask(replace(session, notice=None), text("scan_its_lot"))
    amount = _stated(scan, about.packaging, task)
    if amount is None:
        # What is weighed is not counted by scans.
        return take_line(session, task.key, slice_)
    if isinstance(amount, Problem):
        return Refuse(session, problem_text(amount, **figures(task)))
    return _put(session, task, (amount, about.packaging, scan.raw), slice_)


def _of_lot(session: Session, of_it: list[PickTask], lot: str | None) -> PickTask | None:
    """The goods that are meant: of the lot that is said, or of the only one there is."""
    if lot is not None:
        return next((one for one in of_it if one.lot == lot), None)
    chosen = next((one for one in of_it if one.key == session.hand.row), None)
    lots = {one.lot for one in of_it}
    return chosen or (of_it[0] if len(lots) == 1 else None)


def _stated(scan: Scan, packaging: Packaging | None, task: PickTask) -> Decimal | Problem | None:
    """How much the scan says it is, in the line's unit; None where only a scale can say."""
    stated = weighed(scan, task.unit)
    if stated is not None:
        return stated
    count = scan.message.count if scan.message else None
    if is_measured(task.unit) and packaging is None and not count:
        return None
    return _in_line_unit(task, (packaging.quantity if packaging else ONE) * (count or ONE))


def _in_line_unit(task: PickTask, amount: Decimal) -> Decimal | Problem:
    return amount if task.unit.id == task.stock_unit.id else task.in_line_unit(amount)


def take_line(session: Session, key: str, slice_: PackSlice) -> Decision:
    """Choose goods by a tap, and ask how much of them goes into the pack."""
    task = next((one for one in to_pack(slice_) if one.key == key), None)
    if task is None:
        return Stay(session)
    if session.hand.package is None:
        return Refuse(session, text("pack_open_first"))
    hand = replace(session.hand, row=key, question=Question.QUANTITY, typed="")
    return Ask(replace(session, hand=hand, notice=None), text("ask_amount"))


def answer(session: Session, given: str, slice_: PackSlice) -> Decision:
    """Take the amount that was typed for what was chosen."""
    task = next((one for one in to_pack(slice_) if one.key == session.hand.row), None)
    if task is None:
        return Stay(replace(session, hand=replace(session.hand, question=None, typed="")))
    amount = read_amount(given) if given else task.quantity
    if isinstance(amount, Problem):
        return Refuse(session, problem_text(amount, given=given[:20], **figures(task)))
    return _put(session, task, (amount, None, ""), slice_)


def _put(
    session: Session,
    task: PickTask,
    about: tuple[Decimal, Packaging | None, str],
    slice_: PackSlice,
) -> Decision:
    (amount, packaging, raw), hand = about, session.hand
    if hand.package is None:
        return Refuse(session, text("pack_open_first"))
    problem = check_amount(amount, task.unit)
    if problem:
        return Refuse(session, problem_text(problem, **figures(task)))
    if task.product.tracking is Tracking.SERIAL and amount != 1:
        return Refuse(session, problem_text(Problem.SERIAL_NOT_ONE))
    if amount > task.quantity:
        about_it = {"unit": task.unit.name, "article": task.product.name}
        return Refuse(session, text("pack_too_many", left=plain(task.quantity), **about_it))
    refused = too_heavy(session, task.weight_of(amount), slice_)
    if refused:
        return refused
    assert task.place is not None, "what lies nowhere is not packed"
    deed = MoveLine(
        *(task.document.id, task.line.id, task.product.id, amount, amount),
        *(packaging.id if packaging else None, task.lot),
        *(task.place.id, task.bin, task.line.unit),
        package=hand.package,
        pallet=hand.pallet,
        pack_type=type_.id if (type_ := type_of_open(session, slice_)) else None,
    )
    after = replace(Hand(row=task.key), **_into(hand))
    session = not_weighed(session, hand.package)
    names = tuple((figures(task) | {"bin": ""}).items())
    notice = _notice(task, amount, slice_)
    return Do(deed, replace(session, hand=after), notice, raw, names)


def _into(hand: Hand) -> dict[str, Any]:
    return {"package": hand.package, "pallet": hand.pallet, "pack_type": hand.pack_type}


def _notice(task: PickTask, amount: Decimal, slice_: PackSlice) -> Notice:
    left = task.quantity - amount
    if left > 0:
        words = text("pack_left", left=plain(left), unit=task.unit.name, article=task.product.name)
        return Notice(Sound.COUNTED, words)
    others = [one for one in to_pack(slice_) if one.key != task.key]
    if others:
        return Notice(Sound.LINE_DONE, text("pack_line_done", article=task.product.name))
    return Notice(Sound.ORDER_DONE, text("pack_all_in"))
