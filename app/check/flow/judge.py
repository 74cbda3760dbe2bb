"""The verdict: what is still to be asked for it, and the deed once nothing is."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Do, Refuse
from app.base.inspection import Inspection
from app.base.labels import label
from app.base.notice import Notice, Sound
from app.base.printing import LabelWanted
from app.base.session import Checks, Hand, Session
from app.base.wanted import hold_label
from app.base.wording import problem_text, text
from sync.core.check_slices import CheckRow, CheckSlice
from sync.core.operations import RecordCheck
from sync.core.problems import Problem
from sync.core.quality import OPEN, Disposition, Verdict
from sync.core.records import LocationKind
from sync.core.rules import Facts, TargetState, check


def with_inspection(session: Session, inspection: Inspection) -> Session:
    """Put what was said so far into the hand."""
    return replace(session, hand=replace(session.hand, inspection=inspection, typed=""))


def judge(
    session: Session, slice_: CheckSlice, inspection: Inspection, second: str = ""
) -> Decision:
    """Write the verdict, or ask for what it lacks."""
    row = slice_.row
    if row is None:
        return Refuse(session, text("check_over"))
    deed = deed_of(session, slice_, row, inspection, second)
    problem = check(deed, _facts(session, slice_, row, deed))
    match problem:
        case None:
            return _do(session, slice_, row, deed)
        case Problem.DISPOSITION_MISSING:
            return Ask(with_inspection(session, inspection), text("ask_disposition"))
        case Problem.SECOND_MISSING if not second:
            return Ask(with_inspection(session, inspection), text("ask_second"))
        case _:
            return Refuse(session, problem_text(problem, **_names(slice_, row)))


def deed_of(
    session: Session, slice_: CheckSlice, row: CheckRow, inspection: Inspection, second: str
) -> RecordCheck:
    """Make the deed of what was said of the goods."""
    assert inspection.verdict is not None
    bad = inspection.verdict is Verdict.FAILED and inspection.disposition is not Disposition.ACCEPT
    source, place = _way(slice_, row, inspection.verdict, bad=bad)
    return RecordCheck(
        document=row.document.id,
        line=row.due.line.id,
        product=row.product.id,
        lot=row.due.lot,
        quantity=row.due.quantity,
        unit=row.due.line.unit,
        verdict=inspection.verdict,
        disposition=inspection.disposition,
        inspector=inspection.inspector or session.user,
        second=second,
        rules=tuple(rule.id for rule in row.due.rules),
        answers=inspection.answers,
        source=source,
        place=place,
        note=inspection.note,
    )


def _way(
    slice_: CheckSlice, row: CheckRow, verdict: Verdict, *, bad: bool
) -> tuple[int | None, int | None]:
    """Where goods come from and go to by the verdict; nowhere, where nobody moves them."""
    hold, release = slice_.hold, slice_.release
    if hold is None or verdict in OPEN:
        return None, None
    if bad:
        return None, hold.id
    standing = row.due.standing
    held = hold.id in {one.id for one in slice_.lies_in}
    held = held or (standing is not None and (standing.blocks or standing.was_bad))
    if held and release is not None and release.kind is LocationKind.BIN:
        return hold.id, release.id
    return None, None


def _facts(session: Session, slice_: CheckSlice, row: CheckRow, deed: RecordCheck) -> Facts:
    places = {one.id: one for one in (slice_.hold, slice_.release) if one}
    return Facts(
        today=slice_.today,
        company=session.scope.company if session.scope else 0,
        document=row.document,
        line=row.due.line,
        product=row.product,
        unit=row.unit,
        bin=places.get(deed.place or 0),
        serials=frozenset(),
        received=row.due.quantity,
        target=TargetState.MISSING,
        rules=row.due.rules,
    )


def _do(session: Session, slice_: CheckSlice, row: CheckRow, deed: RecordCheck) -> Do:
    names = _names(slice_, row)
    # Who inspects goes on inspecting; what was said of these goods does not.
    inspector = session.hand.inspection.inspector
    hand = Hand(inspection=Inspection(inspector=inspector, last=deed))
    after = replace(session, place=Checks(), hand=hand)
    labels = _labels(slice_, row, deed)
    return Do(deed, after, _notice(deed, names), names=tuple(names.items()), labels=labels)


def _labels(slice_: CheckSlice, row: CheckRow, deed: RecordCheck) -> tuple[LabelWanted, ...]:
    """Bad goods get a label that keeps people off them, wherever they are carried."""
    if deed.verdict is not Verdict.FAILED or not deed.blocks:
        return ()
    why = deed.note or label(f"disposition_{deed.disposition}")
    who = " + ".join(name for name in (deed.inspector, deed.second) if name)
    return (hold_label(row.product, deed.lot, (why, row.document.name), who, slice_.today),)


def withdraw(session: Session, given: RecordCheck, names: tuple[tuple[str, str], ...] = ()) -> Do:
    """Take back a verdict that this inspector gave: the goods wait for a check again."""
    deed = replace(
        given, verdict=Verdict.WITHDRAWN, second="", answers=(), source=None, place=None, note=""
    )
    hand = Hand(inspection=Inspection(inspector=session.hand.inspection.inspector))
    after = replace(session, place=Checks(), hand=hand)
    notice = Notice(Sound.TAKEN_BACK, text("check_withdrawn"))
    return Do(deed, after, notice, names=names)


def standing_deed(session: Session, slice_: CheckSlice) -> RecordCheck | None:
    """The verdict that stands on these goods as a deed, where whoever inspects gave it."""
    row = slice_.row
    standing = row.due.standing if row else None
    inspector = session.hand.inspection.inspector or session.user
    if row is None or standing is None or standing.inspector != inspector:
        return None
    if standing.verdict in {Verdict.WITHDRAWN, Verdict.PAUSED}:
        return None
    said = Inspection(verdict=standing.verdict, disposition=standing.disposition)
    return deed_of(session, slice_, row, replace(said, inspector=inspector), "")


def _notice(deed: RecordCheck, names: dict[str, str]) -> Notice:
    if deed.verdict is Verdict.UNSURE:
        return Notice(Sound.COUNTED, text("check_left", **names))
    if not deed.blocks:
        return Notice(Sound.LINE_DONE, text("check_passed", **names))
    words = "check_failed" if deed.place else "check_failed_here"
    return Notice(Sound.QUESTION, text(words, **names), stays=True)


def _names(slice_: CheckSlice, row: CheckRow) -> dict[str, str]:
    return {
        "article": row.product.name,
        "lot": row.due.lot or "",
        "document": row.document.name,
        "bin": slice_.hold.label if slice_.hold else "",
        "unit": row.unit.name,
    }
