"""Draws the set-up desk: which ERP, the way to it, which company and warehouse."""

import flet as ft

from app.base.messages import Action, Tapped
from app.ui.board import page_of
from app.ui.forms import FieldLook, Filled, GroupLook, PictureLook, ScannerLook
from app.ui.guards import guarded, safe_component
from app.ui.hands import Hands
from app.ui.looks import SetupLook, Tone
from app.ui.parts import Skin, box_edge, column, named, pressable, strong, surface, words
from app.ui.question import QuestionView, choice
from app.ui.rows import list_title
from app.ui.scale import sized
from app.ui.sheet import Sheet
from app.ui.theme import (
    INK,
    LINE,
    MUTED,
    PAPER,
    RADIUS_SMALL,
    SPACE_S,
    SPACE_XS,
    TONES,
    TYPE_BODY,
    TYPE_SMALL,
    TYPE_TITLE,
)


@safe_component
def SetupScreen(look: SetupLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the groups, the form with its one button, how the last try went, and what follows."""
    typed: ft.MutableRef[dict[str, str]] = ft.use_ref(dict)
    sheet: ft.MutableRef[Sheet] = ft.use_ref(Sheet)

    async def show_after() -> None:
        if look.after:
            await sheet.current.to_end()

    ft.use_effect(show_after, [tuple(group.name for group in look.after)])
    if look.question is not None:
        return page_of([QuestionView(look.question, hands)], hands)
    parts: list[ft.Control] = []
    if look.intro:
        intro = words(look.intro, TYPE_BODY, color=MUTED, lines=6)
        parts.append(named("intro", look.intro, intro))
    parts += [_picture(one) for one in look.pictures]
    if look.form:
        parts += [_scanner(one, hands) for one in look.scanners]
    parts += [_group(group, hands) for group in look.groups]
    parts += [_field(one, typed.current, look, hands) for one in look.fields]
    if look.submit:
        parts.append(_submit(look, typed.current, hands))
    parts += [_group(group, hands) for group in (*look.after, *look.tail)]
    if not look.form and look.scanners:
        drawn = [_scanner(one, hands) for one in look.scanners]
        parts.append(column([list_title(look.scanners_title), column(drawn, SPACE_S)], SPACE_XS))
    parts += [choice(one, hands) for one in look.more]
    if look.printers:
        shown = [_scanner(one, hands) for one in look.printers]
        parts.append(column([list_title(look.printers_title), column(shown, SPACE_S)], SPACE_XS))
    # What became of it stays in view, wherever the form was scrolled to.
    head = [_outcome(look)] if look.words else []
    return page_of(parts, hands, held=sheet.current, head=head)


def _picture(picture: PictureLook) -> ft.Control:
    # On white, and with the edge it has: a code is read by both.
    image = ft.Image(src=picture.data, width=280, height=280, fit=ft.BoxFit.CONTAIN)
    face = ft.Container(image, bgcolor=ft.Colors.WHITE, alignment=ft.Alignment.CENTER)
    return named(picture.name, picture.label, face)


def _group(group: GroupLook, hands: Hands) -> ft.Control:
    drawn = [choice(one, hands) for one in group.choices]
    return column([list_title(group.title), column(drawn, SPACE_S)], SPACE_XS)


def _scanner(scanner: ScannerLook, hands: Hands) -> ft.Control:
    tone = TONES[Tone.GOOD if scanner.good else Tone.STOP]
    lines: list[ft.Control] = [
        strong(scanner.title, TYPE_BODY + 1),
        words(scanner.state, TYPE_SMALL, color=tone.ink, lines=3),
    ]
    if scanner.raw:
        lines.append(words(scanner.raw, TYPE_BODY, lines=4))
    lines += [
        words(said, TYPE_SMALL, color=colour, lines=3)
        for said, colour in ((scanner.meaning, MUTED), (scanner.why, TONES[Tone.ASK].ink))
        if said
    ]
    told = (scanner.title, scanner.state, scanner.raw, scanner.meaning, scanner.why)
    skin, name = Skin(fill=PAPER, edge=LINE), ", ".join(filter(None, told))
    if scanner.edit:
        tap = Tapped(Action.CHOOSE, scanner.edit)
        press = lambda: hands.send(tap)  # noqa: E731
        return pressable(f"scanner-{scanner.name}", name, column(lines, 2), press, skin)
    return named(f"scanner-{scanner.name}", name, surface(column(lines, 2), skin))


def _field(field: FieldLook, typed: dict[str, str], look: SetupLook, hands: Hands) -> ft.Control:
    def change(event: ft.Event[ft.TextField]) -> None:
        typed[field.name] = event.control.value

    box = ft.TextField(
        value=typed.get(field.name, field.value),
        label=field.label,
        hint_text=field.hint or None,
        error=field.error or None,
        password=field.secret,
        can_reveal_password=field.secret,
        autocorrect=False,
        enable_suggestions=False,
        text_size=sized(18),
        label_style=ft.TextStyle(size=sized(TYPE_BODY)),
        hint_style=ft.TextStyle(size=sized(TYPE_BODY)),
        error_style=ft.TextStyle(size=sized(TYPE_SMALL)),
        filled=True,
        fill_color=PAPER,
        border=box_edge(),
        on_change=guarded(change),
        on_focus=guarded(lambda: hands.editing(field.name)),
        on_blur=guarded(lambda: hands.editing("")),
        on_submit=guarded(lambda: _hand_over(look, typed, hands)),
    )
    return ft.Semantics(
        identifier=f"field-{field.name}",
        label=field.label,
        content=ft.Container(box, padding=ft.Padding.only(top=SPACE_S)),
    )


def _hand_over(look: SetupLook, typed: dict[str, str], hands: Hands) -> None:
    hands.editing("")
    hands.fill(Filled(tuple((f.name, typed.get(f.name, f.value).strip()) for f in look.fields)))


def _submit(look: SetupLook, typed: dict[str, str], hands: Hands) -> ft.Control:
    accent = TONES[Tone.ACCENT]
    skin = Skin(
        fill=accent.full,
        edge=None,
        radius=RADIUS_SMALL,
        height=60,
        padding=0,
        align=ft.Alignment.CENTER,
    )
    face = strong(look.submit, TYPE_TITLE - 4, color=accent.on_full)
    press = None if look.busy else lambda: _hand_over(look, typed, hands)
    return pressable("action-submit", look.submit, face, press, skin)


def _outcome(look: SetupLook) -> ft.Control:
    colours = TONES[look.tone]
    color = INK if look.tone is Tone.PLAIN else colours.on_soft
    said = words(look.words, TYPE_BODY + 1, color=color, lines=6)
    face = named("outcome", look.words, surface(said, Skin(fill=colours.soft, edge=None)))
    assert isinstance(face, ft.Semantics)
    face.live_region = True
    return face
