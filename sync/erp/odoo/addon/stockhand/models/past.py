"""What the ledger knows of operations, and what is about to be written into it."""

import json
from datetime import UTC, timezone

from .papers import who_took_in

DONE = ("applied", "applied_changed")
NOBODY = {"changed_by": False, "changed_at": False}
BY_DOCUMENT = {
    "document_done", "document_cancelled", "line_missing", "unit_mismatch", "undo_target_missing",
}  # fmt: skip
BY_BIN = {"bin_closed", "bin_elsewhere"}
BY_PRODUCT = {
    "lot_missing", "lot_not_wanted", "serial_not_one", "expiry_missing", "expiry_not_wanted",
}  # fmt: skip


class Past:
    """The rows of a push's operations, and the answers found so far to those that are new."""

    def __init__(self, env, ops):
        self._ledger = env["stockhand.op"].sudo()
        ids = [one["op_id"] for one in ops]
        self._rows = {row.op_id: row for row in self._ledger.search([("op_id", "in", ids)])}
        self._answers, self._new, self.undone, self.settled = {}, {}, {}, {}

    def knows(self, op_id):
        """Say whether an operation has its answer already."""
        return op_id in self._rows

    def has(self, op_id):
        """Say whether this ledger ever heard of an operation."""
        return op_id in self._answers or bool(self._row(op_id))

    def is_its_number(self, raw):
        """Say whether a used number is this operation's, perhaps one that was issued again."""
        number = [(name, "=", raw[name]) for name in ("device", "epoch", "seq")]
        held = self._rows.get(raw["op_id"])
        if not held or any(held[name] != raw[name] for name in ("device", "epoch", "seq")):
            held = self._ledger.search(number)
        return held.hash == raw["hash"] if held else self.knows(raw["op_id"])

    def is_other(self, raw):
        """Say whether another operation has this one's id, as far as deeds are still kept."""
        deed = _deed(self._rows[raw["op_id"]])
        return deed is not None and deed != raw["deed"]

    def answer(self, op, outcome, problem, picking, detail=""):
        """Note what became of an operation."""
        reference = picking.name if picking else op.name
        if outcome == "duplicate" and picking:
            reference = picking.backorder_ids.sorted("id")[-1:].name or reference
        self._new[op.op_id] = op
        self._answers[op.op_id] = {
            "outcome": outcome,
            "problem": problem or False,
            "reference": reference or "",
            "detail": detail.replace("\0", ""),
            "picking_id": picking.id if picking else False,
            **(_last_change(op, problem, picking) if picking else NOBODY),
            **(who_took_in(picking.env, op.goods) if problem == "taken_in" else {}),
        }
        if op.target and outcome == "applied":
            self.undone[op.target] = op.op_id
        if op.settles and outcome in DONE:
            self.settled[op.settles] = op

    def is_undone(self, op_id):
        """Say whether an operation was taken back."""
        return op_id in self.undone or bool(self._row(op_id).undone_by)

    def is_new(self, op_id):
        """Say whether an operation was answered just now, and is in the ledger only after this."""
        return op_id in self._new

    def done_since(self, op_id):
        """What was done of late behind an operation and stands, and is not in the ledger yet."""
        ids = list(self._new)
        behind = ids[ids.index(op_id) + 1 :] if op_id in self._new else ids
        standing = (one for one in behind if one not in self.undone and not self._new[one].target)
        return [self._new[one] for one in standing if self._answers[one]["outcome"] in DONE]

    def deed(self, op_id):
        """What an operation did to its document, if it did anything."""
        if op_id in self._answers:
            done = self._answers[op_id]["outcome"] in DONE
            return self._new[op_id].effect if done else None
        row = self._row(op_id)
        deed = _deed(row) if row.outcome in DONE else None
        return deed["deed"] if deed and row.kind == "settle" else deed

    def settle_problem(self, op):
        """Say why what a person settles is not theirs to settle."""
        if not op.settles:
            return ""
        said = self._answers.get(op.settles) or self._row(op.settles)
        if not said:
            # A ledger made anew knows nothing of it, and the goods are there all the same.
            return "" if op.effect else "settle_target_missing"
        settled = op.settles in self.settled or self._row(op.settles).settled_by
        is_open = said["outcome"] == "exception" and not settled
        return "" if is_open else "already_settled"

    def row(self, op, lane):
        """Write the ledger's row of a new operation."""
        number = {"device": lane.name, "epoch": lane.epoch, "seq": op.seq}
        what = {"op_id": op.op_id, "hash": op.hash, "kind": op.kind, "deed": json.dumps(op.deed)}
        return {**number, **what, **self._answers[op.op_id]}

    def result(self, op_id, seq):
        """The answer to an operation, as a device reads it."""
        return answer_of(self._answers.get(op_id) or self._rows[op_id], op_id, seq)

    def _row(self, op_id):
        return self._rows.get(op_id) or self._ledger.search([("op_id", "=", op_id)])


def answer_of(said, op_id, seq):
    """Write an answer, a row of the ledger or one that is to be, as a device reads it."""
    names = ("outcome", "problem", "reference", "detail")
    answer = {"op_id": op_id, "seq": seq, **{name: said[name] or "" for name in names}}
    if said["changed_by"]:
        moment = said["changed_at"].replace(tzinfo=UTC)
        who = {"changed_by": said["changed_by"], "changed_ms": int(moment.timestamp() * 1000)}
        return answer | who
    return answer


def _last_change(op, problem, picking):
    """Who last changed the record that a problem is about: for the story that a person reads."""
    if problem in BY_DOCUMENT:
        record = picking
    elif op.goods and problem in BY_BIN:
        record = picking.env["stock.location"].browse(op.goods.bin).exists()
    elif op.goods and problem in BY_PRODUCT:
        record = picking.env["product.product"].browse(op.goods.product).exists()
    else:
        return NOBODY
    # What this user wrote last is most likely what was scanned here: that is no story.
    if not record.write_uid or record.write_uid == picking.env.user:
        return NOBODY
    return {"changed_by": record.write_uid.name, "changed_at": record.write_date}


def _deed(row):
    return json.loads(row.deed) if row.deed else None
