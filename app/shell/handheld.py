"""The built-in scanner of the handheld that the app runs on, where it is Android's."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import flet as ft

from app.shell.cue import Soon
from app.ui.guards import guarded
from scanners.devices.broadcasts import HANDHELD, Broadcasts
from scanners.devices.link import Ears
from scanners.frame import Frame
from scanners.framing.intents import MAKERS, Extras, data_wedge_profile, honeywell_claim

WAITING_MAX = 1_000
"""Broadcasts that may wait; a person's trigger finger is slower than this by far."""
_log = logging.getLogger(__name__)


@dataclass
class BroadcastEvent(ft.Event["ScanIntents"]):
    """One broadcast of a scanner, as the extension under `build/android` tells it."""

    action: str
    extras: dict[str, Any]


@ft.control("ScanIntents")  # type: ignore[arg-type]  # its types know no subclass of Service
class ScanIntents(ft.Service):
    """Listens to these broadcasts, and asks the makers' scanner services for them."""

    actions: list[dict[str, str]] | None = None
    data_wedge: dict[str, Any] | None = None
    honeywell: dict[str, Any] | None = None
    on_broadcast: ft.EventHandler[BroadcastEvent] | None = None


def has_scanner(page: ft.Page) -> bool:
    """Say whether the app runs in Android itself: a browser there hears no broadcasts."""
    return page.platform is ft.PagePlatform.ANDROID and not page.web


class Handheld:
    """Hands over what the handheld's own scanner reads, for as long as the page lives."""

    def __init__(self, soon: Soon, on_frame: Callable[[Frame], None]) -> None:
        self._told: asyncio.Queue[tuple[str, Extras]] = asyncio.Queue(WAITING_MAX)
        self._on_frame = on_frame
        self.service = ScanIntents(
            actions=[{"action": m.action, "category": m.category} for m in MAKERS],
            data_wedge=data_wedge_profile(),
            honeywell=honeywell_claim(),
            on_broadcast=guarded(self._hear),
        )
        soon(self._listen)

    def _hear(self, event: BroadcastEvent) -> None:
        try:
            self._told.put_nowait((event.action, event.extras))
        except asyncio.QueueFull:
            _log.error("more broadcasts than a scanner sends: one is left out")

    async def _listen(self) -> None:
        await Broadcasts(self._told.get).listen(Ears(self._frame, lambda _state: None))

    async def _frame(self, frame: Frame) -> None:
        self._on_frame(replace(frame, device=HANDHELD))
