"""The books' past as one running mark a change: books put back to an older day get other ones."""

from collections.abc import Iterable
from hashlib import blake2b

from sync.erp.training.database import File

MARK_BYTES = 8


def go_on(file: File, revision: int, written: Iterable[object]) -> None:
    """Note what was written up to a revision, on top of all before; inside a transaction."""
    before = file.value("SELECT mark FROM history ORDER BY rev DESC LIMIT 1") or ""
    digest = blake2b(before.encode(), digest_size=MARK_BYTES)
    for one in written:
        digest.update(repr(one).encode())
    file.do("INSERT OR REPLACE INTO history VALUES (?, ?)", (revision, digest.hexdigest()))


def mark_at(file: File, revision: int) -> str:
    """The mark of the change that a revision belongs to: the same only where all before is."""
    sql = "SELECT mark FROM history WHERE rev >= ? ORDER BY rev LIMIT 1"
    return file.value(sql, (revision,)) or ""


def forget_before(file: File, revision: int) -> None:
    """Forget the marks of changes that no device may go on from any more."""
    file.do("DELETE FROM history WHERE rev < ?", (revision,))
