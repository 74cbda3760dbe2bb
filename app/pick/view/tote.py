"""The tote on the cart that goods go into: its letter, its colour, its place; and its end."""

from app.base.labels import label
from app.base.messages import Action
from app.base.picking import CART_MAX, CART_WIDTH, tote, tote_at, tote_code
from app.base.session import Session
from app.ui.looks import ActionButton, BottomBar, CardLook, FactLook, Tone
from sync.core.pick_slices import PickSlice


def tote_fact(session: Session, document: int) -> FactLook | None:
    """Show which tote the goods of a stop go into; a tap says that it is full."""
    name = tote(session, document)
    if not name:
        return None
    act = Action.TOTE_FULL
    return FactLook("tote", label("pick_into"), name, act, swatch=tote_at(session, document))


def put_card(session: Session, slice_: PickSlice, document: int) -> CardLook:
    """Say into which tote what was taken is to be put, before anything else is done."""
    name, code = tote(session, document), tote_code(session, document)
    order = next((one for one in slice_.documents if one.id == document), None)
    blind = session.rules.is_pick_blind(session.scope)
    return CardLook(
        kicker=label("pick_put_into"),
        name=label("pick_tote", tote=name),
        code="" if blind or order is None else order.name,
        place=name,
        check=_position(session, document),
        state=label("pick_scan_tote" if code else "pick_name_tote"),
        tone=Tone.ACCENT,
        swatch=tote_at(session, document),
    )


def put_bar(*, undo: bool) -> BottomBar:
    """What can be done while goods are put down."""
    back = ActionButton(Action.UNDO, label("undo"), key="F8", icon="undo", enabled=undo)
    full = ActionButton(Action.TOTE_FULL, label("pick_full"), key="F6", icon="box")
    inside = ActionButton(Action.CONFIRM, label("pick_is_in"), key="F9", icon="ok", primary=True)
    return BottomBar((back, full, inside))


def _position(session: Session, document: int) -> str:
    at = tote_at(session, document)
    if at is None or at >= CART_MAX:
        return ""
    shelf, place = divmod(at, CART_WIDTH)
    return label("pick_tote_place", shelf=shelf + 1, place=place + 1)
