"""Pictures of checks in the training warehouse: taken part by part, proven when they are whole."""

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from sync.core.evidence import PICTURE_BYTES_MAX
from sync.erp.training.books import Books
from sync.wire.messages import (
    EVIDENCE_PART_BYTES_MAX,
    EvidenceHeld,
    EvidencePart,
    Picture,
    PictureRequest,
)

_TABLE = (
    "CREATE TABLE IF NOT EXISTS evidence (digest TEXT PRIMARY KEY, media TEXT, op_id TEXT,"
    " device TEXT, data BLOB)"
)
_BEGUN = "CREATE TABLE IF NOT EXISTS evidence_begun (digest TEXT PRIMARY KEY, day TEXT)"
"""Pictures of which a part is here, and the day the last one came."""
HALF_DAYS = 30
"""So long a picture waits for its rest; its device has all of it, and begins again."""


def take_part(books: Books, part: EvidencePart, today: date) -> EvidenceHeld:
    """Add a part where it fits; one that does not is no trouble: the answer says where to go on."""
    with books.file.transaction():
        known = _known(books, part.ops)
        if known is None or not 0 < part.size <= PICTURE_BYTES_MAX:
            return EvidenceHeld(wanted=False)
        _forget_halves(books, today)
        books.file.do(
            "INSERT OR IGNORE INTO evidence VALUES (?, ?, ?, ?, x'')",
            (part.digest, part.media, known, part.device),
        )
        data: bytes = books.file.value("SELECT data FROM evidence WHERE digest = ?", (part.digest,))
        fits = part.offset == len(data) < part.size and len(part.data) <= EVIDENCE_PART_BYTES_MAX
        if fits and part.data:
            data = _whole_or_nothing(part, (data + part.data)[: part.size])
            books.file.do("UPDATE evidence SET data = ? WHERE digest = ?", (data, part.digest))
        _note(books, part, whole=len(data) == part.size, today=today)
    return EvidenceHeld(wanted=True, offset=len(data))


def _forget_halves(books: Books, today: date) -> None:
    do = books.file.do
    do(_TABLE)
    do(_BEGUN)
    old = "SELECT digest FROM evidence_begun WHERE day < ?"
    before = (today - timedelta(days=HALF_DAYS)).isoformat()
    do(f"DELETE FROM evidence WHERE digest IN ({old})", (before,))  # noqa: S608 -- our own words
    do("DELETE FROM evidence_begun WHERE day < ?", (before,))


def _note(books: Books, part: EvidencePart, *, whole: bool, today: date) -> None:
    if whole:
        books.file.do("DELETE FROM evidence_begun WHERE digest = ?", (part.digest,))
    elif part.data or not books.file.value(
        "SELECT 1 FROM evidence_begun WHERE digest = ?", (part.digest,)
    ):
        books.file.do(
            "INSERT OR REPLACE INTO evidence_begun VALUES (?, ?)",
            (part.digest, today.isoformat()),
        )


def _known(books: Books, ops: tuple[str, ...]) -> str | None:
    for op_id in ops:
        if books.file.value("SELECT 1 FROM operations WHERE op_id = ?", (op_id,)):
            return op_id
    return None


def _whole_or_nothing(part: EvidencePart, data: bytes) -> bytes:
    # Bytes that are not what they are called are sent again from the start.
    complete = len(data) == part.size
    return b"" if complete and sha256(data).hexdigest() != part.digest else data


def kept_picture(books: Books, digest: str) -> bytes:
    """Read a picture that is here, as far as it came."""
    with books.file.transaction():
        books.file.do(_TABLE)
        found = books.file.value("SELECT data FROM evidence WHERE digest = ?", (digest,))
    return found or b""


PICTURES = Path(__file__).parent / "pictures"


def hand_out(request: PictureRequest) -> Picture:
    """Hand out a picture that a rule shows; they come with the program."""
    every = (one.read_bytes() for one in PICTURES.glob("*.png"))
    return Picture(
        data=next((one for one in every if sha256(one).hexdigest() == request.digest), b"")
    )
