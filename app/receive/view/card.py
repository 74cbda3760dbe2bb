"""The card: what is in the hand, how much of it, where it goes, and what comes next."""

from dataclasses import replace

from app.base.amounts import plain
from app.base.damage import damaged_place
from app.base.days import show_day
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Hand, Session
from app.base.usual import usual_place
from app.ui.look_of import print_fact, printer_words
from app.ui.looks import CardLook, FactLook, Tone
from sync.core.evidence import read_names
from sync.core.quantity import ZERO, total
from sync.core.records import OPEN_STATES, DocumentState, Tracking
from sync.core.slices import LineRow, ReceiveSlice

NAME_SHOWN_MAX = 6


def card(slice_: ReceiveSlice, session: Session) -> CardLook:
    """Draw the line in hand; with none, say what to do."""
    row = next((row for row in slice_.rows if row.line.id == session.hand.line), None)
    document = slice_.document
    if document is not None and document.state not in OPEN_STATES:
        cancelled = document.state is DocumentState.CANCELLED
        kicker = label("cancelled" if cancelled else "finished")
        return CardLook(kicker=kicker, hint=label("closed_hint"))
    if row is None:
        ready = _all_here(slice_) and not session.is_blind
        looks = CardLook(
            kicker=label("all_here" if ready else "scan_article"),
            hint="" if ready else label("scan_article_hint"),
            facts=_where(slice_, session),
            percent=_percent(slice_),
            left=_left(slice_),
            next=_next(slice_, None),
            printer=printer_words(session),
        )
    else:
        looks = _in_hand(slice_, session, row)
    return _blind(looks) if session.is_blind else looks


def _blind(look: CardLook) -> CardLook:
    """Leave out all that would tell what was ordered."""
    state = label("counted") if look.done else ""
    return replace(look, demand="", state=state, tone=Tone.PLAIN, percent=None, left="", next="")


def _in_hand(slice_: ReceiveSlice, session: Session, row: LineRow) -> CardLook:
    line = row.line
    return CardLook(
        kicker=label("in_hand"),
        name=row.product.name,
        code=row.product.code,
        done=plain(line.done),
        demand=plain(line.demand),
        unit=row.unit.name,
        state=_state(row),
        tone=_tone(row),
        facts=(*_labels(row, session.hand), *_where(slice_, session), print_fact(session)),
        percent=int(100 * line.done / line.demand) if line.demand else None,
        left=_left(slice_),
        next=_next(slice_, row),
        amount_action=Action.ASK_QUANTITY,
    )


def _all_here(slice_: ReceiveSlice) -> bool:
    progress = slice_.progress
    return progress.lines > 0 and progress.lines_done >= progress.lines


def _percent(slice_: ReceiveSlice) -> int | None:
    progress = slice_.progress
    return 100 * progress.lines_done // progress.lines if progress.lines else None


def _state(row: LineRow) -> str:
    missing = row.line.demand - row.line.done
    if missing < 0:
        return label("over", over=plain(-missing))
    if missing == 0:
        return label("complete")
    return label("short", missing=plain(missing)) if row.line.done else ""


def _tone(row: LineRow) -> Tone:
    if row.line.done > row.line.demand:
        return Tone.ASK
    return Tone.GOOD if row.line.done == row.line.demand else Tone.PLAIN


def _labels(row: LineRow, hand: Hand) -> tuple[FactLook, ...]:
    facts = []
    if row.product.tracking is not Tracking.NONE:
        serial = row.product.tracking is Tracking.SERIAL
        name = label("serial" if serial else "lot")
        lots = {entry.lot for entry in row.line.entries if entry.lot}
        last = row.line.entries[-1].lot if serial and row.line.entries else None
        only = lots.pop() if len(lots) == 1 else None
        facts.append(FactLook("lot", name, hand.lot or last or only or "–", Action.ASK_LOT))
    if row.product.has_expiry:
        facts.append(
            FactLook("expiry", label("expiry"), show_day(hand.expiry) if hand.expiry else "–")
        )
    return tuple(facts)


def _where(slice_: ReceiveSlice, session: Session) -> tuple[FactLook, ...]:
    """Tell where the next piece goes: its bin, its pack, and whether it is damaged."""
    hand = session.hand
    scanned = damaged_place(session, slice_) if hand.damage else slice_.bin
    row = next((row for row in slice_.rows if row.line.id == hand.line), None)
    bin_ = scanned or (usual_place(row, slice_) if row else slice_.destination)
    damage = label(f"damage_{hand.damage}") if hand.damage else label("damage_no")
    tone = Tone.ASK if hand.damage else Tone.PLAIN
    return (
        FactLook("bin", label("bin"), bin_.label if bin_ else "–", Action.ASK_BIN),
        FactLook("pack", label("pack"), _pack(hand), Action.NEW_PACK),
        FactLook("damaged", label("damaged"), damage, Action.DAMAGED, tone=tone),
        *_pictures(hand, slice_),
    )


def _pictures(hand: Hand, slice_: ReceiveSlice) -> tuple[FactLook, ...]:
    """Pictures of what is damaged, where somebody keeps them: who knows of checks does."""
    if hand.damage is None or slice_.hold is None:
        return ()
    taken = len(read_names(hand.pictures))
    shown = str(taken) if taken else "–"
    return (FactLook("pictures", label("picture_short"), shown, Action.TAKE_PICTURE),)


def _pack(hand: Hand) -> str:
    if hand.package is None:
        return label("pack_none")
    return (
        label("pack_on", package=_short(hand.package), pallet=_short(hand.pallet))
        if (hand.pallet)
        else _short(hand.package)
    )


def _short(name: str) -> str:
    # Of eighteen digits the last ones tell packs apart.
    return name if len(name) <= NAME_SHOWN_MAX else f"…{name[-NAME_SHOWN_MAX:]}"


def _left(slice_: ReceiveSlice) -> str:
    progress = slice_.progress
    lines = progress.lines - progress.lines_done
    units = {row.unit.name for row in slice_.rows}
    if not lines:
        return ""
    if len(units) > 1 or progress.lines > len(slice_.rows):
        # Pieces and kilos make no sum.
        return label("left", lines=lines)
    short = (max(row.line.demand - row.line.done, ZERO) for row in slice_.rows)
    return label("left_pieces", lines=lines, pieces=plain(total(short)), unit=units.pop())


def _next(slice_: ReceiveSlice, in_hand: LineRow | None) -> str:
    for row in slice_.rows:
        missing = row.line.demand - row.line.done
        if missing > 0 and row is not in_hand:
            return label("next", article=row.product.name, amount=plain(missing))
    return ""
