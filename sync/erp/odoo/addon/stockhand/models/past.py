"""What the ledger knows of operations, and what is about to be written into it."""

import json


class Past:
    """The rows of a push's operations, and the answers found so far to those that are new."""

    def __init__(self, env, op_ids):
        self._ledger = env["stockhand.op"].sudo()
        self._rows = {row.op_id: row for row in self._ledger.search([("op_id", "in", op_ids)])}
        self._answers, self._new, self.undone = {}, {}, {}

    def knows(self, op_id):
        """Say whether an operation has its answer already."""
        return op_id in self._rows

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
        }
        if op.target and outcome == "applied":
            self.undone[op.target] = op.op_id

    def is_undone(self, op_id):
        """Say whether an operation was taken back."""
        return op_id in self.undone or bool(self._row(op_id).undone_by)

    def deed(self, op_id):
        """The deed of an operation that is in the documents."""
        if op_id in self._answers:
            done = self._answers[op_id]["outcome"] == "applied"
            return self._new[op_id].deed if done else None
        row = self._row(op_id)
        return _deed(row) if row.outcome == "applied" else None

    def row(self, op, lane):
        """Write the ledger's row of a new operation."""
        number = {"device": lane.name, "epoch": lane.epoch, "seq": op.seq}
        what = {"op_id": op.op_id, "hash": op.hash, "kind": op.kind, "deed": json.dumps(op.deed)}
        return {**number, **what, **self._answers[op.op_id]}

    def result(self, op_id, seq):
        """The answer to an operation, as a device reads it."""
        said = self._answers.get(op_id) or self._rows[op_id]
        names = ("outcome", "problem", "reference", "detail")
        return {"op_id": op_id, "seq": seq, **{name: said[name] or "" for name in names}}

    def _row(self, op_id):
        return self._rows.get(op_id) or self._ledger.search([("op_id", "=", op_id)])


def _deed(row):
    return json.loads(row.deed) if row.deed else None
