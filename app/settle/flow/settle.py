"""One tap settles a story: a decision for each of its operations, all written before the tone."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Do, Refuse
from app.base.notice import Notice, Sound
from app.base.session import Amendment, Hand, Question
from app.base.session import Settle as Desk
from app.base.story import undone
from app.base.wording import text
from app.settle.flow.amend import amend, amend_moved, missing
from app.settle.flow.case import Case, names, refuse
from sync.core.operations import (
    Choice,
    Count,
    Deed,
    Filing,
    FinishReceipt,
    Move,
    MoveLine,
    ReceiveLine,
    Settle,
    Undo,
    effect_of,
)
from sync.core.policies import Amend
from sync.core.problems import Problem
from sync.core.slices import SettleRow


def settle(case: Case, choice: Choice) -> Decision:
    """Settle the story so; to file it, ask first what has to be put right."""
    if choice not in case.story.choices:
        return Refuse(case.session, text("label_without_use"))
    if choice is Choice.FILE:
        return file(case, case.session.hand.amended)
    return _do(case, tuple(_decided(row, choice, None) for row in case.story.rows))


def file(case: Case, amended: Amendment) -> Decision:
    """File the story with what was put right; ask for the next thing that is not."""
    story = case.story
    if story.first.amend is Amend.DOCUMENT and len(story.places) == 1:
        # There is one order only that wants it: the button has named it.
        amended = replace(amended, document=story.places[0].document.id)
    question = missing(story, amended)
    if question is not None:
        return _ask(case, question, amended)
    pairs, deeds = undone(story), list[Deed]()
    for row in story.rows:
        filing = None if row.envelope.op_id in pairs else _filing(row, amended)
        if isinstance(filing, Problem):
            return refuse(case, filing)
        if filing and row.problem is Problem.NUMBER_REUSED:
            # Another operation has its id, and a decision about it would be one about that: it is
            # done once more, under an id of its own.
            deeds.append(filing)
            filing = None
        deeds.append(_decided(row, Choice.FILE if filing else Choice.LET_GO, filing))
    return _do(case, tuple(deeds))


def _ask(case: Case, question: Question, amended: Amendment) -> Ask:
    hand = Hand(question=question, amended=amended)
    return Ask(replace(case.session, hand=hand, notice=None), text(f"ask_{question}"))


def _filing(row: SettleRow, amended: Amendment) -> Filing | Problem | None:
    filing = effect_of(row.envelope.deed)
    match filing:
        case ReceiveLine():
            return amend(row, filing, amended)
        case MoveLine() | Move():
            return amend_moved(row, filing, amended)
        case Count():
            return replace(filing, approved_by=amended.approved_by or filing.approved_by)
        case FinishReceipt() | Undo() if row.amend is Amend.DOCUMENT:
            return None  # on another order there is nothing of it to finish or to take back
        case _:
            return filing


def _decided(row: SettleRow, choice: Choice, filing: Filing | None) -> Settle:
    document = filing.document if filing else row.envelope.deed.document
    return Settle(row.envelope.op_id, document, choice, filing)


def _do(case: Case, deeds: tuple[Deed, ...]) -> Do:
    place = case.session.place
    assert isinstance(place, Desk)
    after = replace(case.session, place=replace(place, story=""), hand=Hand())
    notice = Notice(Sound.COUNTED)
    if case.waiting <= 1:
        notice = Notice(Sound.LINE_DONE, text("all_settled"))
    return Do(deeds[0], after, notice, names=tuple(names(case.story).items()), also=deeds[1:])
