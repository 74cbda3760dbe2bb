"""One walk: where to go, what to take there, how much of it; and the stops that follow."""

from app.base.amounts import plain
from app.base.days import show_day
from app.base.handling import check_of
from app.base.labels import label
from app.base.messages import Action
from app.base.picking import (
    called_short,
    current,
    is_here,
    is_left_to_others,
    lot_named,
    open_tasks,
    pick_place,
    tote,
)
from app.base.session import Held, Session
from app.pick.view.question import question
from app.pick.view.tote import put_bar, put_card, tote_fact
from app.ui.look_of import notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BannerLook,
    BottomBar,
    CardLook,
    FactLook,
    RowLook,
    Tone,
    TopBar,
    WorkLook,
)
from sync.core.pick_slices import PickSlice, PickTask, shortest_lived
from sync.core.records import OPEN_STATES, Tracking


def view(slice_: PickSlice, session: Session, badge: Badge) -> WorkLook:
    """Lay out one walk."""
    progress, hidden = slice_.progress, slice_.total - len(slice_.tasks)
    orders = slice_.documents
    alone = orders[0] if len(orders) == 1 else None
    batches = {one.batch for one in orders}
    together = next(iter(batches)) if len(batches) == 1 else ""
    several = together or (label("pick_cart_of", count=len(orders)) if orders else label("picks"))
    blind = len(orders) > 1 and session.rules.is_pick_blind(session.scope)
    zone = pick_place(session).zone
    return WorkLook(
        top=TopBar(
            title=alone.name if alone else several,
            badge=badge,
            subtitle=" · ".join(part for part in (zone, _whose(slice_, blind=blind)) if part),
            progress=label("lines_of", done=progress.lines_done, lines=progress.lines),
            back=True,
        ),
        card=_card(slice_, session),
        rows=tuple(_row(task, session, slice_) for task in slice_.tasks),
        rows_title=label("pick_stops") if slice_.tasks else "",
        more=label("pick_stops_more", hidden=hidden) if hidden > 0 else "",
        bar=_bar(slice_, session),
        question=None if pick_place(session).into else question(slice_, session),
        notice=notice_look(session.notice),
        banner=_banner(slice_, session),
    )


def _whose(slice_: PickSlice, *, blind: bool) -> str:
    """Say whose goods are picked, where the house lets it be known."""
    orders = slice_.documents
    if blind:
        return ""
    return orders[0].party if len(orders) == 1 else ", ".join(one.name for one in orders)


def _banner(slice_: PickSlice, session: Session) -> BannerLook | None:
    parked = slice_.parked
    if not parked:
        return _held(session.held)
    words = label("banner_parked_one" if parked == 1 else "banner_parked", count=parked)
    return BannerLook(words, Action.OPEN_SETTLE, detail=label("banner_detail"))


def _held(held: Held | None) -> BannerLook | None:
    if held is None:
        return None
    words = label("held" if held.age else "held_now", person=held.person, age=held.age)
    detail = label("held_detail")
    return BannerLook(words, Action.TAKE_OVER, detail=detail, tone=Tone.PLAIN, icon="person")


def _card(slice_: PickSlice, session: Session) -> CardLook:
    into = pick_place(session).into
    if into:
        return put_card(session, slice_, into)
    task = current(session, slice_)
    if task is None:
        return _nothing(slice_, session)
    here = is_here(session, task)
    lot = task.lot or ""
    first = _goes_first(slice_, task)
    return CardLook(
        kicker=_kicker(session, task, here=here),
        place=_place(session, task, slice_),
        check=label("check", check=check_of(task.place)) if task.place and not here else "",
        name=task.product.name,
        code=task.product.code,
        done=plain(task.quantity),
        unit=task.unit.name,
        state=first or _next_scan(session, task, here=here),
        tone=Tone.ASK if first else Tone.ACCENT if here else Tone.PLAIN,
        facts=_facts(slice_, task, lot, tote_fact(session, task.document.id)),
        next=_next(slice_, session, task),
        amount_action=Action.ASK_QUANTITY,
    )


def _kicker(session: Session, task: PickTask, *, here: bool) -> str:
    if task.place is None and session.hand.source is None:
        return label("pick_nowhere")
    return label("pick_take") if here else label("pick_go")


def _place(session: Session, task: PickTask, slice_: PickSlice) -> str:
    hand = session.hand
    if hand.source is not None and (task.place is None or hand.source != task.place.id):
        other = [row.place for row in slice_.lying if row.place.id == hand.source]
        if is_here(session, task) and other:
            return other[0].label
    return task.place.label if task.place else label("pick_any_bin")


