"""Where whoever picks is on the way: the stop that is next, and the bin goods are taken from."""

from app.base.amounts import plain
from app.base.session import Pick, Session, Short
from sync.core.pick_slices import PickSlice, PickTask
from sync.core.records import OPEN_STATES, Lot

TOTES = "ABCDEFGH"
"""The totes of a cart, by their place on it; so many orders are walked together at most."""


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


def is_here(session: Session, task: PickTask) -> bool:
    """Say whether the person has scanned the bin that this is taken from."""
    hand = session.hand
    own = task.place.id if task.place else None
    return hand.source is not None and (hand.source == own or hand.row == task.key)


def lot_named(slice_: PickSlice, product: int, name: str | None) -> Lot | None:
    """The lot of an article by its name, as far as it is shown."""
    return next((one for one in slice_.lots if (one.product, one.name) == (product, name)), None)


def tote(slice_: PickSlice, document: int) -> str:
    """The letter of the tote that an order's goods go into; none where there is one order only."""
    ids = [one.id for one in slice_.documents]
    return TOTES[ids.index(document)] if len(ids) > 1 and document in ids else ""


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
