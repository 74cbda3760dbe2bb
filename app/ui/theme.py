"""The one place of colours, type sizes, spacing and widths; light and dark from the same roles.

Roles are Material's, so that the client itself turns light into dark: primary is the accent,
tertiary says good, secondary asks, error stops. Colour is used for state and for nothing else.
"""

from dataclasses import dataclass
from enum import StrEnum

import flet as ft

from app.ui.looks import Tone

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
TOUCH = 56
BAR_HEIGHT = 72
TOP_HEIGHT = 60
RADIUS = 16
RADIUS_SMALL = 12
READING_WIDTH_MAX = 640
LIST_WIDTH = 420
CARD_WIDTH_MAX = 760
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

_LIGHT = ft.ColorScheme(
    primary="#2B50D8",
    on_primary="#FFFFFF",
    primary_container="#E3E9FF",
    on_primary_container="#14296F",
    secondary="#96590A",
    on_secondary="#FFFFFF",
    secondary_container="#FFEBC7",
    on_secondary_container="#4D2C00",
    tertiary="#0B7A4B",
    on_tertiary="#FFFFFF",
    tertiary_container="#D5F3E3",
    on_tertiary_container="#04402A",
    error="#BE1E2D",
    on_error="#FFFFFF",
    error_container="#FFDEDD",
    on_error_container="#5B0C14",
    surface="#F3F4F7",
    on_surface="#12161D",
    on_surface_variant="#566070",
    outline="#9AA3B0",
    outline_variant="#DDE1E8",
    surface_container_lowest="#FFFFFF",
    surface_container_low="#F8F9FB",
    surface_container="#EEF0F4",
    surface_container_high="#E9ECF1",
    surface_container_highest="#E0E4EB",
    inverse_surface="#1B2028",
    on_inverse_surface="#F5F6F8",
    surface_tint="#00000000",
)
_DARK = ft.ColorScheme(
    primary="#93AEFF",
    on_primary="#0A1B57",
    primary_container="#1D2A55",
    on_primary_container="#DCE4FF",
    secondary="#FFC463",
    on_secondary="#3F2700",
    secondary_container="#4A3410",
    on_secondary_container="#FFE7BF",
    tertiary="#55D99B",
    on_tertiary="#00331F",
    tertiary_container="#123C2A",
    on_tertiary_container="#C2F4DA",
    error="#FF8B88",
    on_error="#4D0710",
    error_container="#571A20",
    on_error_container="#FFDEDD",
    surface="#0E1116",
    on_surface="#F2F4F7",
    on_surface_variant="#A0AAB8",
    outline="#5D6675",
    outline_variant="#2A313B",
    surface_container_lowest="#181C23",
    surface_container_low="#14181E",
    surface_container="#1D222A",
    surface_container_high="#242A33",
    surface_container_highest="#2D343F",
    inverse_surface="#E8EBF0",
    on_inverse_surface="#151A21",
    surface_tint="#00000000",
)


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


def dress(page: ft.Page, *, rtl: bool = False) -> None:
    """Give the page its light and dark look, which of both the device says, and its direction."""
    family = _RIGHT_TO_LEFT if rtl else "Roboto"
    page.fonts = {_RIGHT_TO_LEFT: "/fonts/DejaVuSansCondensed.ttf"}
    page.theme, page.dark_theme = _theme(_LIGHT, family), _theme(_DARK, family)
    page.rtl = rtl
    page.theme_mode = ft.ThemeMode.SYSTEM
    page.padding = 0
    page.spacing = 0
