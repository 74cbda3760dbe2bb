"""What the home screen shows: waiting work, biggest first."""

from app.base.labels import label
from app.base.messages import Action
from app.base.roles import may_tap
from app.base.session import COUNT, MOVE, PUTAWAY, Session
from app.ui.look_of import notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BannerLook,
    BottomBar,
    HomeLook,
    TileLook,
    Tone,
    TopBar,
)
from sync.core.records import DocumentKind
from sync.core.slices import HomeSlice, Tile


def view(slice_: HomeSlice, session: Session, badge: Badge) -> HomeLook:
    """Lay out what waits in the scope."""
    tiles = sorted(slice_.tiles, key=lambda tile: -tile.waiting)
    places = [one.name for one in (slice_.warehouse, slice_.company) if one is not None]
    where = " · ".join([label("training_short")] * session.training + places)
    every = (
        *_exceptions(badge),
        *_checks(slice_),
        *(_tile(tile) for tile in tiles),
        *_moves(slice_),
    )
    return HomeLook(
        top=TopBar(title=label("home"), badge=badge, subtitle=where),
        tiles=tuple(tile for tile in every if may_tap(session.role, tile.action, tile.value)),
        who=session.user,
        hint=label("home_hint"),
        bar=BottomBar(tuple(one for one in _bar() if may_tap(session.role, one.action))),
        notice=notice_look(session.notice),
        banner=_banner(slice_, badge) or _fetching(badge) or _go_on(session),
    )


def _bar() -> tuple[ActionButton, ...]:
    return (
        ActionButton(Action.OPEN_LOOKUP, label("lookup"), key="F3", icon="search"),
        ActionButton(Action.OPEN_LABELS, label("labels"), icon="label"),
        ActionButton(Action.OPEN_SETUP, label("setup"), icon="setup"),
    )


def _banner(slice_: HomeSlice, badge: Badge) -> BannerLook | None:
    if badge.guard:
        return BannerLook(badge.guard, Action.OPEN_OUTBOX, detail=label("guard_look"))
    return None if slice_.has_room else BannerLook(label("no_room"), detail=label("no_room_words"))


def _fetching(badge: Badge) -> BannerLook | None:
    """Say how far a long pull is, how long it takes, and that nobody has to wait for it."""
    if not badge.loading:
        return None
    detail, percent = label("fetching_detail"), badge.percent
    return BannerLook(badge.loading, None, "", detail, Tone.PLAIN, "send", percent)


def _go_on(session: Session) -> BannerLook | None:
    """Lead back to where somebody was when the app ended under them."""
    left = session.left
    if left is None:
        return None
    words = label("go_on", title=left.title)
    return BannerLook(words, Action.GO_ON, left.way, label("go_on_detail"), Tone.ACCENT, "forward")


def _exceptions(badge: Badge) -> tuple[TileLook, ...]:
    """Put what waits for a person first, and only where there is any."""
    if not badge.parked:
        return ()
    return (
        TileLook(
            kind="settle",
            title=label("settle"),
            waiting=str(badge.parked),
            action=Action.OPEN_SETTLE,
            waiting_words=label("settle_waiting"),
            icon="question",
            tone=Tone.ASK,
        ),
    )


def _checks(slice_: HomeSlice) -> tuple[TileLook, ...]:
    """Goods that nobody may take until an inspector has looked, where there are any."""
    if not slice_.checks:
        return ()
    return (
        TileLook(
            kind="check",
            title=label("checks"),
            waiting=str(slice_.checks),
            action=Action.OPEN_CHECKS,
            waiting_words=label("waiting"),
            icon="check",
        ),
    )


def _moves(slice_: HomeSlice) -> tuple[TileLook, ...]:
    """What stands on the dock is never forgotten; and goods can be moved at any time."""
    if not slice_.tiles:
        return ()
    standing = TileLook(
        kind=PUTAWAY,
        title=label("putaway"),
        waiting=str(slice_.standing),
        action=Action.OPEN_PUTAWAY,
        waiting_words=label("putaway_waiting"),
        icon="box",
    )
    move = TileLook(
        kind=MOVE,
        title=label("move"),
        waiting="",
        action=Action.OPEN_MOVE,
        waiting_words="",
        icon="transfer",
    )
    count = TileLook(
        kind=COUNT,
        title=label("count"),
        waiting=str(slice_.counts) if slice_.counts else "",
        action=Action.OPEN_COUNT,
        waiting_words=label("count_waiting") if slice_.counts else "",
        icon="count",
    )
    packing = TileLook(
        kind="packs",
        title=label("packing"),
        waiting="",
        action=Action.OPEN_PACKS,
        waiting_words="",
        icon="box",
    )
    returns = TileLook(
        kind="returns",
        title=label("returns"),
        waiting="",
        action=Action.OPEN_RETURNS,
        waiting_words="",
        icon="returns",
    )
    goes_out = any(tile.kind is DocumentKind.DELIVERY for tile in slice_.tiles)
    pack = (packing, returns) if goes_out else ()
    return (*((standing,) if slice_.standing else ()), *pack, move, count)


def _tile(tile: Tile) -> TileLook:
    return TileLook(
        kind=tile.kind,
        title=tile.operation or label("transfers"),
        waiting=str(tile.waiting),
        action=Action.OPEN_TILE,
        value=tile.kind,
        waiting_words=label("waiting"),
        begun=label("begun", count=tile.begun) if tile.begun else "",
        late=label("late", count=tile.late) if tile.late else "",
        icon=tile.kind,
    )
