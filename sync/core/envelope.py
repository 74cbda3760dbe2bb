"""Who did a deed, where, on which device, under which number: what is written before the beep."""

import json
from dataclasses import dataclass, replace
from hashlib import blake2b

from sync.core.codec import deed_from_json, deed_to_json
from sync.core.operations import Deed, Kind, kind_of

ENVELOPE_VERSION = 1
GENESIS = "0" * 32
"""The `prev_hash` of the first operation of an epoch."""
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Who:
    """The person and the scope a deed was done in."""

    user: str
    grant: str
    company: int
    warehouse: int


@dataclass(frozen=True, slots=True)
class When:
    """Three clocks, for display only: no decision uses them."""

    wall_ms: int
    monotonic_ms: int
    boot: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the person saw: the document's version and name, and how far the device had pulled."""

    document_version: str
    document_name: str
    cursor: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """One operation, immutable once written. `hash` chains it to the one before."""

    op_id: str
    device: str
    epoch: int
    seq: int
    prev_hash: str
    hash: str
    deed: Deed
    who: Who
    when: When
    seen: Seen
    raw_scan: str

    @property
    def kind(self) -> Kind:
        """The kind of the deed inside."""
        return kind_of(self.deed)


def sealed(envelope: Envelope) -> Envelope:
    """Return the envelope with the hash its content and its predecessor give it."""
    return replace(envelope, hash=_digest(envelope))


def sealed_text(envelope: Envelope) -> tuple[Envelope, str]:
    """As `sealed`, with the text of `to_json` beside it: what costs most is done once for both."""
    unsealed = _canonical(_content(envelope) | {"hash": ""})
    # No text inside can look like this: its quotes would be escaped.
    before, behind = unsealed.split(',"hash":"",')
    whole = replace(envelope, hash=_hash_of(f"{before},{behind}"))
    return whole, f'{before},"hash":"{whole.hash}",{behind}'


def is_sealed(envelope: Envelope) -> bool:
    """Say whether the hash fits the content."""
    return envelope.hash == _digest(envelope)


def is_intact(text: str) -> bool:
    """Say whether the hash in `to_json`'s text fits the rest, whichever app wrote it.

    Asked first: a flipped bit in a kind or a version is damage, and not a newer app.
    """
    try:
        data = json.loads(text)
    except ValueError:
        return False
    if not isinstance(data, dict):
        return False
    given = data.pop("hash", None)
    return isinstance(given, str) and given == _hashed(data)


def to_json(envelope: Envelope) -> str:
    """Write the one canonical text of an envelope, hash included."""
    return _canonical(_content(envelope) | {"hash": envelope.hash})


def from_json(text: str) -> Envelope:
    """Read `to_json`'s text; a version or kind this app does not know is a ValueError."""
    data = json.loads(text)
    if data["version"] > ENVELOPE_VERSION:
        raise ValueError(f"operation envelope version {data['version']} is newer than this app")
    return Envelope(
        op_id=data["op_id"],
        device=data["device"],
        epoch=data["epoch"],
        seq=data["seq"],
        prev_hash=data["prev_hash"],
        hash=data["hash"],
        deed=deed_from_json(data["kind"], data["deed"]),
        who=Who(**data["who"]),
        when=When(**data["when"]),
        seen=Seen(**data["seen"]),
        raw_scan=data["raw_scan"],
    )


def _digest(envelope: Envelope) -> str:
    return _hashed(_content(envelope))


def _hashed(content: dict[str, object]) -> str:
    return _hash_of(_canonical(content))


def _hash_of(text: str) -> str:
    # What no UTF-8 can hold cannot be what was written, but it must not stop who asks.
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _canonical(data: dict[str, object]) -> str:
    return _CANONICAL.encode(data)


def _content(envelope: Envelope) -> dict[str, object]:
    who, when, seen = envelope.who, envelope.when, envelope.seen
    return {
        "version": ENVELOPE_VERSION,
        "op_id": envelope.op_id,
        "device": envelope.device,
        "epoch": envelope.epoch,
        "seq": envelope.seq,
        "prev_hash": envelope.prev_hash,
        "kind": str(envelope.kind),
        "deed": deed_to_json(envelope.deed),
        "who": {
            "user": who.user,
            "grant": who.grant,
            "company": who.company,
            "warehouse": who.warehouse,
        },
        "when": {
            "wall_ms": when.wall_ms,
            "monotonic_ms": when.monotonic_ms,
            "boot": when.boot,
        },
        "seen": {
            "document_version": seen.document_version,
            "document_name": seen.document_name,
            "cursor": seen.cursor,
        },
        "raw_scan": envelope.raw_scan,
    }
