"""What a device did before this module was there, as its notes in documents' chatter say.

An operation whose answer was lost is sent again, perhaps only now: it must not be done twice. Taken
away, the module leaves such notes itself.
"""

import html
import re
from urllib.parse import quote

NOTES = "<stockhand%"
_TAG_LENGTH = 10

_HTML = re.compile(r"<[^>]*>")
_LANE = re.compile(r"([\w.~%-]+)/(\d+) (filed|closing) (\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*);")
_TAGS = re.compile(r"(done|undone) ([0-9a-f]+(?:,[0-9a-f]+)*);")


class Before:
    """What notes say of one device in one epoch."""

    def __init__(self, notes, device, epoch):
        self._numbers = {"filed": set(), "closing": set()}
        self._tags = {"done": set(), "undone": set()}
        for note in notes:
            text = html.unescape(_HTML.sub(" ", note))
            for name, number, kind, ranges in _LANE.findall(text):
                if (name, int(number)) == (quote(device, safe=""), epoch):
                    self._numbers[kind].update(_seqs(ranges))
            for kind, tags in _TAGS.findall(text):
                self._tags[kind].update(tags.split(","))

    def holds(self, op, is_done):
        """Say whether an operation is in its document, which `is_done` or still open."""
        if op.rest:
            return is_done and op.seq in self._numbers["closing"]
        # Under whatever number it comes: it may have been issued again since.
        return _tag(op.op_id) in self._tags["done"]

    def is_settled(self, op):
        """Say whether a person decided about one that was set aside: it has had its day."""
        return _tag(op.op_id) in self._tags["undone"]


def answer_what_is_in(new, past, env, lane):
    """Answer operations that were filed before there was a ledger; give back the others."""
    pickings = env["stock.picking"].browse({op.document for op in new if op.document}).exists()
    domain = [("model", "=", "stock.picking"), ("res_id", "in", pickings.ids)]
    found = env["mail.message"].search([*domain, ("message_id", "=like", NOTES)])
    if not found:
        return new
    notes = {picking.id: [] for picking in pickings}
    for note in found:
        notes[note.res_id].append(note.body)
    befores = {id: Before(texts, lane.name, lane.epoch) for id, texts in notes.items()}
    others = []
    for op in new:
        picking = pickings.filtered(lambda one, op=op: one.id == op.document)
        before = picking and befores[picking.id]
        if before and before.holds(op, picking.state == "done"):
            reference = picking.backorder_ids.sorted("id")[-1:] if op.rest else picking
            past.answer(op, "applied", "", reference or picking)
        elif before and before.is_settled(op):
            past.answer(op, "duplicate", "already_settled", picking)
        else:
            others.append(op)
    return others


def note_of(lanes, done, undone):
    """Write what is in a document as a device does; `lanes` are (name, epoch, word, numbers)."""
    parts = [
        f"{quote(name, safe='')}/{epoch} {word} {','.join(map(str, sorted(numbers)))};"
        for name, epoch, word, numbers in lanes
    ]
    for word, op_ids in (("done", done), ("undone", undone)):
        parts += [f"{word} {','.join(sorted(map(_tag, op_ids)))};"] if op_ids else []
    return html.escape(f"Scanned with Stockhand. {' '.join(parts)}")


def _tag(op_id):
    return op_id.replace("-", "")[-_TAG_LENGTH:].lower()


def _seqs(ranges):
    found = set()
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found
