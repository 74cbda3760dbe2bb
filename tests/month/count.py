"""The independent count: what was done, by a list of its own, and what the training ERP has."""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from sync.core.envelope import Envelope
from sync.core.operations import ReceiveLine, Undo

Pieces = dict[tuple[int, int], Decimal]
"""How much lies there, by line and bin; nothing where there is no entry."""


@dataclass
class Told:
    """What was written down beside the device: the only thing the ERP is compared with."""

    lying: Pieces
    """Pieces by line and bin, those that lay there before too."""
    hashes: dict[str, str] = field(default_factory=dict)
    """Of each operation, in the order they were done."""
    written: dict[str, Envelope] = field(default_factory=dict)

    def add(self, envelope: Envelope) -> None:
        assert envelope.op_id not in self.hashes
        self.hashes[envelope.op_id] = envelope.hash
        self.written[envelope.op_id] = envelope
        match envelope.deed:
            case ReceiveLine(line=line, bin=bin):
                self.lying[line, bin] += 1
            case Undo(taken_back=ReceiveLine(line=line, bin=bin)):
                self.lying[line, bin] -= 1
            case other:
                raise AssertionError(other)


def compare(books: sqlite3.Connection, told: Told) -> list[str]:
    """Compare every operation and every piece with what was written down beside the device."""
    rows = books.execute("SELECT op_id, hash, outcome FROM operations ORDER BY epoch, seq")
    filed = [(op, sealed) for op, sealed, outcome in rows if outcome == "applied"]
    wanted = list(told.hashes.items())
    wrong = [f"not filed: {one}" for one in told.hashes.items() - dict(filed).items()]
    wrong += [f"nobody's: {one}" for one in dict(filed).items() - told.hashes.items()]
    if not wrong and filed != wanted:
        wrong.append("in another order")
    found = pieces(books)
    for key in found.keys() | told.lying.keys():
        if found[key] != told.lying[key]:
            wrong.append(f"line {key[0]}, bin {key[1]}: {found[key]} and not {told.lying[key]}")
    return wrong


def pieces(books: sqlite3.Connection) -> Pieces:
    """Read what lies where, by line and bin."""
    found: Pieces = defaultdict(Decimal)
    for line, entries in books.execute("SELECT id, entries FROM lines"):
        for _, _, bin, quantity, *_ in json.loads(entries or "[]"):
            found[line, bin] += Decimal(quantity)
    return found
