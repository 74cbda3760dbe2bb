"""Labels over several scans: the article first and its lot next, or the other way round."""

from dataclasses import replace
from decimal import Decimal

from app.base.decision import Decision, Refuse, Stay
from app.base.notice import Notice, Sound
from app.base.session import Hand, Question, Session
from app.base.wording import text
from app.receive.flow.count import count, in_line_unit
from app.receive.flow.in_hand import row_in_hand
from app.receive.flow.refusing import refuse
from scanners.codes.scan import ElementString, MeasureKind, Scan
from sync.core.problems import Problem
from sync.core.quantity import measured
from sync.core.slices import LineRow, ReceiveSlice

_AMOUNTS = frozenset({MeasureKind.NET_WEIGHT, MeasureKind.NET_VOLUME, MeasureKind.AREA})
_WAITING = frozenset({Question.LOT, Question.SERIAL, Question.EXPIRY})


def labels_of(scan: Scan) -> ElementString | None:
    """Give a GS1 label that says something of goods, and not of which."""
    message = scan.message
    if message is None or message.gtin or message.content or message.sscc:
        return None
    says = (message.lot, message.serial, message.expiry, message.best_before, message.count)
    return message if any(says) or message.measures else None


def take_labels(
    session: Session, scan: Scan, message: ElementString, slice_: ReceiveSlice
) -> Decision:
    """Add to what is in the hand what this label says; count once all is known."""
    hand = with_labels(session.hand, message)
    row = row_in_hand(session, slice_)
    if row is None:
        # The lot came before its article: it waits for it.
        return _told(replace(session, hand=replace(hand, raw="")))
    stated = stated_amount(message, row)
    if isinstance(stated, Problem):
        return refuse(session, stated, article=row.product.name, unit=row.unit.name)
    if stated is None and session.hand.question not in _WAITING:
        # Of which piece? The last one is counted, and this is on the next.
        return _told(replace(session, hand=hand))
    raw = f"{session.hand.raw} {scan.raw}".strip()
    hand = replace(hand, question=None, typed="", raw=raw)
    if stated is not None:
        hand = replace(hand, amount=stated, scanned=stated, packaging=None)
    return count(replace(session, hand=hand), slice_)


def with_labels(hand: Hand, message: ElementString | None) -> Hand:
    """Take over lot and date; a date goes with the lot it stands beside."""
    if message is None:
        return hand
    lot = message.serial or message.lot
    expiry = message.expiry or message.best_before
    if lot and lot != hand.lot:
        # A date that came by itself, before any lot, is this lot's.
        kept = hand.expiry if hand.lot is None else None
        # And nobody has agreed to this lot yet.
        return replace(hand, lot=lot, expiry=expiry or kept, agreed=None, approved_by="")
    return replace(hand, expiry=expiry or hand.expiry)


def stated_amount(message: ElementString | None, row: LineRow) -> Decimal | Problem | None:
    """How much the label says it is, in the line's unit: pieces, or what was weighed."""
    if message is None:
        return None
    for measure in message.measures:
        if measure.kind in _AMOUNTS:
            weighed = measured(measure.value, measure.unit, row.unit)
            if weighed is not None:
                return weighed
    return in_line_unit(message.count, row) if message.count else None


def _told(session: Session) -> Decision:
    hand = session.hand
    if not hand.lot and not hand.expiry:
        return Refuse(session, text("take_line_first"))
    words = text("label_kept", lot=hand.lot or "")
    return Stay(replace(session, notice=Notice(Sound.BUSY, words, stays=True)), Sound.BUSY)
