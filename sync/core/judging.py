"""May this verdict be given now, and what a line is after it."""

from dataclasses import replace
from decimal import Decimal

from sync.core.check_rules import Rule
from sync.core.checking import (
    is_covered,
    needs_second,
    open_rounds,
    rounds_of,
    standing_of,
    there,
)
from sync.core.facts import Facts
from sync.core.operations import RecordCheck
from sync.core.problems import Problem
from sync.core.quality import ANSWERS_KEPT_MAX, OPEN, Checked, Disposition, Verdict
from sync.core.quantity import check_amount
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentState,
    Entry,
    Line,
    Location,
    LocationKind,
)


def check_judged(deed: RecordCheck, facts: Facts) -> Problem | None:
    """Name the first thing that speaks against a verdict, or nothing."""
    # Unlike all else it may come when the receipt is closed: most goods are looked at after that.
    document, line = facts.document, facts.line
    if document is None:
        return Problem.DOCUMENT_MISSING
    if document.company != facts.company:
        return Problem.COMPANY_MISMATCH
    if document.state is DocumentState.CANCELLED:
        return Problem.DOCUMENT_CANCELLED
    if line is None or facts.product is None or facts.unit is None:
        return Problem.LINE_MISSING
    if line.product != deed.product:
        return Problem.PRODUCT_NOT_ON_DOCUMENT
    if line.unit != deed.unit:
        return Problem.UNIT_MISMATCH
    return (
        check_amount(deed.quantity, facts.unit)
        or check_verdict(deed, line, facts.rules)
        or check_place(deed, facts.bin, document)
        # Last, because it is filed all the same.
        or check_answers(deed, facts.rules)
    )


def check_verdict(deed: RecordCheck, line: Line, rules: tuple[Rule, ...]) -> Problem | None:
    """Say what speaks against a verdict; `rules` are those it was asked by, as they are now."""
    if there(line, deed.lot) <= 0:
        return Problem.CHECK_NOTHING_THERE
    standing = standing_of(line, deed.lot)
    return (
        _said_before(deed, standing, there(line, deed.lot))
        or _disposition(deed)
        or _second(deed, standing, rules)
    )


def check_answers(deed: RecordCheck, rules: tuple[Rule, ...]) -> Problem | None:
    """Say whether something was not answered; who is unsure need not answer all."""
    if deed.verdict in OPEN:
        return None
    if deed.verdict is Verdict.FAILED:
        # One bad piece is enough: nobody opens the other boxes for it.
        return None
    rounds = rounds_of(rules, deed.quantity)
    return Problem.CHECK_UNANSWERED if open_rounds(rounds, deed.answers) else None


def check_place(deed: RecordCheck, place: Location | None, document: Document) -> Problem | None:
    """Say why goods may not go where the verdict sends them."""
    bad = deed.verdict is Verdict.FAILED and deed.disposition is not Disposition.ACCEPT
    if deed.place is None:
        return None
    if place is None:
        return Problem.BIN_MISSING
    if place.company not in {None, document.company}:
        return Problem.COMPANY_MISMATCH
    wanted = LocationKind.HOLD if bad else LocationKind.BIN
    if place.warehouse != document.warehouse or place.kind is not wanted:
        return Problem.BIN_ELSEWHERE
    return None if place.active else Problem.BIN_CLOSED


def judged(document: Document, line: Line, deed: RecordCheck) -> Line:
    """Return the line after a verdict; what is not in stock yet goes where the verdict says."""
    known = Checked(
        *(deed.lot, deed.quantity, deed.verdict, deed.disposition, deed.inspector, deed.second),
        deed.answers[:ANSWERS_KEPT_MAX] if deed.verdict is Verdict.PAUSED else (),
    )
    others = tuple(one for one in line.checks if one.lot != deed.lot)
    checks = tuple(sorted((*others, known), key=lambda one: one.lot or ""))
    entries = line.entries
    if deed.place is not None and document.state in OPEN_STATES:
        entries = _moved(entries, deed)
    return replace(line, checks=checks, entries=entries)


def _moved(entries: tuple[Entry, ...], deed: RecordCheck) -> tuple[Entry, ...]:
    assert deed.place is not None
    found: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        goes = entry.lot == deed.lot and deed.source in {None, entry.bin}
        put = replace(entry, bin=deed.place) if goes else entry
        before = found[put.key].quantity if put.key in found else Decimal(0)
        found[put.key] = replace(found.get(put.key, put), quantity=before + put.quantity)
    return tuple(one for one in found.values() if one.quantity != 0)


def _said_before(deed: RecordCheck, standing: Checked | None, quantity: Decimal) -> Problem | None:
    if deed.verdict is Verdict.WITHDRAWN:
        # Where somebody else judged meanwhile, nothing of it is left to be taken back.
        stands = standing is not None and standing.verdict is not Verdict.WITHDRAWN
        mine = standing is not None and standing.inspector == deed.inspector
        return None if stands and mine else Problem.CHECK_TWICE
    if standing is None or not is_covered(standing, quantity):
        # Who was unsure wants another pair of eyes: nothing half said may take its place.
        paused = deed.verdict is Verdict.PAUSED and standing is not None and standing.blocks
        return Problem.CHECK_TWICE if paused else None
    if deed.verdict is Verdict.PAUSED:
        return Problem.CHECK_TWICE
    if (deed.verdict, deed.disposition) == (standing.verdict, standing.disposition):
        return Problem.CHECK_TWICE
    if deed.verdict is Verdict.FAILED:
        # Bad after good is a fact that blocks; and a deviation that was approved lets go.
        return None
    return Problem.CHECK_FAILED_BEFORE if standing.blocks else Problem.CHECK_TWICE


def _disposition(deed: RecordCheck) -> Problem | None:
    missing = deed.verdict is Verdict.FAILED and deed.disposition is None
    return Problem.DISPOSITION_MISSING if missing else None


def _second(deed: RecordCheck, standing: Checked | None, rules: tuple[Rule, ...]) -> Problem | None:
    if deed.verdict in OPEN:
        return None
    people = {deed.inspector, deed.second} - {""}
    doubted = standing is not None and (standing.verdict is Verdict.UNSURE or standing.was_bad)
    if standing is not None and doubted:
        # Who was unsure, or took a bad verdict back, is the first of the two.
        people |= {standing.inspector}
    wanted = needs_second(rules, deed.disposition) or doubted
    return Problem.SECOND_MISSING if wanted and len(people) < 2 else None
