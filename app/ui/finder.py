"""The camera's picture over the work, its buttons, and the codes that a person chooses from."""

from collections.abc import Callable
from dataclasses import dataclass

import flet as ft
from flet_camera import Camera

from app.base.labels import label
from app.ui.guards import guarded, safe_component, steady_component
from app.ui.icons import icon
from app.ui.looks import Tone
from app.ui.parts import Skin, beside, column, named, pressable, row, strong, words
from app.ui.scale import AS_IT_IS, Scale
from app.ui.theme import (
    GROUND,
    INK,
    MUTED,
    PAPER,
    RADIUS_SMALL,
    SPACE_S,
    SPACE_XS,
    TONES,
    TOUCH,
    TYPE_BODY,
    TYPE_SMALL,
)

PICTURE_HEIGHT = 200
_WIDTH_MAX = 640


@ft.observable
@dataclass(eq=False)
class Finder:
    """What the camera's panel shows. `turn` is another one each time a camera is switched on."""

    is_open: bool = False
    words: str = ""
    choices: tuple[str, ...] = ()
    cameras: int = 0
    lamp: bool = False
    turn: int = 0


@dataclass(frozen=True, slots=True)
class FinderHands:
    """What a finger, and the panel itself, can do with the camera."""

    finder: Finder
    toggle: Callable[[], None]
    begin: Callable[[Camera], None]
    end: Callable[[], None]
    switch: Callable[[], None]
    light: Callable[[], None]
    photo: Callable[[], None]
    choose: Callable[[int], None]
    scale: Scale = AS_IT_IS


@safe_component
def FinderView(hands: FinderHands, finder: Finder) -> ft.Control:  # noqa: N802
    """Draw nothing while the camera is off."""
    if not finder.is_open:
        return ft.Container(visible=False)
    parts = [
        Picture(hands, key=f"camera-{finder.turn}"),
        row(
            [
                named(
                    "camera-words",
                    finder.words,
                    words(finder.words, TYPE_BODY, lines=3),
                    expand=True,
                )
            ]
        ),
        *(_choice(hands, number, said) for number, said in enumerate(finder.choices)),
        beside(_buttons(hands, finder), SPACE_S, 2),
    ]
    panel = ft.Container(column(parts, SPACE_S), bgcolor=GROUND, padding=SPACE_S, width=_WIDTH_MAX)
    return ft.Row(
        [ft.Container(panel, expand=True, expand_loose=True)], alignment=ft.MainAxisAlignment.CENTER
    )


@steady_component
def Picture(hands: FinderHands) -> ft.Control:  # noqa: N802
    """Draw what the camera sees, from the moment it is here until it is gone.

    It is drawn once: a camera that is drawn again has lost its page.
    """
    camera: ft.MutableRef[Camera] = ft.use_ref(Camera)

    def begin() -> None:
        hands.begin(camera.current)

    ft.use_effect(guarded(begin), [], guarded(hands.end))
    frame = ft.Container(
        camera.current,
        height=PICTURE_HEIGHT,
        border_radius=RADIUS_SMALL,
        bgcolor=ft.Colors.BLACK,
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
        alignment=ft.Alignment.CENTER,
    )
    return ft.Semantics(identifier="camera-picture", label=label("camera"), content=frame)


def _choice(hands: FinderHands, number: int, said: str) -> ft.Control:
    skin = Skin(edge=TONES[Tone.ASK].ink, edge_width=2, radius=RADIUS_SMALL, height=TOUCH)
    face = strong(said, TYPE_BODY, lines=2)
    return pressable(f"camera-code-{number}", said, face, lambda: hands.choose(number), skin)


def _buttons(hands: FinderHands, finder: Finder) -> list[ft.Control]:
    found = [_button("lamp", "lamp", hands.light, on=finder.lamp)]
    if finder.cameras > 1:
        found.append(_button("switch", "transfer", hands.switch))
    found.append(_button("photo", "photo", hands.photo))
    found.append(_button("close", "drop", hands.toggle))
    return found


def _button(name: str, drawing: str, press: Callable[[], None], *, on: bool = False) -> ft.Control:
    said = label(f"camera_{name}")
    color = TONES[Tone.ACCENT].on_full if on else INK
    face = ft.Column(
        [icon(drawing, 22, color), words(said, TYPE_SMALL, color=color)],
        spacing=2,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    skin = Skin(
        fill=TONES[Tone.ACCENT].full if on else PAPER,
        radius=RADIUS_SMALL,
        padding=SPACE_XS,
        height=60,
        expand=True,
        align=ft.Alignment.CENTER,
    )
    return pressable(f"camera-{name}", said, face, press, skin)


def finder_button(hands: FinderHands) -> ft.Control:
    """Draw the small button that switches the camera on and off."""
    skin = Skin(
        fill=None, edge=None, padding=0, height=TOUCH, width=TOUCH, align=ft.Alignment.CENTER
    )
    face = icon("photo", 24, MUTED)
    return pressable("action-camera", label("camera"), face, hands.toggle, skin)
