"""What keeps one mistake from taking the whole screen: guarded handlers and safe components.

In Flet an exception in a handler replaces the app by a red card, and one in a component stops all
drawing without a sign. Both are caught here, logged, and the person goes on.
"""

import functools
import inspect
import logging
from collections.abc import Awaitable, Callable

import flet as ft

from app.ui.frame_words import IN_ENGLISH
from app.ui.scale import AS_IT_IS, Scale, drawn_in

_log = logging.getLogger(__name__)

Handler = Callable[..., object]
Component = Callable[..., ft.Control]
FAILED = IN_ENGLISH.failed


def guarded(handle: Handler) -> Callable[..., Awaitable[None]]:
    """Make a handler safe to hang on any `on_…`; it may take the event or nothing."""
    takes = len(inspect.signature(handle).parameters)

    async def safe(*events: object) -> None:
        try:
            outcome = handle(*events[:takes])
            if inspect.isawaitable(outcome):
                await outcome
        except Exception:  # noqa: BLE001 (the last net: a bug must not end the shift)
            _log.exception("A handler failed")

    return safe


def safe_component(draw: Component) -> Component:
    """Make a component that says one sentence in its place if it fails, and recovers by itself."""

    @functools.wraps(draw)
    def careful(*args: object, **kwargs: object) -> ft.Control:
        try:
            with drawn_in(_scale_of(args)):
                return draw(*args, **kwargs)
        except Exception:  # noqa: BLE001 (the last net: a bug must not end the shift)
            _log.exception("Drawing %s failed", draw.__name__)
            return ft.Text(_failed(args))

    made: Component = ft.component(careful)
    return made


def _failed(args: tuple[object, ...]) -> str:
    """Say it in the language of whoever looks, where the part was told which that is."""
    return next((words for it in args if (words := _words_of(it))), FAILED)


def _scale_of(args: tuple[object, ...]) -> Scale:
    """Find how large to draw, where one of the arguments knows."""
    found = (getattr(it, "scale", None) for it in args)
    return next((it for it in found if isinstance(it, Scale)), AS_IT_IS)


def _words_of(hands: object) -> str:
    return str(getattr(getattr(hands, "words", None), "failed", ""))


def steady_component(draw: Component) -> Component:
    """Make a safe component that is drawn again only if an argument is another value."""
    made: Component = ft.memo(safe_component(draw))  # type: ignore[no-untyped-call]
    return made
