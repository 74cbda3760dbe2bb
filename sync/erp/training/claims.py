"""Who works on a document of the training warehouse: soft, by the server's own clock.

A claim keeps nobody's counted goods out. Its token only grows, so what an earlier holder says late
changes nothing. It grows with the clock, so books that were put back to an older day do not give
one again that somebody still has.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sync.erp.training.books import Books
from sync.wire.messages import CLAIM_SECONDS, Claim, ClaimRequest, ReleaseRequest

_TABLE = (
    "CREATE TABLE IF NOT EXISTS claims (document INTEGER PRIMARY KEY, device TEXT, person TEXT,"
    " token INTEGER, since INTEGER, until INTEGER)"
)
_NOW = "SELECT CAST(strftime('%s', 'now') AS INTEGER)"


@dataclass(frozen=True, slots=True)
class Lease:
    """By which clock, in seconds, a claim runs, and for how long; the server's own if none."""

    now_s: Callable[[], int] | None = None
    seconds: int = CLAIM_SECONDS


OUR_OWN = Lease()


def claim(books: Books, request: ClaimRequest, lease: Lease = OUR_OWN) -> Claim:
    """Claim a document, or prolong one's claim; say who has it then."""
    with books.file.transaction():
        row = _held(books, request.document)
        if row is None:
            return Claim(granted=False)
        now = lease.now_s() if lease.now_s else books.file.value(_NOW)
        mine, is_alive = row["device"] == request.device, row["until"] > now
        if is_alive and not mine and not _takes(request, row["token"]):
            return _said(row, now, granted=False)
        goes_on = mine and is_alive
        new = {
            "device": request.device,
            "person": request.person,
            "token": row["token"] if goes_on else max(row["token"] + 1, now),
            "since": row["since"] if goes_on else now,
            "until": now + lease.seconds,
        }
        books.file.do(
            "UPDATE claims SET device = ?, person = ?, token = ?, since = ?, until = ?"
            " WHERE document = ?",
            (*new.values(), request.document),
        )
        return _said(new, now, granted=True)


def release(books: Books, request: ReleaseRequest) -> None:
    """Let go of a claim; an old token lets go of nothing."""
    with books.file.transaction():
        if _held(books, request.document):
            sql = "UPDATE claims SET until = 0 WHERE document = ? AND token = ?"
            books.file.do(sql, (request.document, request.token))


def _takes(request: ClaimRequest, token: int) -> bool:
    return request.take_over and request.seen in {0, token}


def _held(books: Books, document: int) -> Mapping[str, Any] | None:
    if not books.file.rows("SELECT id FROM documents WHERE id = ?", (document,)):
        return None
    books.file.do(_TABLE)
    books.file.do("INSERT OR IGNORE INTO claims VALUES (?, '', '', 0, 0, 0)", (document,))
    return books.file.rows("SELECT * FROM claims WHERE document = ?", (document,))[0]


def _said(row: Mapping[str, Any], now: int, *, granted: bool) -> Claim:
    return Claim(
        granted=granted,
        token=row["token"],
        device=row["device"],
        person=row["person"],
        since_s=now - row["since"],
        left_s=row["until"] - now,
    )
