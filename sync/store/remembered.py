"""What a mirror of any version remembers of the journal it was replayed with."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mirrored:
    """Whose journal it was, and the highest of its numbers that the mirror has seen."""

    device: str
    epoch: int
    seq: int


NOTHING = Mirrored("", 0, 0)


def how_far(mirror: sqlite3.Connection) -> tuple[int, str]:
    """Tell one state of a mirror from an older one."""
    known = remembered(mirror)
    return known.seq, f"{known.device}/{known.epoch}"


def remembered(mirror: sqlite3.Connection) -> Mirrored:
    """Read it, from what the very first version had already."""
    row = mirror.execute("SELECT device, epoch, max(replayed_seq, floor_seq) FROM state").fetchone()
    return Mirrored(*row) if row and row[0] else NOTHING
