"""The state after a deed: one function for the scan, for the rebase and for the training server.

Total: a deed that no longer fits changes nothing here; `rebase` says so beside it.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from sync.core.judging import judged
from sync.core.operations import (
    Count,
    Deed,
    FinishReceipt,
    Goods,
    Move,
    MoveLine,
    ReceiveLine,
    RecordCheck,
    Settle,
    Undo,
    line_of,
    package_of,
    source_of,
)
from sync.core.planned import less, more
from sync.core.quantity import total
from sync.core.records import Document, DocumentState, Entry, Line, Work

_ON_LINE = (ReceiveLine, MoveLine)


def apply(work: Work, deed: Deed) -> Work:
    """Return the work after the deed. Only lines that are in `work` can change."""
    match deed:
        case ReceiveLine() | MoveLine():
            return _on_line(work, deed, deed.quantity)
        case Move() | Count():
            # No document knows of it: see where stock is overlaid.
            return work
        case Undo(taken_back=goods):
            return _on_line(work, goods, -goods.quantity)
        case FinishReceipt():
            return replace(work, document=_finished(work.document))
        case RecordCheck():
            return replace(
                work,
                lines=tuple(
                    judged(work.document, line, deed) if line.id == deed.line else line
                    for line in work.lines
                ),
            )
        case Settle(deed=inner):
            return apply(work, inner) if inner else work
        case _:
            assert_never(deed)


def apply_all(work: Work, deeds: Iterable[Deed]) -> Work:
    """Apply deeds in order; each is shown only its own line, so a long receipt is no slower."""
    document, lines = work.document, {line.id: line for line in work.lines}
    for deed in deeds:
        if isinstance(deed, _ON_LINE):
            # Nearly all are such, and ask for nothing but their line.
            known = lines.get(deed.line)
            if known is not None:
                lines[deed.line] = add_to_line(known, deed, deed.quantity)
            continue
        line = line_of(deed)
        own = lines.get(line) if line is not None else None
        after = apply(Work(document, (own,) if own else ()), deed)
        document = after.document
        lines.update((one.id, one) for one in after.lines)
    return Work(document, tuple(lines.values()))


def add_to_line(line: Line, deed: Goods, amount: Decimal) -> Line:
    """Return the line with `amount` more (or less) of what the deed names."""
    entries = _add_to_entries(line.entries, deed, amount)
    done = total(entry.quantity for entry in entries)
    planned = line.planned
    if isinstance(deed, MoveLine):
        short = line.demand - done - total(one.quantity for one in planned)
        planned = less(planned, deed) if amount > 0 else more(planned, deed, short)
    # Written out: `replace` takes as long as all the rest, and a page has hundreds of these.
    return Line(
        line.id, line.document, line.sequence, line.product, line.unit, line.demand, done, entries,
        planned, line.checks,
    )  # fmt: skip


def _on_line(work: Work, deed: Goods, amount: Decimal) -> Work:
    lines = tuple(
        add_to_line(line, deed, amount) if line.id == deed.line else line for line in work.lines
    )
    return Work(work.document, lines)


def _finished(document: Document) -> Document:
    if document.state is DocumentState.CANCELLED:
        return document
    return replace(document, state=DocumentState.DONE)


def _add_to_entries(entries: tuple[Entry, ...], deed: Goods, amount: Decimal) -> tuple[Entry, ...]:
    type_ = deed.pack_type if isinstance(deed, MoveLine) else None
    new = Entry(deed.lot, deed.expiry, deed.bin, amount, source_of(deed), package_of(deed), type_)
    key = new.key
    at = next((at for at, entry in enumerate(entries) if entry.key == key), len(entries))
    if at < len(entries):
        one = entries[at]
        more = one.quantity + amount
        # What the first said that a pack is, it is.
        said = (one.source, one.package, one.pack_type or type_)
        new = Entry(one.lot, one.expiry, one.bin, more, *said)
    return tuple(one for one in (*entries[:at], new, *entries[at + 1 :]) if one.quantity)
