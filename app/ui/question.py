"""A question in the card's place: answered by a scan, by keys or by one tap."""

import flet as ft

from app.base.messages import Action, Tapped
from app.ui.bars import key_cap
from app.ui.field import AnswerField
from app.ui.forms import ChoiceLook
from app.ui.guards import safe_component
from app.ui.hands import Hands
from app.ui.icons import icon
from app.ui.looks import Field, QuestionLook, Tone
from app.ui.pad import confirm_button, pad
from app.ui.parts import Skin, beside, column, kicker, named, pressable, row, strong, surface, words
from app.ui.signature import SignatureField
from app.ui.theme import (
    INK,
    LINE,
    MEDIUM,
    MUTED,
    PAPER,
    RADIUS_SMALL,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    TONES,
    TYPE_BODY,
    TYPE_SMALL,
    TYPE_TITLE,
    WELL,
    Width,
)

SHORT_MAX = 12
_PADDED = {Field.PAD, Field.DATE, Field.PIN}
_TYPED = {Field.TEXT, Field.DATE, Field.PAD, Field.BIN, Field.PIN}


@safe_component
def QuestionView(question: QuestionLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the question, its field or choices, and OK."""
    parts = [_head(question)]
    if question.kind in _TYPED:
        parts.append(AnswerField(question, hands, hands.echo, hands.box))
    if question.kind is Field.DRAW:
        parts.append(SignatureField(question, hands))
    if question.error:
        parts.append(_error(question.error))
    if question.choices:
        parts.append(column([choice(one, hands) for one in question.choices], SPACE_S))
    if question.kind in _PADDED:
        parts.append(pad(question, hands))
    if hands.width is not Width.HAND:
        parts += _ways_out(question, hands)
    return surface(column(parts, SPACE_S), Skin(padding=SPACE_S + 4, edge=TONES[Tone.ASK].ink))


@safe_component
def QuestionFoot(question: QuestionLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw OK and Cancel where the thumb is, in the hand, whatever else must be scrolled."""
    out = _ways_out(question, hands)
    if not out:
        return ft.Container(height=0)
    return ft.Container(out[0], padding=ft.Padding.only(left=12, right=12, bottom=8, top=4))


def _head(question: QuestionLook) -> ft.Control:
    texts: list[ft.Control] = []
    if question.about:
        texts.append(kicker(question.about))
    texts.append(strong(question.title, TYPE_TITLE, lines=3))
    if question.hint and question.kind is Field.CHOICE:
        texts.append(words(question.hint, TYPE_BODY, color=MUTED, lines=3))
    name = ". ".join(t for t in (question.about, question.title, question.hint) if t)
    return named("question", name, column(texts, SPACE_XS))


def _error(text: str) -> ft.Control:
    """Say what to mend, as loud as a notice: where a question is open, it is the only one."""
    colours = TONES[Tone.STOP]
    said = words(text, TYPE_BODY, color=colours.on_full, weight=MEDIUM, lines=4)
    body = row([icon("stop", 24, colours.on_full), ft.Container(said, expand=True)], SPACE_S + 2)
    skin = Skin(fill=colours.full, edge=None, radius=RADIUS_SMALL, padding=SPACE_S + 2)
    face = named("question-error", text, surface(body, skin))
    assert isinstance(face, ft.Semantics)
    face.live_region = True
    return face


def _ways_out(question: QuestionLook, hands: Hands) -> list[ft.Control]:
    out: list[ft.Control] = []
    if question.cancel:
        skin = Skin(
            fill=WELL,
            edge=None,
            radius=RADIUS_SMALL,
            padding=0,
            height=60,
            expand=True,
            align=ft.Alignment.CENTER,
        )
        text = words(question.cancel, TYPE_BODY, weight=MEDIUM)
        out.append(
            pressable(
                "action-cancel",
                question.cancel,
                text,
                lambda: hands.send(Tapped(Action.CANCEL)),
                skin,
            )
        )
    if question.kind in _TYPED:
        out.append(confirm_button(question, hands))
    # "Cancel" and "OK" stand beside each other whatever their size.
    short = len(question.cancel) + len(question.confirm) <= SHORT_MAX
    return [beside(out, SPACE_S, 2 if short else 1)] if out else []


def choice(look: ChoiceLook, hands: Hands) -> ft.Control:
    """Draw one answer as a button of its own height."""
    accent = TONES[Tone.ACCENT]
    color = accent.on_full if look.primary else INK
    texts: list[ft.Control] = [
        words(look.label, TYPE_BODY + 1, color=color, weight=MEDIUM, lines=2)
    ]
    if look.detail:
        detail = color if look.primary else MUTED
        texts.append(words(look.detail, TYPE_SMALL, color=detail, lines=2))
    parts: list[ft.Control] = [ft.Container(column(texts, 2), expand=True)]
    if hands.has_keys and look.key:
        parts.append(key_cap(look.key, color))
    if look.chosen:
        parts.append(icon("ok", 24, accent.ink))
    skin = Skin(
        fill=accent.full if look.primary else accent.soft if look.chosen else PAPER,
        edge=None if look.primary else accent.ink if look.chosen else LINE,
        edge_width=2 if look.chosen else 1,
        radius=RADIUS_SMALL,
        # With one line of text that is the room for a glove.
        padding=ft.Padding.symmetric(horizontal=SPACE_M, vertical=SPACE_M + 2),
    )
    suffix = f"-{part}" if (part := look.value if look.id is None else look.id) else ""
    name = ", ".join(t for t in (look.label, look.detail) if t)
    return pressable(
        f"choice-{look.action.value}{suffix}",
        name,
        row(parts, SPACE_S),
        lambda: hands.send(Tapped(look.action, look.value)),
        skin,
    )
