"""What one check shows: one question, the goods it is about, and what was answered so far."""

from dataclasses import replace

from app.base.amounts import plain
from app.base.inspection import resumed
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Session
from app.check.view.question import question
from app.ui.forms import PictureLook
from app.ui.look_of import held_look, notice_look, printer_words
from app.ui.looks import (
    ActionButton,
    Badge,
    BottomBar,
    CardLook,
    CheckLook,
    FactLook,
    RowLook,
    Tone,
    TopBar,
)
from sync.core.check_rules import AskFor, Rule
from sync.core.check_slices import CheckRow, CheckSlice
from sync.core.checking import open_rounds, rounds_of
from sync.core.evidence import read_names
from sync.core.quality import Answer, Verdict

NOTHING_TO_TAKE_BACK = frozenset({Verdict.WITHDRAWN, Verdict.PAUSED})


def view(slice_: CheckSlice, session: Session, badge: Badge) -> CheckLook:
    """Lay out one check."""
    row = slice_.row
    session = _going_on(session, slice_)
    if row is None:
        return CheckLook(
            top=TopBar(title=label("checks"), badge=badge, back=True),
            card=CardLook(kicker=label("check_over"), hint=label("check_over_hint")),
            notice=notice_look(session.notice),
        )
    answers = session.hand.inspection.answers
    return CheckLook(
        top=TopBar(
            title=row.document.name,
            badge=badge,
            subtitle=row.document.party,
            progress=_progress(row, answers),
            back=True,
        ),
        card=_card(slice_, row, session),
        rows=(*_note(session), *(_answered(row, one) for one in reversed(answers))),
        rows_title=label("answered") if answers or session.hand.inspection.note else "",
        shows=_shows(slice_, row.due.rules),
        evidence=_evidence(slice_, row, answers),
        banner=held_look(session.held),
        bar=_bar(row, session),
        question=question(slice_, row, session),
        notice=notice_look(session.notice),
    )


def _going_on(session: Session, slice_: CheckSlice) -> Session:
    inspection = resumed(session.hand.inspection, slice_.row.due if slice_.row else None)
    return replace(session, hand=replace(session.hand, inspection=inspection))


def _progress(row: CheckRow, answers: tuple[Answer, ...]) -> str:
    rounds = rounds_of(row.due.rules, row.due.quantity)
    done = len(rounds) - len(open_rounds(rounds, answers))
    return label("lines_of", done=done, lines=len(rounds)) if rounds else ""


def _card(slice_: CheckSlice, row: CheckRow, session: Session) -> CardLook:
    inspector = session.hand.inspection.inspector or session.user
    places = ", ".join(one.label for one in slice_.lies_in)
    facts = (
        FactLook("lot", label("lot"), row.due.lot or ""),
        FactLook("bin", label("check_lies"), places),
        FactLook("value", label("check_value"), plain(row.value) if row.value else ""),
        FactLook("behind", label("check_wanted"), plain(row.behind) if row.behind else ""),
        FactLook("inspector", label("inspector"), inspector),
    )
    return CardLook(
        kicker=" · ".join(rule.name for rule in row.due.rules if rule.name) or label("check_look"),
        hint=_instructions(row.due.rules),
        name=row.product.name,
        code=row.product.code,
        done=plain(row.due.quantity),
        unit=row.unit.name,
        facts=tuple(fact for fact in facts if fact.value),
        printer=printer_words(session),
    )


def _instructions(rules: tuple[Rule, ...]) -> str:
    return " ".join(rule.instructions for rule in rules if rule.instructions)


def _note(session: Session) -> tuple[RowLook, ...]:
    note = session.hand.inspection.note
    return (RowLook("note", note, label("note_short")),) if note else ()


def _shows(slice_: CheckSlice, rules: tuple[Rule, ...]) -> tuple[PictureLook, ...]:
    here = dict(slice_.pictures)
    return tuple(
        PictureLook(one.picture, one.instructions or one.name, here[one.picture])
        for one in rules
        if one.picture in here
    )


def _evidence(
    slice_: CheckSlice, row: CheckRow, answers: tuple[Answer, ...]
) -> tuple[PictureLook, ...]:
    here = dict(slice_.pictures)
    return tuple(
        PictureLook(one.digest, _title(row, answer), here.get(one.name, b""))
        for answer in answers
        for one in read_names(answer.value)
    )


def _title(row: CheckRow, answer: Answer) -> str:
    ask = _ask_of(row, answer)
    return ask.text if ask else label("picture_taken")


def _ask_of(row: CheckRow, answer: Answer) -> AskFor | None:
    asks = {(rule.id, ask.key): ask for rule in row.due.rules for ask in rule.asks}
    return asks.get((answer.rule, answer.ask))


def _value(answer: Answer) -> str:
    if answer.value in {"yes", "no"}:
        return label(f"answer_{answer.value}")
    return label("one_picture") if read_names(answer.value) else answer.value


def _answered(row: CheckRow, answer: Answer) -> RowLook:
    ask = _ask_of(row, answer)
    return RowLook(
        id=f"{answer.rule}-{answer.ask}-{answer.piece}",
        title=_title(row, answer),
        amount=_value(answer),
        unit=ask.unit if ask else "",
        state="" if answer.good else label("answer_bad"),
        tone=Tone.GOOD if answer.good else Tone.STOP,
    )


def _bar(row: CheckRow, session: Session) -> BottomBar:
    inspection, standing = session.hand.inspection, row.due.standing
    inspector = inspection.inspector or session.user
    given = standing is not None and standing.verdict not in NOTHING_TO_TAKE_BACK
    mine = standing is not None and standing.inspector == inspector
    if given and mine and inspection.is_untouched:
        first = ActionButton(Action.UNDO, label("undo_verdict_short"), key="F7", icon="undo")
    else:
        first = ActionButton(Action.UNSURE, label("unsure_short"), key="F7", icon="question")
    return BottomBar(
        (
            ActionButton(Action.NOTE, label("note_short"), key="F10", icon="keyboard"),
            ActionButton(Action.TAKE_PICTURE, label("picture_short"), key="F8", icon="camera"),
            first,
            ActionButton(Action.FAIL, label("fail_short"), key="F9", icon="drop"),
        )
    )
