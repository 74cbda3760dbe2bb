"""What a key does that is no character of a code: the keys shown on buttons, arrows and Enter."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.base.messages import Action, Tapped
from app.ui.looks import Field, HomeLook, ReceiptsLook, ScreenLook, SettleLook, SetupLook

_ENTER = frozenset({"Enter", "Numpad Enter"})
_DOWN, _UP = "Arrow Down", "Arrow Up"
_LEFT, _RIGHT = "Arrow Left", "Arrow Right"


@dataclass(frozen=True, slots=True)
class Stop:
    """A place the arrow keys can stand on, and what Enter does there."""

    id: str
    tap: Tapped


def stops(look: ScreenLook) -> tuple[Stop, ...]:
    """Tell where the arrow keys can stand: on tiles at home, else on rows that can be tapped."""
    match look:
        case HomeLook(tiles=tiles):
            return tuple(Stop(t.kind, Tapped(t.action, t.value)) for t in tiles if t.enabled)
        case SetupLook():
            return ()
        case _:
            return tuple(Stop(r.id, Tapped(r.action, r.value)) for r in look.rows if r.action)


def moved(look: ScreenLook, at: str, key: str) -> str | None:
    """Tell where the arrow key leads from `at`, or None if the key is no arrow."""
    if key not in {_DOWN, _UP} or look.question is not None:
        return None
    ids = [stop.id for stop in stops(look)]
    if not ids:
        return ""
    if at not in ids:
        return ids[0 if key == _DOWN else -1]
    step = 1 if key == _DOWN else -1
    return ids[max(0, min(ids.index(at) + step, len(ids) - 1))]


def meant(look: ScreenLook, key: str, at: str) -> Tapped | None:
    """Tell what the key means while nothing is typed, or None if it means nothing here."""
    for name, tap in _named(look):
        if name == key:
            return tap
    if key == "Escape":
        return _escape(look)
    if key in _ENTER:
        return _enter(look, at)
    return None


def _named(look: ScreenLook) -> Iterator[tuple[str, Tapped]]:
    if look.question is not None:
        yield from ((c.key, Tapped(c.action, c.value)) for c in look.question.choices)
    elif isinstance(look, HomeLook):
        yield from ((t.key, Tapped(t.action, t.value)) for t in look.tiles if t.enabled)
    elif isinstance(look, ReceiptsLook):
        yield from _beside(look)
    elif isinstance(look, SettleLook) and look.story is not None:
        yield from ((c.key, Tapped(c.action, c.value)) for c in look.story.choices)
    yield from ((b.key, Tapped(b.action, b.value)) for b in look.bar.actions if b.enabled)


def _beside(look: ReceiptsLook) -> Iterator[tuple[str, Tapped]]:
    """The arrows to the sides lead to the parts of the list beside the one that is shown."""
    at = next((number for number, one in enumerate(look.filters) if one.chosen), 0)
    ways = ((_LEFT, look.filters[:at][-1:]), (_RIGHT, look.filters[at + 1 :][:1]))
    yield from ((key, Tapped(one.action, one.value)) for key, found in ways for one in found)


def _escape(look: ScreenLook) -> Tapped | None:
    if look.question is not None and look.question.error:
        return Tapped(Action.CANCEL)  # its error goes with it
    if look.notice is not None and look.notice.stays:
        return Tapped(Action.ACKNOWLEDGE)
    if look.question is not None:
        return Tapped(Action.CANCEL)
    return Tapped(Action.BACK) if look.top.back else None


def _enter(look: ScreenLook, at: str) -> Tapped | None:
    question = look.question
    if question is not None:
        if question.kind is Field.CHOICE:
            first = next((c for c in question.choices if c.primary), None)
            return Tapped(first.action, first.value) if first else None
        return Tapped(Action.CONFIRM) if question.typed else None
    for stop in stops(look):
        if stop.id == at:
            return stop.tap
    if look.notice is not None and look.notice.stays:
        return Tapped(Action.ACKNOWLEDGE)
    return None
