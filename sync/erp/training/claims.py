"""Who works on a document of the training warehouse: soft, by the server's own clock.

A claim keeps nobody's counted goods out. Its token only grows, so what an earlier holder says late
changes nothing.
"""

from collections.abc import Mapping
from typing import Any

from sync.erp.training.books import Books
from sync.wire.messages import CLAIM_SECONDS, Claim, ClaimRequest, ReleaseRequest

_TABLE = (
    "CREATE TABLE IF NOT EXISTS claims (document INTEGER PRIMARY KEY, device TEXT, person TEXT,"
    " token INTEGER, since INTEGER, until INTEGER)"
)
_NOW = "SELECT CAST(strftime('%s', 'now') AS INTEGER)"


def claim(books: Books, request: ClaimRequest) -> Claim:
    """Claim a document, or prolong one's claim; say who has it then."""
    with books.file.transaction():
        row, now = _held(books, request.document), books.file.value(_NOW)
        if row is None:
            return Claim(granted=False)
        mine = row["device"] == request.device
        if row["until"] > now and not mine and not request.take_over:
            return _said(row, now, granted=False)
        goes_on = mine and row["until"] > now
        new = {
            "device": request.device,
            "person": request.person,
            "token": row["token"] if goes_on else row["token"] + 1,
            "since": row["since"] if goes_on else now,
            "until": now + CLAIM_SECONDS,
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
