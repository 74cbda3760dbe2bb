"""A field that a finger writes on: lines follow the finger, and become a picture with Done."""

from collections.abc import Callable

import flet as ft
from flet import canvas

from app.ui.forms import Pictured
from app.ui.guards import guarded, safe_component
from app.ui.hands import Hands
from app.ui.looks import QuestionLook, Tone
from app.ui.parts import Skin, beside, column, named, pressable, strong, words
from app.ui.theme import (
    INK,
    MEDIUM,
    PAPER,
    RADIUS_SMALL,
    SPACE_S,
    TONES,
    TYPE_BODY,
    TYPE_TITLE,
    WELL,
)

HEIGHT = 220
_PEN = 3
_EVERY_MS = 16

Stroke = tuple[tuple[int, int], ...]


@safe_component
def SignatureField(question: QuestionLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the field, what was written on it so far, and the ways on."""
    nothing: tuple[Stroke, ...] = ()
    written, write = ft.use_state(nothing)
    strokes: ft.MutableRef[list[list[tuple[int, int]]]] = ft.use_ref(list)

    def begin(event: ft.DragDownEvent[ft.GestureDetector]) -> None:
        strokes.current.append([_point(event.local_position)])
        write(_frozen(strokes.current))

    def go_on(event: ft.DragUpdateEvent[ft.GestureDetector]) -> None:
        if strokes.current:
            strokes.current[-1].append(_point(event.local_position))
            write(_frozen(strokes.current))

    def clear() -> None:
        strokes.current.clear()
        write(())

    def done() -> None:
        hands.picture(Pictured(strokes=_frozen(strokes.current)))

    # Both ways, so that the list around it does not take what goes down for scrolling.
    touched = ft.GestureDetector(
        _paper(written),
        drag_interval=_EVERY_MS,
        on_vertical_drag_down=guarded(begin),
        on_vertical_drag_update=guarded(go_on),
        on_horizontal_drag_update=guarded(go_on),
    )
    clears = _button("signature-clear", question.clear, clear if written else None)
    keeps = _button("signature-done", question.confirm, done if written else None, primary=True)
    return column(
        [named("signature", question.title, touched), beside([clears, keeps], SPACE_S)], SPACE_S
    )


def _paper(written: tuple[Stroke, ...]) -> ft.Control:
    return ft.Container(
        canvas.Canvas([_drawn(one) for one in written], expand=True),
        height=HEIGHT,
        bgcolor=PAPER,
        border=ft.Border.all(2, TONES[Tone.ACCENT].ink),
        border_radius=RADIUS_SMALL,
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
    )


def _drawn(stroke: Stroke) -> canvas.Path:
    (x, y), *rest = stroke
    elements: list[canvas.Path.PathElement] = [canvas.Path.MoveTo(x, y)]
    elements += [canvas.Path.LineTo(*point) for point in rest or [(x + 1, y)]]
    pen = ft.Paint(
        color=INK,
        stroke_width=_PEN,
        style=ft.PaintingStyle.STROKE,
        stroke_cap=ft.StrokeCap.ROUND,
        stroke_join=ft.StrokeJoin.ROUND,
    )
    return canvas.Path(elements, paint=pen)


def _button(
    identifier: str, label: str, press: Callable[[], None] | None, *, primary: bool = False
) -> ft.Control:
    accent = TONES[Tone.ACCENT]
    skin = Skin(
        fill=accent.full if primary else WELL,
        edge=None,
        radius=RADIUS_SMALL,
        padding=0,
        height=60,
        expand=True,
        align=ft.Alignment.CENTER,
    )
    quiet = words(label, TYPE_BODY, weight=MEDIUM)
    face = strong(label, TYPE_TITLE, color=accent.on_full) if primary else quiet
    return pressable(identifier, label, face, press, skin)


def _point(at: ft.Offset) -> tuple[int, int]:
    return round(at.x), round(at.y)


def _frozen(strokes: list[list[tuple[int, int]]]) -> tuple[Stroke, ...]:
    return tuple(tuple(one) for one in strokes)
