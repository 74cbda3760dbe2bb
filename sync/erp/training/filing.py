"""Files one operation: once, in order, by the rules; result and watermark in its transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sync.core.apply import apply
from sync.core.counting import is_note
from sync.core.envelope import Envelope, from_json, is_sealed, to_json
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import (
    Count,
    Deed,
    Filing,
    FinishReceipt,
    Goods,
    Move,
    MoveLine,
    ReceiveLine,
    RecordCheck,
    Settle,
    Undo,
    effect_of,
    goods_of,
)
from sync.core.policies import policy_of
from sync.core.problems import Problem
from sync.core.records import Work
from sync.core.rules import Facts, check
from sync.erp.training.books import Books
from sync.erp.training.facts import facts
from sync.erp.training.finishing import finish
from sync.erp.training.history import go_on
from sync.erp.training.linking import link_code
from sync.erp.training.moving import count, move, reserve
from sync.erp.training.noted import mark_undone, note, settle
from sync.erp.training.overtaken import overtake
from sync.erp.training.pack_types import keep_weights
from sync.erp.training.quality import carry_out
from sync.erp.training.returning import who_took_in
from sync.erp.training.steps import bring_on
from sync.erp.training.suspense import hold

ANSWERS_MAX = 2_000
"""Answers that were lost and come again with one page: more than are ever on their way at once."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An operation came before its predecessor: it waits on the device.

    Where nothing is `expected` yet, the books do not know the device, and it has to pull first.
    """

    expected: int


@dataclass(frozen=True, slots=True)
class Fenced:
    """Its number stands for another operation: the device was restored, or copied.

    Nothing is filed. The device gives its operations new numbers in a new epoch, so both are kept.
    Where its `past` is another's, what it was answered may have gone with days that were lost.
    """

    past: bool = False


def file_operation(books: Books, envelope: Envelope, today: date) -> Result | Gap | Fenced:
    """Give the operation its one effect and its one answer; a known one gets its answer again."""
    with books.file.transaction():
        last = watermark(books, envelope.device, envelope.epoch)
        if last is None and envelope.seq > 1:
            # Only a pull can say whether older books answered those before it, or these lost them.
            return Gap(0)
        last = last or 0
        if envelope.seq > last + 1:
            return Gap(last + 1)
        if envelope.seq == last + 1 and not _goes_on(books, envelope):
            return Fenced(past=True)
        known = _known(books, envelope)
        if envelope.seq <= last and not _is_its_number(books, envelope, known):
            return Fenced()
        if known:
            # The same operation under a new number: it was issued again in a new epoch.
            _move_mark(books, envelope, max(last, envelope.seq))
            return known
        before = books.revision()
        result = _do(books, envelope, today)
        if result.outcome is Outcome.EXCEPTION and result.problem:
            hold(books, envelope, result.problem)
        if books.revision() > before:
            # The same amounts by another's operations are another past.
            go_on(books.file, books.revision(), (envelope.hash,))
        _write_down(books, envelope, result)
        return _told(books, envelope.deed, result)


def watermark(books: Books, device: str, epoch: int) -> int | None:
    """The number of the device's last operation that was dealt with; None where none ever was."""
    sql = "SELECT seq FROM watermarks WHERE device = ? AND epoch = ?"
    return _number(books.file.value(sql, (device, epoch)))


def began_with(books: Books, device: str, epoch: int) -> int | None:
    """The number before the first of the device's operations that was dealt with."""
    sql = "SELECT began FROM watermarks WHERE device = ? AND epoch = ?"
    return _number(books.file.value(sql, (device, epoch)))


def _number(found: object) -> int | None:
    return found if isinstance(found, int) else None


def get_to_know(books: Books, device: str, epoch: int, began: int) -> None:
    """Note where these books begin with a device that they do not know."""
    with books.file.transaction():
        sql = "INSERT INTO watermarks VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        books.file.do(sql, (device, epoch, began, began))


def answers_after(books: Books, device: str, epoch: int, seq: int) -> tuple[Result, ...]:
    """What became of the device's operations after a number, oldest first, so many at a time."""
    rows = books.file.rows(
        "SELECT * FROM operations WHERE device = ? AND epoch = ? AND seq > ? ORDER BY seq LIMIT ?",
        (device, epoch, seq, ANSWERS_MAX),
    )
    return tuple(_answer(books, row, row["seq"]) for row in rows)


def _is_its_number(books: Books, envelope: Envelope, known: Result | None) -> bool:
    """Say whether this number was given to this operation, or to one that was issued again."""
    where = (envelope.device, envelope.epoch, envelope.seq)
    held = books.file.value(
        "SELECT hash FROM operations WHERE device = ? AND epoch = ? AND seq = ?", where
    )
    return held == envelope.hash if held else known is not None


def _goes_on(books: Books, envelope: Envelope) -> bool:
    """Say whether the operation before it is the one that was filed under that number."""
    where = (envelope.device, envelope.epoch, envelope.seq - 1)
    held = books.file.value(
        "SELECT hash FROM operations WHERE device = ? AND epoch = ? AND seq = ?", where
    )
    return not held or held == envelope.prev_hash


def _known(books: Books, envelope: Envelope) -> Result | None:
    rows = books.file.rows("SELECT * FROM operations WHERE op_id = ?", (envelope.op_id,))
    if not rows:
        return None
    row = rows[0]
    if from_json(row["envelope"]).deed != envelope.deed:
        return _parked(envelope, Problem.NUMBER_REUSED, "another operation has its id")
    return _answer(books, row, envelope.seq)


