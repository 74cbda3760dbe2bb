"""The frame of every screen: top bar, what is wrong, the screen, the bar below, and the light."""

from dataclasses import replace

import flet as ft

from app.shell.places import SCREENS
from app.shell.stage import Light, Stage
from app.ui.bars import BottomBarView, TopBarView
from app.ui.feedback import FEEDBACK
from app.ui.feedback import Light as Where
from app.ui.finder import FinderView
from app.ui.guards import safe_component
from app.ui.hands import Echo, Hands
from app.ui.icons import icon
from app.ui.looks import (
    NO_BAR,
    Badge,
    Field,
    LookupLook,
    Mark,
    NoticeLook,
    QuestionLook,
    ScreenLook,
    SetupLook,
    Tone,
    TopBar,
)
from app.ui.notice import NoticeView
from app.ui.parts import named, strong
from app.ui.question import QuestionFoot
from app.ui.scale import marked, wide
from app.ui.theme import (
    BAR_HEIGHT,
    GROUND,
    READING_WIDTH_MAX,
    SPACE_M,
    SPACE_S,
    STRIP_EDGE,
    TONES,
    TYPE_TINY,
    Width,
)

_BAR_WIDTH_MAX = 960
_NO_TOP = TopBar("", Badge(Mark.DONE))


@safe_component
def Whole(stage: Stage, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the whole app; a new epoch makes every control anew, as a reconnected client needs."""
    look = stage.look
    held = _held(stage, hands)
    parts: list[ft.Control] = [*_training(look.top.badge), TopBarView(look.top, held)]
    if held.camera:
        parts.append(FinderView(held.camera, held.camera.finder))
    if look.notice is not None and look.notice.stays and not _said(look.question):
        parts.append(_centred(NoticeView(look.notice, held), stage.width))
    screen = SCREENS[type(look)](_inner(look), held, key=_key(look))
    parts.append(ft.Container(screen, expand=True))
    # In the hand a question needs the room of the bar; its own OK stands there instead.
    if look.question is not None and stage.width is Width.HAND:
        parts.append(QuestionFoot(look.question, held))
    else:
        parts.append(_bar(BottomBarView(look.bar, held), stage.width))
    body = ft.Column(parts, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return ft.Container(
        key=f"epoch-{stage.epoch}",
        bgcolor=GROUND,
        content=ft.SafeArea(
            content=ft.Stack(
                [
                    body,
                    *_over(look.notice, held),
                    *_alarm(look.notice),
                    EchoView(hands.echo, _without_field(look), held),
                    LightView(stage.light),
                ],
                fit=ft.StackFit.EXPAND,
            ),
        ),
    )


def _held(stage: Stage, hands: Hands) -> Hands:
    camera = replace(hands.camera, scale=stage.scale) if hands.camera else None
    return replace(
        hands,
        width=stage.width,
        left=stage.left_handed,
        words=stage.words,
        text=stage.text,
        camera=camera,
    )


def _inner(look: ScreenLook) -> ScreenLook:
    """Leave to the screen what it draws: it stands still while only the frame around it changes."""
    return replace(look, top=_NO_TOP, notice=None, bar=NO_BAR)


def _training(badge: Badge) -> list[ft.Control]:
    """Say on every screen, at a glance and in words, that nothing here is real."""
    if not badge.training:
        return []
    colours = TONES[Tone.ASK]
    said = strong(badge.training, TYPE_TINY, color=colours.on_full)
    strip = ft.Container(
        said,
        bgcolor=colours.full,
        padding=ft.Padding.symmetric(horizontal=SPACE_S, vertical=STRIP_EDGE),
        alignment=ft.Alignment.CENTER,
    )
    return [named("training", badge.training, strip)]


def _key(look: ScreenLook) -> str:
    """Name the screen; another form is another screen, so that nothing typed is carried over."""
    return (
        f"{type(look).__name__} {look.form}" if isinstance(look, SetupLook) else type(look).__name__
    )


def _said(question: QuestionLook | None) -> bool:
    """Whether the open question says itself what is wrong: it is said once."""
    return question is not None and bool(question.error)


def _without_field(look: ScreenLook) -> bool:
    question = look.question
    if isinstance(look, LookupLook):
        return False  # its own field shows it
    return question is None or question.kind is Field.CHOICE


def _alarm(notice: NoticeLook | None) -> list[ft.Control]:
    """Keep an edge of the outcome's colour for as long as its words stay."""
    if notice is None or not notice.stays:
        return []
    return [_edge(FEEDBACK[notice.sound].tone, 6, full=False)]


def _edge(tone: Tone, thickness: int, *, full: bool) -> ft.Control:
    ink = TONES[tone].full
    return ft.Container(
        left=0,
        right=0,
        top=0,
        bottom=0,
        bgcolor=ft.Colors.with_opacity(0.55, ink) if full else None,
        border=ft.Border.all(thickness, ink),
        ignore_interactions=True,
    )


def _centred(content: ft.Control, width: Width) -> ft.Control:
    side = 12 if width is Width.HAND else SPACE_M
    held = ft.Container(
        content,
        padding=ft.Padding.only(left=side, right=side, bottom=SPACE_S),
        width=None if width is Width.HAND else wide(_BAR_WIDTH_MAX),
    )
    return held if width is Width.HAND else _middle(held)


def _bar(content: ft.Control, width: Width) -> ft.Control:
    if width is Width.HAND:
        return content
    limit = READING_WIDTH_MAX if width is Width.TABLET else _BAR_WIDTH_MAX
    return _middle(
        ft.Container(content, width=wide(limit), padding=ft.Padding.only(left=8, right=8))
    )


def _middle(content: ft.Control) -> ft.Control:
    return ft.Row([content], alignment=ft.MainAxisAlignment.CENTER)


def _over(notice: NoticeLook | None, hands: Hands) -> list[ft.Control]:
    """Lay the notice that leaves by itself above the bar, where it covers nothing needed."""
    if notice is None or notice.stays:
        return []
    face = NoticeView(notice, hands)
    over = ft.Container(
        content=face if hands.width is Width.HAND else _middle(ft.Container(face, width=wide(520))),
        left=12,
        right=12,
        bottom=marked(BAR_HEIGHT) + SPACE_S,
        ignore_interactions=True,
    )
    return [over]


@safe_component
def EchoView(echo: Echo, alone: bool, hands: Hands) -> ft.Control:  # noqa: FBT001, N802
    """Draw what is being typed by hand where no question shows it."""
    del hands  # it says how large
    if not echo.text or not alone:
        return ft.Container(visible=False)
    colours = TONES[Tone.PLAIN]
    said = ft.Row(
        [icon("keyboard", 22, colours.on_full), strong(echo.text, 22, color=colours.on_full)],
        spacing=SPACE_S + 4,
        tight=True,
    )
    pill = ft.Container(
        content=said,
        bgcolor=colours.full,
        border_radius=28,
        padding=ft.Padding.symmetric(horizontal=20, vertical=12),
    )
    return ft.Container(
        content=ft.Row([named("echo", echo.text, pill)], alignment=ft.MainAxisAlignment.CENTER),
        left=12,
        right=12,
        bottom=marked(BAR_HEIGHT) + SPACE_S,
        ignore_interactions=True,
    )


@safe_component
def LightView(light: Light) -> ft.Control:  # noqa: N802
    """Draw the light: an edge that is seen from the corner of the eye, or the whole screen."""
    feel = light.feel
    if feel is None or feel.light is Where.NONE:
        return ft.Container(visible=False)
    return _edge(feel.tone, 12, full=feel.light is Where.FULL)
