"""What became of the last scan, in words: passing by itself, or staying until a tap or a scan."""

import flet as ft

from app.base.messages import Action, Tapped
from app.ui.feedback import FEEDBACK
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.icons import icon
from app.ui.looks import NoticeLook
from app.ui.parts import Skin, column, named, pressable, row, strong, surface, words
from app.ui.theme import RADIUS, SPACE_M, SPACE_XS, TONES, TYPE_BODY, TYPE_TITLE


@steady_component
def NoticeView(notice: NoticeLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the words on the full colour of their outcome; shape says it as well as colour."""
    feel = FEEDBACK[notice.sound]
    colours = TONES[feel.tone]
    ink = colours.on_full
    texts: list[ft.Control] = [
        strong(notice.text, TYPE_TITLE if notice.stays else 18, color=ink, lines=5)
    ]
    if notice.detail:
        texts.append(words(notice.detail, TYPE_BODY, color=ink, lines=4))
    body = row(
        [
            icon(feel.icon, 32 if notice.stays else 26, ink),
            ft.Container(column(texts, SPACE_XS), expand=True),
        ],
        SPACE_M,
    )
    skin = Skin(
        fill=colours.full,
        edge=None,
        radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=SPACE_M, vertical=20 if notice.stays else 14),
    )
    name = f"{notice.text} {notice.detail}".strip()
    if notice.stays:
        face = pressable("notice", name, body, lambda: hands.send(Tapped(Action.ACKNOWLEDGE)), skin)
    else:
        face = named("notice", name, surface(body, skin))
    assert isinstance(face, ft.Semantics)
    face.live_region = True
    return face
