"""The parts of a list that one can choose from, over its rows."""

import flet as ft

from app.base.messages import Tapped
from app.ui.forms import ChoiceLook
from app.ui.hands import Hands
from app.ui.looks import Tone
from app.ui.parts import Skin, beside, pressable, words
from app.ui.theme import (
    INK,
    LINE,
    MEDIUM,
    PAPER,
    RADIUS_SMALL,
    SPACE_S,
    SPACE_XS,
    TONES,
    TOUCH,
    TYPE_SMALL,
    TYPE_TINY,
)

SHORT_MAX = 8
"""Letters that fit one of four in the hand; a longer word is written smaller."""


def draw_filters(filters: tuple[ChoiceLook, ...], hands: Hands) -> list[ft.Control]:
    """Draw them side by side, or in pairs where words are large."""
    return [beside([_chip(one, hands) for one in filters], SPACE_S, 2)] if filters else []


def _chip(look: ChoiceLook, hands: Hands) -> ft.Control:
    accent = TONES[Tone.ACCENT]
    size = TYPE_SMALL if len(look.label) <= SHORT_MAX else TYPE_TINY
    face = words(look.label, size, color=accent.on_soft if look.chosen else INK, weight=MEDIUM)
    skin = Skin(
        fill=accent.soft if look.chosen else PAPER,
        edge=accent.ink if look.chosen else LINE,
        edge_width=2 if look.chosen else 1,
        radius=RADIUS_SMALL,
        padding=SPACE_XS,
        height=TOUCH,
        expand=True,
    )
    tap = Tapped(look.action, look.value)
    return pressable(f"only-{look.value}", look.label, face, lambda: hands.send(tap), skin)
