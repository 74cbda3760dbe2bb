"""The words that looks use for icons, and the drawing each stands for.

Icons come with the client's own font, so no mark ever turns into an empty box for want of a glyph.
"""

import flet as ft

from app.ui.looks import Mark
from app.ui.scale import marked

_I = ft.Icons
ICONS: dict[str, ft.IconData] = {
    "back": _I.ARROW_BACK_ROUNDED,
    "backspace": _I.BACKSPACE_OUTLINED,
    "bin": _I.GRID_VIEW_ROUNDED,
    "box": _I.INVENTORY_2_OUTLINED,
    "camera": _I.PHOTO_CAMERA_OUTLINED,
    "check": _I.FACT_CHECK_OUTLINED,
    "count": _I.CHECKLIST_ROUNDED,
    "date": _I.EVENT_OUTLINED,
    "delivery": _I.LOCAL_SHIPPING_OUTLINED,
    "drop": _I.CLOSE_ROUNDED,
    "finish": _I.DONE_ALL_ROUNDED,
    "forward": _I.CHEVRON_RIGHT_ROUNDED,
    "home": _I.HOME_OUTLINED,
    "keyboard": _I.KEYBOARD_OUTLINED,
    "label": _I.PRINT_OUTLINED,
    "lamp": _I.FLASHLIGHT_ON_OUTLINED,
    "late": _I.SCHEDULE_ROUNDED,
    "lot": _I.QR_CODE_2_ROUNDED,
    "ok": _I.CHECK_ROUNDED,
    "outbox": _I.OUTBOX_OUTLINED,
    "pad": _I.DIALPAD_ROUNDED,
    "pick": _I.SHOPPING_CART_OUTLINED,
    "person": _I.PERSON_OUTLINE_ROUNDED,
    "photo": _I.PHOTO_CAMERA_OUTLINED,
    "plus": _I.ADD_ROUNDED,
    "question": _I.HELP_OUTLINE_ROUNDED,
    "receipt": _I.MOVE_TO_INBOX_ROUNDED,
    "returns": _I.ASSIGNMENT_RETURN_OUTLINED,
    "scan": _I.BARCODE_READER,
    "search": _I.SEARCH_ROUNDED,
    "send": _I.SYNC_ROUNDED,
    "setup": _I.TUNE_ROUNDED,
    "stop": _I.ERROR_OUTLINE_ROUNDED,
    "transfer": _I.SWAP_HORIZ_ROUNDED,
    "undo": _I.UNDO_ROUNDED,
}
MARKS: dict[Mark, ft.IconData] = {
    Mark.HERE: _I.CIRCLE,
    Mark.SAFE: _I.CHECK_ROUNDED,
    Mark.DONE: _I.DONE_ALL_ROUNDED,
}


def icon(name: str, size: int, color: ft.ColorValue) -> ft.Icon:
    """Draw the icon of that word; an unknown word is a plain box rather than a failure."""
    return ft.Icon(ICONS.get(name, ICONS["box"]), size=marked(size), color=color)