def _answer(books: Books, row: Mapping[str, Any], seq: int) -> Result:
    result = Result(
        op_id=row["op_id"],
        seq=seq,
        outcome=Outcome(row["outcome"]),
        problem=Problem(row["problem"]) if row["problem"] else None,
        reference=row["reference"],
        detail=row["detail"],
    )
    return _told(books, from_json(row["envelope"]).deed, result)


def _told(books: Books, deed: Deed, result: Result) -> Result:
    """Say beside what stands in the way of an operation who put it there, where that is known."""
    taker = who_took_in(books, deed) if result.problem is Problem.TAKEN_IN else None
    if taker is None:
        return result
    return replace(result, changed_by=taker[0].user, changed_ms=taker[1].wall_ms)


def _parked(envelope: Envelope, problem: Problem, detail: str) -> Result:
    return Result(envelope.op_id, envelope.seq, Outcome.EXCEPTION, problem, detail=detail)


def _do(books: Books, envelope: Envelope, today: date) -> Result:
    if envelope.kind not in books.kinds:
        return _parked(envelope, Problem.KIND_UNKNOWN, "these books do not know such operations")
    if not is_sealed(envelope):
        return _parked(envelope, Problem.ERP_REFUSED, "its content does not fit its hash")
    if is_note(envelope.deed):
        return note(books, envelope, today)
    work = books.work(envelope.deed.document)
    known = facts(books, envelope, work, today)
    name = work.document.name if work else envelope.seen.document_name
    problem = check(envelope.deed, known) or _line_gone(envelope.deed, known)
    later = policy_of(envelope.deed, problem).later if problem else Outcome.APPLIED
    if later is not Outcome.APPLIED:
        return Result(envelope.op_id, envelope.seq, later, problem, reference=name)
    effect = effect_of(envelope.deed)
    if effect is None:
        result = Result(envelope.op_id, envelope.seq, Outcome.APPLIED, reference=name)
    elif work is None:
        result = _move(books, envelope, effect)
    else:
        result = _apply(books, envelope, work, effect)
    done = result.outcome in {Outcome.APPLIED, Outcome.APPLIED_CHANGED}
    if isinstance(envelope.deed, Settle) and done:
        settle(books, envelope, envelope.deed)
    return result


def _line_gone(deed: Deed, known: Facts) -> Problem | None:
    # The rules need no line to take something back, but there must be one to take it from.
    match effect_of(deed):
        case Undo(taken_back=Move() | Count()):
            return None
        case Undo():
            return Problem.LINE_MISSING if known.line is None else None
        case _:
            return None


def _move(books: Books, envelope: Envelope, deed: Filing) -> Result:
    """Book what was moved or counted without a document, or bring it back."""
    goods = goods_of(deed)
    assert isinstance(goods, Move | Count)
    amount = goods.quantity
    if isinstance(deed, Undo):
        amount = -amount
        mark_undone(books, envelope, deed)
    if isinstance(goods, Count):
        count(books, envelope.who.company, goods, amount)
    else:
        move(books, envelope.who.company, goods, amount)
        bring_on(books, envelope.who.company, goods, amount)
    if isinstance(deed, Move):
        overtake(books, envelope.who.company, deed)
    return Result(envelope.op_id, envelope.seq, Outcome.APPLIED)


def _put(books: Books, before: Work, after: Work, goods: Goods) -> None:
    """Write down the one line that changed, and what is reserved for it."""
    were = {line.id: line for line in before.lines}
    changed = [line for line in after.lines if line is not were[line.id]]
    books.put_lines([after.document], changed)
    if isinstance(goods, MoveLine):
        for line in changed:
            reserve(books, before.document, were[line.id], line)


def _apply(books: Books, envelope: Envelope, work: Work, deed: Filing) -> Result:
    after = apply(work, deed)
    reference = work.document.name
    match deed:
        case ReceiveLine():
            _put(books, work, after, deed)
            link_code(books, deed)
        case MoveLine():
            _put(books, work, after, deed)
        case Move() | Count():
            raise AssertionError("what has no document is booked, not put down")
        case Undo(taken_back=goods):
            _put(books, work, after, goods)
            mark_undone(books, envelope, deed)
        case RecordCheck():
            books.put_works([after])
            if not carry_out(books, after, deed):
                # Somebody took them out meanwhile: the verdict stands, and what is there was moved.
                changed = Outcome.APPLIED_CHANGED
                return Result(envelope.op_id, envelope.seq, changed, reference=reference)
        case FinishReceipt(rest=rest):
            made = finish(books, work, after, rest)
            if isinstance(made, Problem):
                later = policy_of(envelope.deed, made).later
                return Result(envelope.op_id, envelope.seq, later, made, reference=reference)
            keep_weights(books.file, work, deed.packs)
            reference = made.name
    return Result(envelope.op_id, envelope.seq, Outcome.APPLIED, reference=reference)


def _write_down(books: Books, envelope: Envelope, result: Result) -> None:
    row = (envelope.op_id, envelope.device, envelope.epoch, envelope.seq, envelope.hash)
    answer = (result.outcome, result.problem, result.reference, result.detail, None, None)
    books.file.do(
        "INSERT INTO operations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, to_json(envelope), *answer),
    )
    _move_mark(books, envelope, envelope.seq)


def _move_mark(books: Books, envelope: Envelope, seq: int) -> None:
    books.file.do(
        "INSERT INTO watermarks VALUES (?, ?, ?, 0)"
        " ON CONFLICT (device, epoch) DO UPDATE SET seq = excluded.seq",
        (envelope.device, envelope.epoch, seq),
    )
