"""A sheet that scrolls, and what brings a part of it into view."""

from dataclasses import dataclass

import flet as ft

from app.ui.guards import guarded
from app.ui.theme import MOTION_MS

_TELL_MS = 250


@dataclass(eq=False)
class Sheet:
    """One scrolling list as it stands on the screen; `at` is how far a person moved it."""

    drawn: ft.ListView | None = None
    at: float = 0

    def hold(self, drawn: ft.ListView) -> None:
        """Take the list as it was drawn last, and hear how far it is moved."""
        self.drawn = drawn
        drawn.scroll_interval = _TELL_MS
        drawn.on_scroll = guarded(self._moved)

    def _moved(self, event: ft.OnScrollEvent) -> None:
        self.at = event.pixels

    async def to_top(self) -> None:
        """Show the top again; costs nothing where nobody moved away from it."""
        if self.drawn and self.at > 0:
            self.at = 0
            await guarded(self._go_to_top)()

    async def to_end(self) -> None:
        """Show what came last."""
        if self.drawn:
            await guarded(self._go_to_end)()

    async def to(self, part: str) -> None:
        """Show the part of this name, which `place` gave it."""
        if self.drawn and part:
            await guarded(lambda: self._go_to(part))()

    async def _go_to_top(self) -> None:
        assert self.drawn
        # On the way: what changed its size out of sight is measured only when it is reached.
        await self.drawn.scroll_to(offset=0, duration=MOTION_MS)

    async def _go_to_end(self) -> None:
        assert self.drawn
        await self.drawn.scroll_to(offset=-1)

    async def _go_to(self, part: str) -> None:
        assert self.drawn
        await self.drawn.scroll_to(scroll_key=place(part))


def place(part: str) -> ft.ScrollKey:
    """Name a part of a sheet, so that it can be brought into view."""
    key: ft.ScrollKey = ft.ScrollKey(f"place-{part}")  # type: ignore[call-arg]
    return key
