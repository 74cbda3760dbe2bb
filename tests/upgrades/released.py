"""The files that earlier releases left, as they were: never made again, and never changed."""

import gzip
import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RELEASED = Path(__file__).parent / "released"
OPERATIONS = ROOT / "tests" / "core" / "fixtures" / "operations.jsonl"
"""One operation a line, of every kind and shape that any release has written."""

KNOWN = {
    # Operations: how many there were, and the digest of all of them up to there. Lines are added
    # with a new entry; an entry is never changed.
    4: "4c54f7258d65161b98d84b6da3639520",
    8: "90ee1c818ebb21488a3f48b997112f68",
    13: "4936a169a86f2f366553ed4783bd7d7b",
    17: "f4048c456f0716ba2a4ae78efc27db75",
    18: "109407608e9d41cac66456af051e7f43",
    19: "ff3751069c4c1896fa1c0005598dc06d",
    22: "0835efa868d8b09f6d113030c3ce07e8",
    23: "51ec0ee52117876a325674968190ac21",
    24: "79052dafb3a914fd5bded9bb3296e54d",
    26: "82c455ffca31f87f029e2e9587e199a5",
    27: "3adeaa73b8930b36021370fd8182fe24",
    30: "9a29aa2b9f8f88d694de708ef1e06c60",
    31: "fb83c199c4ef38912f6cf0e936d3f8d5",
    32: "c5c8d4a95b31a6aef9ac5f28a01a5f71",
}
FILES = {
    "0.1.0/journal.db.gz": "eb14afe6438b970de435a64efd03ca62",
    "0.1.0/training.db.gz": "b294b9b38929eadb3ba57a2b25acd112",
}
"""Every file below `released`, with its digest."""


def digest(data: bytes) -> str:
    """What a file is told by."""
    return hashlib.sha256(data).hexdigest()[:32]


def unpack(name: str, target: Path) -> None:
    """Put a file of a release where an app finds it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.decompress((RELEASED / name).read_bytes()))
