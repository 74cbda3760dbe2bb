"""Where whoever picks is on the way: the stop that is next, and the bin goods are taken from."""

from dataclasses import replace

from app.base.amounts import plain
from app.base.session import Hand, Pick, Session, Short, Tote
from sync.core.pick_slices import PickSlice, PickTask
from sync.core.records import OPEN_STATES, Lot

TOTES = "ABCDEFGHIJKLMNOPQRST"
"""The totes of a walk, by their place; so many orders are walked together at most."""
REFILL = "refill"
"""The answer to why a stop is short that asks for more, and is no reason."""
CART_MAX = 8
"""The totes that a cart has room for."""
CART_WIDTH = 4
"""So many totes stand beside each other on one shelf of the cart."""


def pick_place(session: Session) -> Pick:
    """The walk that the person is on."""
    assert isinstance(session.place, Pick), "nobody picks elsewhere"
    return session.place


def called_short(session: Session, task: PickTask) -> Short | None:
    """Why no more is looked for at a stop, where somebody said so."""
    return dict(pick_place(session).short).get(task.key)


def open_tasks(session: Session, slice_: PickSlice) -> tuple[PickTask, ...]:
    """The stops that are still to be made, in order."""
    return tuple(one for one in slice_.tasks if called_short(session, one) is None)


def current(session: Session, slice_: PickSlice) -> PickTask | None:
    """The stop in the hand, else the next one; none where all is done, or closed."""
    if not any(one.state in OPEN_STATES for one in slice_.documents):
        return None
    chosen = [one for one in slice_.tasks if one.key == session.hand.row]
    return next(iter((*chosen, *open_tasks(session, slice_))), None)


def comes_last(session: Session, task: PickTask) -> Session:
    """Put a stop off until all others are made."""
    place = pick_place(session)
    skipped = (*(one for one in place.skipped if one != task.key), task.key)
    hand = Hand(source=session.hand.source)
    return replace(session, place=replace(place, skipped=skipped), hand=hand, notice=None)


def is_here(session: Session, task: PickTask) -> bool:
    """Say whether the person has scanned the bin that this is taken from."""
    hand = session.hand
    own = task.place.id if task.place else None
    return hand.source is not None and (hand.source == own or hand.row == task.key)


def lot_named(slice_: PickSlice, product: int, name: str | None) -> Lot | None:
    """The lot of an article by its name, as far as it is shown."""
    return next((one for one in slice_.lots if (one.product, one.name) == (product, name)), None)


def tote_of(session: Session, document: int) -> Tote:
    """What is known of an order's tote."""
    known = (one for one in pick_place(session).totes if one.document == document)
    return next(known, Tote(document))


def tote(session: Session, document: int) -> str:
    """Name the tote that an order's goods go into now: `B`, and `B2` once the first is full.

    Where there is one order only there is none.
    """
    documents = pick_place(session).documents
    if len(documents) < 2 or document not in documents:
        return ""
    before = tote_of(session, document).full
    return f"{TOTES[documents.index(document)]}{before + 1 if before else ''}"


def tote_code(session: Session, document: int) -> str:
    """What the label of an order's tote says, where somebody has scanned it."""
    return tote_of(session, document).code


def tote_at(session: Session, document: int) -> int | None:
    """The place on the cart that an order's tote stands in, counted from none."""
    documents = pick_place(session).documents
    return documents.index(document) if tote(session, document) else None


def asks_tote(session: Session, task: PickTask) -> bool:
    """Say whether the house wants the tote scanned that goods of a stop are put into."""
    return bool(tote(session, task.document.id)) and session.rules.scans_totes(session.scope)


def is_left_to_others(session: Session, slice_: PickSlice) -> bool:
    """Say whether something is to be taken in other parts of the building."""
    is_open = any(one.state in OPEN_STATES for one in slice_.documents)
    return bool(pick_place(session).zone) and slice_.elsewhere > 0 and is_open


def figures(task: PickTask) -> dict[str, str]:
    """What texts about a stop speak of."""
    return {
        "article": task.product.name,
        "unit": task.unit.name,
        "step": plain(task.unit.step),
        "document": task.document.name,
        "source": task.place.label if task.place else "",
        "lot": task.lot or "",
    }
