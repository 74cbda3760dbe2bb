"""The badge: how far the work of this device has come, in plain words."""

from dataclasses import replace

from app.base.ages import age
from app.base.amounts import grouped
from app.base.labels import label
from app.base.wording import say, text
from app.runtime.device import Device
from app.ui.looks import Badge, Mark, Tone
from sync.engine.status import Status
from sync.store.told import TooManyGone

MANY = 20
"""From so many unsent operations on it is told how long they take."""
MINUTE_S = 60


def at_device(device: Device, *, training: bool = False) -> Badge:
    """Say it of a device, with how long it still takes by how fast it went."""
    status, now_ms, paces = device.status(), device.clock.monotonic_ms(), device.paces
    load = status.loading
    fetches = paces.fetching.left_s(
        load.done_rows if load else None, load.total_rows if load else None, now_ms
    )
    # What is sent grows less: so much below nothing, on its way up to it.
    sends = paces.sending.left_s(-status.waiting or None, 0, now_ms)
    badge = badge_of(status, training=training)
    if badge.loading and fetches is not None:
        badge = replace(badge, loading=f"{badge.loading} · {_left(fetches)}")
    if status.waiting >= MANY and sends is not None:
        badge = replace(badge, detail=" · ".join(filter(None, (badge.detail, _left(sends)))))
    return badge


def badge_of(status: Status, *, training: bool = False) -> Badge:
    """Say what is not in the office yet, what waits for a person, and what is wrong for good."""
    load = status.loading
    total = load.total_rows if load else None
    percent = min(100, 100 * load.done_rows // total) if load and total else None
    badge = replace(_badge(status), loading=_loading(status), percent=percent)
    return replace(badge, training=label("training_strip")) if training else badge


def _badge(status: Status) -> Badge:
    guard = _guard(status.guarded)
    detail = guard or _loading(status) or _trouble(status)
    tone = Tone.ASK if status.parked or status.trouble or guard else Tone.PLAIN
    if not status.waiting and not status.parked and not status.pictures:
        return Badge(Mark.DONE, words=label("badge_clean"), detail=detail, tone=tone, guard=guard)
    parked, pictures = status.parked, status.pictures
    words = (
        _waiting(status),
        label("badge_parked", count=parked) if parked else "",
        label("badge_pictures", count=pictures) if pictures else "",
    )
    return Badge(
        Mark.HERE,
        count=str(status.waiting + parked + pictures),
        words=" ".join(part for part in words if part),
        detail=detail,
        tone=tone,
        parked=parked,
        pictures=pictures,
        guard=guard,
    )


def _guard(gone: TooManyGone | None) -> str:
    if gone is None:
        return ""
    return label(
        "guard", gone=grouped(gone.gone), of=grouped(gone.of), what=label(f"table_{gone.table}")
    )


def _waiting(status: Status) -> str:
    if not status.waiting:
        return ""
    oldest = age((status.oldest_s or 0) * 1000)
    return label("badge_waiting", count=status.waiting, age=oldest)


def _loading(status: Status) -> str:
    loading = status.loading
    if loading is None:
        return ""
    if loading.total_rows is None:
        return label("fetching_some", done=grouped(loading.done_rows))
    return label("fetching", done=grouped(loading.done_rows), total=grouped(loading.total_rows))


def _left(seconds: int) -> str:
    if seconds < MINUTE_S:
        return label("left_soon")
    return label("left_about", age=age(seconds * 1000))


def _trouble(status: Status) -> str:
    if status.trouble is None:
        return ""
    return say(text(f"failure.{status.trouble}", url="Odoo", database=""))
