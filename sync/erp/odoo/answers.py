"""What an answer of Odoo means, told by the name of the error and never by its text."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sync.erp.http import Answer, AnswerLost, Heard, Http, NotSent
from sync.wire.failures import Failure, FailureKind

DETAIL_LENGTH_MAX = 500
LARGE_BYTES = 64 * 1024
"""What is shorter is read in less than a millisecond."""
_DECODER = json.JSONDecoder(parse_float=Decimal)
_FIRST = re.compile(r"\[[ \t\n\r]*(\]?)")
_NEXT = re.compile(r"[ \t\n\r]*([,\]])[ \t\n\r]*")
RETRY_AFTER_DIGITS_MAX = 6

Json = Any
"""Whatever a server writes."""

ACCESS = "odoo.exceptions.AccessError"
MISSING = "odoo.exceptions.MissingError"
NOT_FOUND = "werkzeug.exceptions.NotFound"

_RULES = frozenset({"odoo.exceptions.UserError", "odoo.exceptions.ValidationError"})
# Nothing was changed, and not for anything in what was asked: the machine is full, or standing in
# for another. Taken for a refusal, one full disk would set every operation aside.
_LATER = frozenset(
    {
        "builtins.MemoryError",
        "odoo.exceptions.ConcurrencyError",
        "odoo.exceptions.LockError",
        "odoo.sql_db.PoolError",
        "psycopg2.pool.PoolError",
        "psycopg2.errors.SerializationFailure",
        "psycopg2.errors.LockNotAvailable",
        "psycopg2.errors.DeadlockDetected",
        "psycopg2.errors.DiskFull",
        "psycopg2.errors.OutOfMemory",
        "psycopg2.errors.QueryCanceled",
        "psycopg2.errors.ReadOnlySqlTransaction",
        "psycopg2.errors.TooManyConnections",
    }
)
# The database went away under Odoo, perhaps while it was writing down what we asked.
_DATABASE_AWAY = frozenset(
    {
        "psycopg2.InterfaceError",
        "psycopg2.OperationalError",
        "psycopg2.errors.AdminShutdown",
        "psycopg2.errors.CannotConnectNow",
        "psycopg2.errors.CrashShutdown",
    }
)
_STATUS_LATER = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Said:
    """A call went through: its result, and the server's clock."""

    value: Any
    date: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Odoo understood and said no; nothing was changed. `message` is for the support bundle."""

    name: str
    message: str

    @property
    def is_rule(self) -> bool:
        """It is a rule of the business, not a fault of the call."""
        return self.name in _RULES


def classify(heard: Heard) -> Said | Refusal | Failure:
    """Say which of the three it is."""
    match heard:
        case NotSent(detail):
            return Failure(FailureKind.UNREACHABLE, detail)
        case AnswerLost(detail):
            return Failure(FailureKind.ANSWER_LOST, detail)
        case Answer(status=200):
            return _result(heard)
        case Answer():
            return _error(heard)


async def understood(http: Http, heard: Heard) -> Said | Refusal | Failure:
    """Classify an answer; reading a large one must not stop everything else meanwhile."""
    if isinstance(heard, Answer) and len(heard.body) > LARGE_BYTES:
        return await http.aside(lambda: classify(heard))
    return classify(heard)


def read_json(body: bytes) -> Json:
    """Read JSON with amounts as decimals; None where it is none."""
    try:
        return _read_rows(body) if len(body) > LARGE_BYTES else _DECODER.decode(body.decode())
    except ValueError:
        return None


def _read_rows(body: bytes) -> Json:
    """Read a long list row by row: while one long text is read, no other thread would get on."""
    text = body.decode().strip()
    if not text.startswith("["):
        return _DECODER.decode(text)
    rows: list[Json] = []
    between = _FIRST.match(text)
    assert between is not None
    while between[1] != "]":
        row, at = _DECODER.raw_decode(text, between.end())
        rows.append(row)
        between = _NEXT.match(text, at)
        if between is None:
            raise ValueError("no list")
    if between.end() != len(text):
        raise ValueError("more than a list")
    return rows


def _result(answer: Answer) -> Said | Failure:
    if not _is_json(answer):
        return Failure(FailureKind.NOT_AN_ERP, f"200 {answer.content_type}")
    value = read_json(answer.body)
    if value is None and answer.body.strip() != b"null":
        # Cut short on the way by something that still closed the connection politely.
        return Failure(FailureKind.ANSWER_LOST, "200 with broken JSON")
    return Said(value, answer.date)


def _error(answer: Answer) -> Refusal | Failure:
    if answer.status in _STATUS_LATER:
        return Failure(FailureKind.BUSY, f"status {answer.status}", _retry_after_ms(answer))
    said = read_json(answer.body) if _is_json(answer) else None
    if not isinstance(said, dict) or "name" not in said:
        return _page(answer)
    # What else Odoo sends (`debug`) is a traceback; it ends here.
    name, message = str(said["name"]), str(said.get("message", ""))
    if answer.status == 401:
        return Failure(FailureKind.KEY_REFUSED, name)
    return refused(name, message, _retry_after_ms(answer))


def refused(name: str, message: str, retry_after_ms: int = 0) -> Refusal | Failure:
    """Say what an error of that name is."""
    if name in _LATER:
        return Failure(FailureKind.BUSY, name, retry_after_ms)
    if name in _DATABASE_AWAY:
        return Failure(FailureKind.ANSWER_LOST, name)
    return Refusal(name, message[:DETAIL_LENGTH_MAX])


def _page(answer: Answer) -> Failure:
    """Classify an answer for eyes: a web server, a proxy, or an Odoo without that database."""
    detail = f"{answer.status} {answer.content_type}"
    if answer.status == 404:
        return Failure(FailureKind.DATABASE_MISSING, detail)
    if answer.status >= 500:
        # Whether it was done before the error is not known; that the server spoke is.
        return Failure(FailureKind.ANSWER_UNREADABLE, detail)
    return Failure(FailureKind.NOT_AN_ERP, detail)


def _retry_after_ms(answer: Answer) -> int:
    """Read the seconds a server asks for; a moment on its clock is not worth the doubt."""
    seconds = answer.retry_after.strip()
    is_number = seconds.isascii() and seconds.isdigit() and len(seconds) <= RETRY_AFTER_DIGITS_MAX
    return int(seconds) * 1000 if is_number else 0


def _is_json(answer: Answer) -> bool:
    return answer.content_type.partition(";")[0].strip() == "application/json"
