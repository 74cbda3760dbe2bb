"""One more of an article, or all of it at once: written down with what the books had there."""

from dataclasses import dataclass, replace
from decimal import Decimal

from app.base.amounts import plain
from app.base.decision import Ask, Decision, Do, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX
from app.base.handling import names_of, weighed
from app.base.notice import Notice, Sound
from app.base.session import Hand, Question, Session
from app.base.wording import problem_text, text
from scanners.codes.scan import Scan
from sync.core.count_slices import CountRow, CountSlice
from sync.core.counting import check_so_many
from sync.core.lots import check_lot
from sync.core.moved_slices import LyingRow
from sync.core.operations import Count, Move, Occasion, Stage
from sync.core.problems import Problem
from sync.core.quantity import ONE, ZERO, is_measured, read_amount
from sync.core.records import Packaging, Product, Tracking


@dataclass(frozen=True, slots=True)
class Of:
    """What is counted: an article, of a lot, in a packaging."""

    product: Product
    lot: str | None
    packaging: Packaging | None = None


def row_of(slice_: CountSlice, of: Of) -> CountRow | None:
    """Find the row of what is counted; what nobody expected has none yet."""
    unit = slice_.units.get(of.product.unit)
    if unit is None:
        return None
    rows = (row for row in slice_.rows if (row.product.id, row.lot) == (of.product.id, of.lot))
    return next(rows, CountRow(of.product, unit, of.lot, ZERO))


def tally(session: Session, scan: Scan | str, of: Of, slice_: CountSlice) -> Decision:
    """Count one more of it, or as many as its label or its carton says."""
    row = row_of(slice_, of)
    raw = scan if isinstance(scan, str) else scan.raw
    if row is None or slice_.bin is None:
        return Refuse(session, problem_text(Problem.LINE_MISSING))
    if of.product.tracking is Tracking.SERIAL:
        return _piece(session, raw, (row, of, slice_.occasion), slice_)
    more = _stated(scan, of, row)
    if more is None:
        # What is weighed is not counted by scans.
        held = Hand(bin=session.hand.bin, product=of.product.id, lot=of.lot, row="held")
        asked = replace(session, hand=replace(held, question=Question.QUANTITY), notice=None)
        return Ask(asked, text("count_how_many"))
    if isinstance(more, Problem):
        step, unit = plain(row.unit.step), row.unit.name
        return Refuse(session, problem_text(more, step=step, unit=unit, article=of.product.name))
    before = row.counted if row.counted is not None and not row.is_stale else ZERO
    return _write(session, raw, (row, of, slice_.occasion), before + more)


def _stated(scan: Scan | str, of: Of, row: CountRow) -> Decimal | Problem | None:
    """How much a scan says it is; None where only a scale can say."""
    message = None if isinstance(scan, str) else scan.message
    amount = None if isinstance(scan, str) else weighed(scan, row.unit)
    if amount is not None:
        return amount
    count = message.count if message else None
    if is_measured(row.unit) and of.packaging is None and not count:
        return None
    return (of.packaging.quantity if of.packaging else ONE) * (count or ONE)


def _piece(
    session: Session, raw: str, about: tuple[CountRow, Of, Occasion], slice_: CountSlice
) -> Decision:
    row, of, _ = about
    if row.counted and not row.is_stale:
        return Refuse(session, text("count_twice", lot=of.lot or ""))
    other = next((one for one in slice_.elsewhere if one.lot == of.lot), None)
    if other is None or row.now > 0:
        return _write(session, raw, about, ONE)
    return _brought(session, raw, about, other)


def _brought(
    session: Session, raw: str, about: tuple[CountRow, Of, Occasion], other: LyingRow
) -> Decision:
    """The books have the piece in another bin: it is here, so somebody has moved it."""
    row, of, occasion = about
    assert session.hand.bin is not None
    moved = Move(
        *(of.product.id, ONE, ONE, None, of.lot),
        *(other.place.id, session.hand.bin, of.product.unit),
    )
    there = replace(row, now=ONE, counted=None)
    written = _write(session, raw, (there, of, occasion), ONE)
    assert isinstance(written, Do)
    words = text("count_brought", lot=of.lot or "", bin=other.place.label)
    notice = Notice(Sound.COUNTED, words, stays=True)
    return replace(written, deed=moved, also=(written.deed,), notice=notice)


def found_lot(session: Session, given: str, slice_: CountSlice) -> Decision:
    """Take what was scanned or entered for the lot of the article in the hand."""
    name, product = given.strip(), slice_.product
    if product is None:
        return Stay(session)
    problem = check_lot(name)
    if problem:
        return Refuse(session, problem_text(problem, lot=name[:CODE_SHOWN_MAX]))
    return tally(session, given, Of(product, name), slice_)


def set_amount(session: Session, given: str, slice_: CountSlice) -> Decision:
    """All of the article in the hand at once, as somebody entered it."""
    hand, product = session.hand, slice_.product
    row = row_of(slice_, Of(product, hand.lot)) if product else None
    if product is None or row is None:
        return Stay(session)
    amount = read_amount(given)
    if not isinstance(amount, Problem):
        amount = check_so_many(amount, row.unit) or amount
    if amount not in {ZERO, ONE} and product.tracking is Tracking.SERIAL:
        amount = Problem.SERIAL_NOT_ONE
    if isinstance(amount, Problem):
        step, unit = plain(row.unit.step), row.unit.name
        words = problem_text(amount, given=given[:20], step=step, unit=unit, article=product.name)
        return Refuse(session, words)
    return _write(session, given, (row, Of(product, hand.lot), slice_.occasion), amount)


def _write(
    session: Session, raw: str, about: tuple[CountRow, Of, Occasion], counted: Decimal
) -> Decision:
    row, of, occasion = about
    assert session.hand.bin is not None
    goes_on = row.counted is not None and not row.is_stale
    deed = Count(
        product=of.product.id,
        counted=counted,
        expected=row.expected if goes_on else row.now,
        packaging=of.packaging.id if of.packaging else None,
        lot=of.lot,
        bin=session.hand.bin,
        unit=row.unit.id,
        stage=Stage.TALLY,
        occasion=Occasion.AGAIN if row.is_stale else occasion,
        blind=session.rules.is_count_blind(session.scope),
    )
    hand = Hand(bin=deed.bin, product=deed.product, lot=deed.lot, row="held", raw=raw)
    notice = Notice(Sound.COUNTED)
    if row.is_stale:
        words = text("count_begun_anew", article=of.product.name)
        notice = Notice(Sound.COUNTED, words, stays=True)
    names = (*names_of(None, None, hand), ("article", of.product.name))
    return Do(deed, replace(session, hand=hand, notice=None), notice, raw, names)
