"""The smallest parts all widgets are made of: texts by rank, what can be pressed, a surface."""

from collections.abc import Sequence
from dataclasses import dataclass

import flet as ft

from app.ui.guards import Handler, guarded
from app.ui.scale import is_big, lines_of, marked, sized
from app.ui.theme import (
    INK,
    LINE,
    MOTION_MS,
    MUTED,
    PAPER,
    RADIUS,
    RADIUS_SMALL,
    REGULAR,
    SPACE_M,
    STRONG,
    TYPE_BODY,
    TYPE_SMALL,
)


def words(
    text: str,
    size: int = TYPE_BODY,
    *,
    color: ft.ColorValue = INK,
    weight: ft.FontWeight = REGULAR,
    lines: int = 1,
) -> ft.Text:
    """Write words that are cut with dots rather than running out of their place."""
    return ft.Text(
        text,
        size=sized(size),
        color=color,
        weight=weight,
        max_lines=lines_of(lines),
        overflow=ft.TextOverflow.ELLIPSIS,
        style=ft.TextStyle(height=1.2),
    )


def strong(
    text: str, size: int = TYPE_BODY, *, color: ft.ColorValue = INK, lines: int = 1
) -> ft.Text:
    """Write what is read first."""
    return words(text, size, color=color, weight=STRONG, lines=lines)


def kicker(text: str, color: ft.ColorValue = MUTED) -> ft.Text:
    """Write the small capitals over a figure or a field."""
    return ft.Text(
        text.upper(),
        size=sized(TYPE_SMALL),
        color=color,
        weight=STRONG,
        max_lines=lines_of(1),
        overflow=ft.TextOverflow.ELLIPSIS,
        style=ft.TextStyle(letter_spacing=0.8),
    )


@dataclass(frozen=True, slots=True)
class Skin:
    """How a thing that can be pressed is dressed; it is as high as `height`, or as its words."""

    fill: ft.ColorValue | None = PAPER
    edge: ft.ColorValue | None = LINE
    edge_width: int = 1
    radius: int = RADIUS
    padding: ft.PaddingValue = SPACE_M
    height: int | None = None
    width: int | None = None
    expand: bool = False
    align: ft.Alignment | None = None


def surface(content: ft.Control, skin: Skin = Skin()) -> ft.Container:
    """Lay content on a calm surface of its own."""
    return ft.Container(
        content=_at_least(content, skin) if skin.height else content,
        bgcolor=skin.fill,
        border=ft.Border.all(skin.edge_width, skin.edge) if skin.edge else None,
        border_radius=skin.radius,
        padding=skin.padding,
        width=marked(skin.width) if skin.width else None,
        alignment=None if skin.height else skin.align,
        expand=skin.expand or None,
    )


def _at_least(content: ft.Control, skin: Skin) -> ft.Control:
    """Stand content beside something invisible that is as high: words may be higher than that."""
    assert skin.height
    pad = skin.padding
    above = pad * 2 if isinstance(pad, int | float) else pad.top + pad.bottom
    edges = 2 * skin.edge_width if skin.edge else 0
    strut = ft.Container(width=0, height=max(0, marked(skin.height) - above - edges))
    return ft.Stack([strut, content], alignment=skin.align or ft.Alignment.CENTER)


def pressable(
    identifier: str, name: str, content: ft.Control, press: Handler | None, skin: Skin
) -> ft.Control:
    """Make content into one button with one clear name; without `press` it stands disabled.

    The name covers the texts inside, so that a reader says it once, and a test finds it.
    """
    handle = guarded(press) if press else None
    body = surface(content, skin)
    body.expand = None
    body.ink = handle is not None
    body.on_click = handle
    body.opacity = 1.0 if handle else 0.38
    body.animate = ft.Animation(MOTION_MS)
    return named(identifier, name, body, expand=skin.expand, press=press)


def named(
    identifier: str,
    name: str,
    content: ft.Control,
    *,
    expand: bool = False,
    press: Handler | None = None,
) -> ft.Control:
    """Give content an identifier for tests and devices, and a name for those who listen."""
    return ft.Semantics(
        # A button that wakes up is a new one: the client forgets to name one that only changed.
        key=f"{identifier}/{'on' if press else 'off'}",
        identifier=identifier,
        label=name,
        button=True if press else None,
        container=True,
        exclude_semantics=True,
        on_tap=guarded(press) if press else None,
        content=content,
        expand=expand or None,
    )


def column(controls: Sequence[ft.Control], spacing: int = 0) -> ft.Column:
    """Stack parts to the full width."""
    return ft.Column(
        controls=list(controls),
        spacing=spacing,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def row(controls: Sequence[ft.Control], spacing: int = 0) -> ft.Row:
    """Stand parts side by side, on one middle line."""
    return ft.Row(
        controls=list(controls),
        spacing=spacing,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )


def beside(controls: Sequence[ft.Control], spacing: int = 0, big_per_line: int = 1) -> ft.Control:
    """Stand parts side by side; words too large for that, in lines of so many."""
    if not is_big():
        return row(controls, spacing)
    step = big_per_line
    lines = [controls[at : at + step] for at in range(0, len(controls), step)]
    return column([row(line, spacing) for line in lines], spacing)


def box_edge() -> ft.OutlineInputBorder:
    """Draw the edge of a real text box; the client thickens it itself while it is typed in."""
    return ft.OutlineInputBorder(
        side=ft.BorderSide(1, ft.Colors.OUTLINE), border_radius=RADIUS_SMALL
    )
