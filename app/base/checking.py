"""What is asked of an inspector now, and the ways to answer it: for the flow and for the view."""

from dataclasses import dataclass

from app.base.inspection import Step
from app.base.messages import Action, Tapped
from app.base.session import Session
from sync.core.check_rules import AskFor
from sync.core.check_slices import CheckSlice
from sync.core.checking import NO, YES, Round, open_rounds, rounds_of, verdict_of
from sync.core.quality import AskKind, Disposition, Verdict

NOTHING = AskFor("", AskKind.TEXT, "")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked now; a rule's question, where it is one, with its round."""

    kind: Step
    round: Round | None = None

    @property
    def ask(self) -> AskFor:
        """The question of the rule."""
        return self.round.ask if self.round else NOTHING


def step_of(session: Session, slice_: CheckSlice) -> Asked | None:
    """Name what is asked now; nothing where nothing waits any more."""
    row = slice_.row
    if row is None:
        return None
    inspection = session.hand.inspection
    if inspection.noting:
        return Asked(Step.NOTE)
    if inspection.verdict is Verdict.FAILED and inspection.disposition is None:
        return Asked(Step.DISPOSITION)
    if inspection.verdict is not None:
        return Asked(Step.SECOND)
    standing = row.due.standing
    if standing is not None and standing.blocks and standing.verdict is Verdict.FAILED:
        # It failed before: what can be decided is what becomes of it.
        return Asked(Step.DISPOSITION)
    left = open_rounds(rounds_of(row.due.rules, row.due.quantity), inspection.answers)
    return Asked(Step.ASK, left[0]) if left else Asked(Step.VERDICT)


def allowed(slice_: CheckSlice) -> tuple[Disposition, ...]:
    """What may become of bad goods: what each rule allows; without a rule, everything."""
    rules = slice_.row.due.rules if slice_.row else ()
    every = [set(rule.dispositions) for rule in rules]
    common = set.intersection(*every) if every else set(Disposition)
    standing = slice_.row.due.standing if slice_.row else None
    before = standing.disposition if standing else None
    return tuple(one for one in Disposition if one in common and one is not before)


def nth_choice(session: Session, slice_: CheckSlice, number: int) -> Tapped | None:
    """Name the tap that a numbered label stands for; None where there are not so many."""
    taps = choices(session, slice_)
    return taps[number - 1] if number <= len(taps) else None


def choices(session: Session, slice_: CheckSlice) -> tuple[Tapped, ...]:
    """The taps that answer what is asked now."""
    step = step_of(session, slice_)
    if step is None:
        return ()
    match step.kind:
        case Step.ASK if step.ask.kind is AskKind.YES_NO:
            return tuple(Tapped(Action.ANSWER, one) for one in (YES, NO))
        case Step.ASK if step.ask.kind is AskKind.PHOTO:
            return (Tapped(Action.TAKE_PICTURE),)
        case Step.ASK:
            return tuple(Tapped(Action.ANSWER, one.text) for one in step.ask.options)
        case Step.VERDICT:
            said = verdict_of(session.hand.inspection.answers)
            verdicts = (Action.PASS, Action.FAIL) if said is Verdict.PASSED else (Action.FAIL,)
            return tuple(Tapped(one) for one in (*verdicts, Action.UNSURE))
        case Step.DISPOSITION:
            return tuple(Tapped(Action.DISPOSE, str(one)) for one in allowed(slice_))
        case Step.SECOND | Step.NOTE:
            return ()
