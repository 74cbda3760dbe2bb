"""A label for what is in the hand: a case's where it has an article number, else a lot's."""

from app.base.decision import AtPrinter, Decision, Number, Refuse
from app.base.printing import LabelWanted, Occasion
from app.base.session import Question, Session
from app.base.wanted import goods_label
from app.base.wording import text
from app.receive.flow.in_hand import row_in_hand
from sync.core.numbering import NumberKind, Purpose
from sync.core.operations import ReceiveLine
from sync.core.records import Entry, Tracking
from sync.core.slices import LineRow, ReceiveSlice


def print_label(session: Session, slice_: ReceiveSlice) -> Decision:
    """Print one for the lot in hand; of an article with lots, none without its lot."""
    row = row_in_hand(session, slice_)
    if row is None:
        return Refuse(session, text("take_line_first"))
    entry = _entry(session, row)
    lot = session.hand.lot or (entry.lot if entry else None)
    if row.product.tracking is not Tracking.NONE and not lot:
        return Refuse(session, text("label_wants_lot"))
    expiry = session.hand.expiry or (entry.expiry if entry else None)
    return AtPrinter(session, goods_label(row.product, lot, expiry))


def new_number(session: Session, slice_: ReceiveSlice) -> Decision:
    """Give goods that came without a lot or serial number the next one of ours."""
    row, kind = row_in_hand(session, slice_), _KINDS.get(session.hand.question)
    if row is None or kind is None:
        return Refuse(session, text("take_line_first"))
    return Number(session, Purpose(kind, row.product.id))


def labels_for(session: Session, row: LineRow, deed: ReceiveLine) -> tuple[LabelWanted, ...]:
    """What we numbered has no label yet: it gets one as soon as it is counted."""
    if not deed.lot or session.hand.numbered != deed.lot:
        return ()
    return (goods_label(row.product, deed.lot, deed.expiry, Occasion.LOT),)


_KINDS: dict[Question | None, NumberKind] = {
    Question.LOT: NumberKind.LOT,
    Question.SERIAL: NumberKind.SERIAL,
}


def _entry(session: Session, row: LineRow) -> Entry | None:
    """Find what was counted of the lot in hand, or what was counted last."""
    lot = session.hand.lot
    entries = [one for one in row.line.entries if lot is None or one.lot == lot]
    return entries[-1] if entries else None
