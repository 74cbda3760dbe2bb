"""Contrast by computation: every text on every ground it stands on, in every dress there is."""

import re
from dataclasses import fields

import flet as ft
import pytest

from app.ui import theme
from app.ui.looks import Tone
from app.ui.schemes import SCHEMES

TEXT_MIN = 4.5
"""WCAG 2.2, AA, for text of any size."""
EDGE_MIN = 3.0
HIGH_MIN = 7.0
"""AAA: what the dress of high contrast promises."""

Pair = tuple[str, object, object]
GROUNDS = (theme.GROUND, theme.PAPER, theme.WELL)


def pairs() -> list[Pair]:
    """Ink and ground, as the screens put them together."""
    inks = (theme.INK, theme.MUTED)
    plain = [(f"{ink} on {on}", ink, on) for ink in inks for on in GROUNDS]
    toned = []
    for tone, colours in theme.TONES.items():
        toned += [
            (f"{tone} full", colours.on_full, colours.full),
            (f"{tone} soft", colours.on_soft, colours.soft),
            (f"{tone} ink on ground", colours.ink, theme.GROUND),
            (f"{tone} ink on paper", colours.ink, theme.PAPER),
        ]
    return [*plain, *toned]


def edges() -> list[Pair]:
    """Edges by which a field, a choice, or what stands under the arrow keys is known."""
    accent = theme.TONES[Tone.ACCENT].ink
    boxes = [(f"field on {ground}", "outline", ground) for ground in (theme.GROUND, theme.PAPER)]
    return [*boxes, *((f"chosen on {ground}", accent, ground) for ground in GROUNDS)]


def luminance(rgb: str) -> float:
    parts = (int(rgb[at : at + 2], 16) / 255 for at in (1, 3, 5))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(scheme: ft.ColorScheme) -> dict[str, str]:
    given = {field.name: getattr(scheme, field.name) for field in fields(scheme)}
    return {name: value for name, value in given.items() if isinstance(value, str)}


def of_pairs(scheme: str, these: list[Pair]) -> dict[str, float]:
    return {what: contrast(colour(a, scheme), colour(b, scheme)) for what, a, b in these}


def colour(role: object, scheme: str) -> str:
    """The colour a role has in a scheme; what is no role is the same in all of them."""
    name = str(getattr(role, "value", role))
    if name.startswith("#"):
        return name
    found = {key.replace("_", ""): value for key, value in colours(SCHEMES[scheme]).items()}
    return found[name]


def test_black_on_white_is_twenty_one_to_one():
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0
    assert round(contrast("#767676", "#FFFFFF"), 2) == 4.54


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_can_be_read_on_its_ground(scheme: str):
    least = HIGH_MIN if "contrast" in scheme else TEXT_MIN
    found = of_pairs(scheme, pairs())
    # Full colours are signals, the same by day and by night and in every dress.
    low = {
        what: round(ratio, 2)
        for what, ratio in found.items()
        if ratio < (TEXT_MIN if what.endswith("full") else least)
    }
    assert not low


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_edge_that_means_something_is_seen(scheme: str):
    found = of_pairs(scheme, edges())
    assert not {what: round(ratio, 2) for what, ratio in found.items() if ratio < EDGE_MIN}


def test_every_colour_is_a_colour():
    for scheme in SCHEMES.values():
        said = colours(scheme).values()
        assert said
        assert all(re.fullmatch(r"#[0-9A-F]{6}([0-9A-F]{2})?", value) for value in said)
