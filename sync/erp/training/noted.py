"""What is only noted, as what was counted so far: it is kept, or taken back, and moves nothing."""

from datetime import date

from sync.core.counting import asked_of, refill_of
from sync.core.envelope import Envelope
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import Choice, Deed, Settle, Undo, effect_of
from sync.core.policies import policy_of
from sync.core.problems import Problem
from sync.core.rules import Parked
from sync.erp.training.books import Books
from sync.erp.training.facts import parked_state
from sync.erp.training.moving import have_counted
from sync.erp.training.refilling import refill, unasked_for
from sync.erp.training.suspense import release


def note(books: Books, envelope: Envelope, today: date) -> Result:
    """Keep it, and that is all; or have somebody count what it asks for."""
    deed = envelope.deed
    problem = _done_before(books, deed)
    if problem:
        later = policy_of(deed, problem).later
        return Result(envelope.op_id, envelope.seq, later, problem)
    asked = asked_of(deed)
    if asked is not None:
        have_counted(books, envelope.who.company, asked, today)
    low = refill_of(deed)
    made = refill(books, envelope.op_id, low, today) if low else ""
    effect = effect_of(deed)
    if isinstance(effect, Undo):
        unasked_for(books, effect.target)
        mark_undone(books, envelope, effect)
    if isinstance(deed, Settle):
        settle(books, envelope, deed)
    return Result(envelope.op_id, envelope.seq, Outcome.APPLIED, reference=made)


def _done_before(books: Books, deed: Deed) -> Problem | None:
    """Say whether somebody decided already, or took it back; what is gone may be taken back."""
    if parked_state(books, deed) is Parked.SETTLED:
        return Problem.ALREADY_SETTLED
    effect = effect_of(deed)
    if not isinstance(effect, Undo):
        return None
    # The device and a copy of it may both have it, and each takes it back by an undo of its own.
    sql = "SELECT undone_by FROM operations WHERE op_id = ?"
    return Problem.ALREADY_UNDONE if books.file.value(sql, (effect.target,)) else None


def mark_undone(books: Books, envelope: Envelope, deed: Undo) -> None:
    """Write down who took an operation back."""
    sql = "UPDATE operations SET undone_by = ? WHERE op_id = ?"
    books.file.do(sql, (envelope.op_id, deed.target))


def settle(books: Books, envelope: Envelope, deed: Settle) -> None:
    """Write down who decided about an operation, and give its goods free where they are its own."""
    sql = "UPDATE operations SET settled_by = ? WHERE op_id = ?"
    books.file.do(sql, (envelope.op_id, deed.target))
    if deed.choice is not Choice.OFFICE:
        release(books, envelope)