def _next_scan(session: Session, task: PickTask, *, here: bool) -> str:
    hand = session.hand
    if not here:
        return label("pick_scan_bin")
    if task.product.tracking is Tracking.SERIAL:
        return label("pick_scan_serial" if hand.product else "pick_scan_goods")
    if hand.product and (hand.lot or task.product.tracking is Tracking.NONE):
        return label("pick_scan_rest")
    return label("pick_scan_lot" if hand.product else "pick_scan_goods")


def _goes_first(slice_: PickSlice, task: PickTask) -> str:
    """Warn where something else of it expires before what was promised."""
    first = shortest_lived(slice_.lots, slice_.lying, task.product.id)
    mine = lot_named(slice_, task.product.id, task.lot)
    if first is None or mine is None or mine.expiry is None or first.expiry is None:
        return ""
    sooner = first.expiry < mine.expiry
    expiry = show_day(first.expiry)
    return label("pick_first_out", lot=first.name, expiry=expiry) if sooner else ""


def _facts(
    slice_: PickSlice, task: PickTask, lot: str, into: FactLook | None
) -> tuple[FactLook, ...]:
    facts = [into] if into else []
    if lot:
        facts.append(FactLook("lot", label("lot"), lot))
    known = lot_named(slice_, task.product.id, lot) if lot else None
    if known and known.expiry:
        facts.append(FactLook("expiry", label("expiry"), show_day(known.expiry)))
    line = task.line
    if line.done > 0 or line.demand != task.quantity:
        amount = f"{plain(line.done)} / {plain(line.demand)}"
        facts.append(FactLook("line", label("pick_of_line"), amount))
    return tuple(facts)


def _next(slice_: PickSlice, session: Session, task: PickTask) -> str:
    after = next((one for one in open_tasks(session, slice_) if one.key != task.key), None)
    if after is None:
        return ""
    where = after.place.label if after.place else label("pick_any_bin")
    amount = plain(after.quantity)
    return label("pick_follows", bin=where, article=after.product.name, amount=amount)


def _nothing(slice_: PickSlice, session: Session) -> CardLook:
    if not any(one.state in OPEN_STATES for one in slice_.documents):
        return CardLook(label("pick_closed"), label("pick_closed_hint"))
    if is_left_to_others(session, slice_):
        zone, left = pick_place(session).zone, slice_.elsewhere
        return CardLook(label("pick_zone_done", zone=zone), label("pick_zone_left", left=left))
    names = ", ".join(one.name for one in slice_.documents)
    short = sum(called_short(session, one) is not None for one in slice_.tasks)
    if short:
        return CardLook(label("pick_rest_short"), label("pick_rest_short_hint", count=short))
    return CardLook(label("pick_all_done"), label("pick_all_done_hint", document=names))


def _row(task: PickTask, session: Session, slice_: PickSlice) -> RowLook:
    reason = called_short(session, task)
    mine = current(session, slice_)
    into = tote(session, task.document.id)
    parts = (task.product.code, task.lot or "", label("pick_tote", tote=into) if into else "")
    state = label(f"short_as_{reason}") if reason else ""
    return RowLook(
        id=task.key,
        title=task.place.label if task.place else label("pick_any_bin"),
        subtitle=" · ".join(part for part in (task.product.name, *parts) if part),
        amount=plain(task.quantity),
        unit=task.unit.name,
        state=state or ("" if task.reserved else label("pick_not_reserved")),
        action=Action.TAKE_LINE,
        value=task.key,
        tone=Tone.ASK if reason else Tone.PLAIN,
        chosen=mine is not None and mine.key == task.key,
    )


def _bar(slice_: PickSlice, session: Session) -> BottomBar:
    if not any(one.state in OPEN_STATES for one in slice_.documents):
        return BottomBar()
    if pick_place(session).into:
        return put_bar(undo=slice_.undoable is not None)
    task, progress = current(session, slice_), slice_.progress
    hands_over = is_left_to_others(session, slice_)
    undo = slice_.undoable is not None or session.hand.question is not None
    actions = [ActionButton(Action.UNDO, label("undo"), key="F8", icon="undo", enabled=undo)]
    if task is not None:
        actions += [
            ActionButton(Action.SHORT, label("call_short"), key="F6", icon="drop"),
            ActionButton(Action.SKIP, label("skip"), key="F7", icon="forward"),
        ]
    actions.append(
        ActionButton(
            Action.FINISH,
            label("pick_hand_over" if hands_over else "finish"),
            key="F9",
            icon="finish",
            primary=task is None,
            enabled=hands_over or progress.done > 0,
        )
    )
    return BottomBar(tuple(actions))
