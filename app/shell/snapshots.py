"""Lets a person take or choose a picture: the browser's own dialog, with the camera on a tablet."""

from collections.abc import Callable

import flet as ft

from app.ui.forms import Pictured
from app.ui.guards import guarded

PICKED_MAX = 8
"""Pictures that are taken in at once."""


class Snapshots:
    """A page's way to pictures; only what was chosen is read."""

    def __init__(self, picture: Callable[[Pictured], None]) -> None:
        self._picture = picture
        self._picker: ft.FilePicker | None = None

    async def take(self) -> None:
        """Open the dialog, and hand over what was chosen, if anything."""
        await guarded(self._take)()

    async def _take(self) -> None:
        if self._picker is None:
            self._picker = ft.FilePicker()
        chosen = await self._picker.pick_files(
            file_type=ft.FilePickerFileType.IMAGE,
            allow_multiple=True,
            with_data=True,
            cancel_upload_on_window_blur=False,
        )
        for one in chosen[:PICKED_MAX]:
            self._picture(Pictured(one.bytes or b""))
