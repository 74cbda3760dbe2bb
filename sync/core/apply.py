"""The state after a deed: one function for the scan, for the rebase and for the training server.

Total: a deed that no longer fits changes nothing here; `rebase` says so beside it.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from sync.core.operations import Deed, FinishReceipt, ReceiveLine, Settle, Undo
from sync.core.quantity import total
from sync.core.records import Document, DocumentState, Entry, Line, Work


def apply(work: Work, deed: Deed) -> Work:
    """Return the work after the deed. Only lines that are in `work` can change."""
    match deed:
        case ReceiveLine():
            return _on_line(work, deed, deed.quantity)
        case Undo():
            return _on_line(work, deed.taken_back, -deed.taken_back.quantity)
        case FinishReceipt():
            return replace(work, document=_finished(work.document))
        case Settle(deed=inner):
            return apply(work, inner) if inner else work
        case _:
            assert_never(deed)


def add_to_line(line: Line, deed: ReceiveLine, amount: Decimal) -> Line:
    """Return the line with `amount` more (or less) of what the deed names."""
    entries = _add_to_entries(line.entries, deed, amount)
    return replace(line, entries=entries, done=total(entry.quantity for entry in entries))


def _on_line(work: Work, deed: ReceiveLine, amount: Decimal) -> Work:
    lines = tuple(
        add_to_line(line, deed, amount) if line.id == deed.line else line for line in work.lines
    )
    return replace(work, lines=lines)


def _finished(document: Document) -> Document:
    if document.state is DocumentState.CANCELLED:
        return document
    return replace(document, state=DocumentState.DONE)


def _add_to_entries(
    entries: tuple[Entry, ...], deed: ReceiveLine, amount: Decimal
) -> tuple[Entry, ...]:
    wanted = _key(deed.lot, deed.expiry, deed.bin)
    grown: list[Entry] = []
    found = False
    for entry in entries:
        if not found and _key(entry.lot, entry.expiry, entry.bin) == wanted:
            found = True
            grown.append(replace(entry, quantity=entry.quantity + amount))
        else:
            grown.append(entry)
    if not found:
        grown.append(Entry(deed.lot, deed.expiry, deed.bin, amount))
    return tuple(entry for entry in grown if entry.quantity != 0)


def _key(lot: str | None, expiry: date | None, bin: int) -> tuple[str | None, date | None, int]:
    # The lot alone tells lots apart; its expiry follows it, and the ERP keeps one per lot.
    return (lot, None if lot else expiry, bin)
