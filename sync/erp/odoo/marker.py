"""The marker: one note in a document's chatter that says which operations are in it, and as whose.

It is written in the transaction of the effect, and every write deletes the one before it: a write
that stands on an old marker fails whole. So it is proof of what was done, a lock that no crash can
leave behind, and the audit trail a person in the office reads. What is done is known by the tag of
its operation, under whatever number it comes again; where a note is full of tags, they move to one
of their own in the same write, and that is kept for good.
"""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

MARKS = "<stockhand.%"
"""How Odoo finds the notes that a write replaces among all others."""
NOTES = "<stockhand%"
"""The same, and those that are kept, and those for the office."""
_KEPT = "<stockhand-kept."

TAGS_MAX = 300
"""So many tags a note holds that is written again and again."""
_TAG_LENGTH = 10

_HTML = re.compile(r"<[^>]*>")
_LANE = re.compile(r"([\w.~%-]+)/(\d+) (filed|closing) (\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*);")
_TAGS = re.compile(r"(done|undone) ([0-9a-f]+(?:,[0-9a-f]+)*);")

Seqs = frozenset[int]


@dataclass(frozen=True, slots=True)
class Lane:
    """One device in one epoch."""

    device: str
    epoch: int


@dataclass(frozen=True, slots=True)
class Marker:
    """What is in a document: numbers filed, and of finishes begun; tags of what is (un)done."""

    filed: Mapping[Lane, Seqs] = field(default_factory=dict)
    closing: Mapping[Lane, Seqs] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    undone: frozenset[str] = frozenset()

    def __or__(self, other: "Marker") -> "Marker":
        """Join two."""
        return Marker(
            _joined(self.filed, other.filed),
            _joined(self.closing, other.closing),
            self.done | other.done,
            self.undone | other.undone,
        )


_NOTHING = Marker()


def read_marker(body: str) -> Marker:
    """Read a note, as Odoo gives it back after washing its HTML."""
    text = html.unescape(_HTML.sub(" ", body))
    found: dict[str, dict[Lane, Seqs]] = {"filed": {}, "closing": {}}
    for device, epoch, kind, ranges in _LANE.findall(text):
        lane = Lane(device, int(epoch))
        found[kind][lane] = found[kind].get(lane, frozenset()) | _seqs(ranges)
    tags: dict[str, frozenset[str]] = {"done": frozenset(), "undone": frozenset()}
    tags |= {kind: frozenset(said.split(",")) for kind, said in _TAGS.findall(text)}
    return Marker(found["filed"], found["closing"], tags["done"], tags["undone"])


def is_replaced(message_id: str) -> bool:
    """Say whether a note is of those that the next write replaces."""
    return message_id.startswith(MARKS.rstrip("%"))


def is_kept(message_id: str) -> bool:
    """Say whether a note holds tags for good."""
    return message_id.startswith(_KEPT)


def tag(op_id: str) -> str:
    """Shorten an operation's id to what tells it apart within one document."""
    return op_id.replace("-", "")[-_TAG_LENGTH:].lower()


def lane(device: str, epoch: int) -> Lane:
    """Name a lane so that any device name survives in a text."""
    return Lane(quote(device, safe=""), epoch)


def marker_commands(
    document: int, old: Iterable[int], marker: Marker, kept: Marker = _NOTHING
) -> list[Any]:
    """Give the commands on `message_ids` that put this marker in place of the old ones.

    `kept` is what notes say that stay; what would be too much for one note is kept from now on.
    """
    rest = replace(marker, done=marker.done - kept.done, undone=marker.undone - kept.undone)
    commands: list[Any] = [[2, one, 0] for one in old]
    if len(rest.done) + len(rest.undone) > TAGS_MAX:
        commands.append(
            [0, 0, _note(f"{_KEPT}{document}@stockhand>", replace(rest, filed={}, closing={}))]
        )
        rest = replace(rest, done=frozenset(), undone=frozenset())
    return [*commands, [0, 0, _note(f"<stockhand.{document}@stockhand>", rest)]]


def _note(message_id: str, marker: Marker) -> dict[str, Any]:
    return {
        "model": "stock.picking",
        "message_type": "notification",
        "message_id": message_id,
        "body": write_marker(marker),
    }


def write_marker(marker: Marker) -> str:
    """Write the note: words for people first, then what only we read."""
    parts = [
        f"{one.device}/{one.epoch} {kind} {_ranges(seqs)};"
        for kind, lanes in (("filed", marker.filed), ("closing", marker.closing))
        for one, seqs in lanes.items()
        if seqs
    ]
    for kind, tags in (("done", marker.done), ("undone", marker.undone)):
        parts += [f"{kind} {','.join(sorted(tags))};"] if tags else []
    return html.escape(f"Scanned with Stockhand. {' '.join(parts)}")


def _joined(one: Mapping[Lane, Seqs], other: Mapping[Lane, Seqs]) -> dict[Lane, Seqs]:
    lanes = [*one, *(name for name in other if name not in one)]
    return {name: one.get(name, frozenset()) | other.get(name, frozenset()) for name in lanes}


def _seqs(ranges: str) -> Seqs:
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def _ranges(seqs: Seqs) -> str:
    runs: list[list[int]] = []
    for seq in sorted(seqs):
        if runs and seq == runs[-1][1] + 1:
            runs[-1][1] = seq
        else:
            runs.append([seq, seq])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
