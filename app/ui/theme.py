"""The one place of colours, type sizes, spacing and widths; light and dark from the same roles.

Roles are Material's, so that the client itself turns light into dark: primary is the accent,
tertiary says good, secondary asks, error stops. Colour is used for state and for nothing else.
"""

from dataclasses import dataclass
from enum import StrEnum

import flet as ft

from app.base.people import Theme
from app.ui.looks import Tone
from app.ui.scale import Scale
from app.ui.schemes import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT

SPACE_XS, SPACE_S, SPACE_M, SPACE_L = 4, 8, 16, 24
TYPE_TINY, TYPE_SMALL, TYPE_BODY, TYPE_TITLE, TYPE_HEAD, TYPE_FIGURE, TYPE_AMOUNT = (
    12,
    14,
    16,
    22,
    32,
    44,
    56,
)
TYPE_AMOUNT_FAR = 96
"""At the dock the screen stands further off than a hand can hold it."""
FAR = 1.4
"""So much larger all is where three panes fit: read from two steps away, and not from a hand."""
TOUCH = 56
BAR_HEIGHT = 72
STRIP_EDGE = 2
RADIUS = 16
RADIUS_SMALL = 12
READING_WIDTH_MAX = 640
LIST_WIDTH = 420
PAPER_WIDTH = 320
MOTION_MS = 120

REGULAR, MEDIUM, STRONG = ft.FontWeight.W_400, ft.FontWeight.W_500, ft.FontWeight.W_700

INK = ft.Colors.ON_SURFACE
MUTED = ft.Colors.ON_SURFACE_VARIANT
GROUND = ft.Colors.SURFACE
PAPER = ft.Colors.SURFACE_CONTAINER_LOWEST
WELL = ft.Colors.SURFACE_CONTAINER_HIGH
LINE = ft.Colors.OUTLINE_VARIANT


class Width(StrEnum):
    """How much room there is: a handheld, a tablet, two panes at the dock, or three."""

    HAND = "hand"
    TABLET = "tablet"
    DOCK = "dock"
    WIDE = "wide"


def width_of(pixels: float) -> Width:
    """Tell the layout from the width of the window; an unknown width is a handheld's."""
    if pixels >= 1500:
        return Width.WIDE
    if pixels >= 1000:
        return Width.DOCK
    return Width.TABLET if pixels >= 600 else Width.HAND


def room_for(pixels: float, text: int) -> Width:
    """Tell the layout from the room there is for words of this size (in percent)."""
    return width_of(pixels * 100 / text)


def scale_of(width: Width, text: int) -> Scale:
    """Tell how large to draw: three panes stand further off than a hand can hold them."""
    return Scale(text, FAR if width is Width.WIDE else 1.0)


@dataclass(frozen=True, slots=True)
class Colours:
    """Of one tone: `full` under `on_full`, `soft` under `on_soft`; `ink` on the plain ground.

    The full colours of outcomes are the same by day and by night: they are signals.
    """

    full: ft.ColorValue
    on_full: ft.ColorValue
    soft: ft.ColorValue
    on_soft: ft.ColorValue
    ink: ft.ColorValue


_C = ft.Colors
TONES: dict[Tone, Colours] = {
    Tone.PLAIN: Colours(_C.INVERSE_SURFACE, _C.ON_INVERSE_SURFACE, WELL, INK, MUTED),
    Tone.ACCENT: Colours(
        _C.PRIMARY, _C.ON_PRIMARY, _C.PRIMARY_CONTAINER, _C.ON_PRIMARY_CONTAINER, _C.PRIMARY
    ),
    Tone.GOOD: Colours(
        "#0B7A4B", "#FFFFFF", _C.TERTIARY_CONTAINER, _C.ON_TERTIARY_CONTAINER, _C.TERTIARY
    ),
    Tone.ASK: Colours(
        "#FFC463", "#3F2700", _C.SECONDARY_CONTAINER, _C.ON_SECONDARY_CONTAINER, _C.SECONDARY
    ),
    Tone.STOP: Colours("#D92D3A", "#FFFFFF", _C.ERROR_CONTAINER, _C.ON_ERROR_CONTAINER, _C.ERROR),
}

SWATCHES = (
    ("#D55E00", "#FFFFFF"),
    ("#F0E442", "#1A1A1A"),
    ("#0072B2", "#FFFFFF"),
    ("#009E73", "#FFFFFF"),
    ("#CC79A7", "#1A1A1A"),
    ("#E69F00", "#1A1A1A"),
    ("#56B4E9", "#1A1A1A"),
    ("#3B3B3B", "#FFFFFF"),
)
"""Colours of the totes on a cart, by their place, and what is written on them: apart for eyes that
see no red or no green, too. Never without the tote's letter."""

_RIGHT_TO_LEFT = "DejaVu Sans Condensed"
"""The client's own letters know no Arabic, and it may fetch none from elsewhere."""


def _theme(scheme: ft.ColorScheme, family: str) -> ft.Theme:
    still = ft.PageTransitionTheme.NONE
    return ft.Theme(
        color_scheme=scheme,
        font_family=family,
        visual_density=ft.VisualDensity.STANDARD,
        page_transitions=ft.PageTransitionsTheme(
            android=still, ios=still, linux=still, macos=still, windows=still
        ),
    )


_MODES = {Theme.LIGHT: ft.ThemeMode.LIGHT, Theme.DARK: ft.ThemeMode.DARK}


def dress(page: ft.Page, theme: Theme = Theme.SYSTEM, *, rtl: bool = False) -> None:
    """Give the page its light and dark look and its direction; the device or a person says which.

    High contrast has a light and a dark one, too.
    """
    family = _RIGHT_TO_LEFT if rtl else "Roboto"
    page.fonts = {_RIGHT_TO_LEFT: "/fonts/DejaVuSansCondensed.ttf"}
    light, dark = (CONTRAST_LIGHT, CONTRAST_DARK) if theme is Theme.CONTRAST else (LIGHT, DARK)
    page.theme, page.dark_theme = _theme(light, family), _theme(dark, family)
    page.rtl = rtl
    page.theme_mode = _MODES.get(theme, ft.ThemeMode.SYSTEM)
    page.padding = 0
    page.spacing = 0
