"""Transfers of moves that no document asked for: how they are called, and found again.

Each is named as a device names it where this module is not installed, after the operation that the
goods first moved by; what is filed in its place takes the next number behind that name. So whoever
comes later, with the module or without, finds what was done and what was decided.
"""

import re

PREFIX = "SH/"
BACK = "/back"
DECIDED = "Stockhand, decided: "
"""How the origin of a transfer begins that stands for a decision, and moves nothing."""
CLOSED = ("done", "cancel")
_NUMBERED = re.compile(r"(.*?)(?:/(\d{1,4}))?")


class Ours:
    """What transfers there are of an operation and of what it is about."""

    def __init__(self, env, op, past):
        self._pickings, self._op = env["stock.picking"], op
        about = [one for one in (op.settles, op.target) if one]
        # What the ledger knows was filed by us: it is found by its name alone.
        strange = [one for one in about if not past.has(one)]
        self.rows = self._found([PREFIX + one for one in (op.op_id, *about)], strange)
        if self.root not in {PREFIX + one for one in (op.op_id, *about)}:
            self.rows |= self._found([self.root], ())

    def _found(self, names, ids):
        ways = [("name", "=like", f"{name}%") for name in names]
        ways += [("origin", "like", one) for one in ids]
        ours = [("company_id", "=", self._op.company), ("name", "=like", f"{PREFIX}%")]
        domain = [*ours, *["|"] * (len(ways) - 1), *ways]
        return self._pickings.search(domain, order="id")

    @property
    def root(self):
        """The name after which the transfers of what it settles, or its own, are called."""
        settled = self._op.settles
        if not settled:
            return PREFIX + self._op.op_id
        # It may stand in the place of one that stood in another's place already.
        before = (_base(row.name) for row in self.rows if settled in (row.origin or ""))
        return next((name for name in before if not name.endswith(BACK)), PREFIX + settled)

    @property
    def base(self):
        """What its transfer is called; one that brings goods back after what it takes back."""
        target = self._op.target
        return f"{PREFIX}{target}{BACK}" if target else self.root

    @property
    def name(self):
        """The next name: what was cancelled keeps its own."""
        taken = [_number(row.name) for row in self.rows if _base(row.name) == self.base]
        return f"{self.base}/{max(taken) + 1}" if taken else self.base

    @property
    def own(self):
        """The transfers that file it, or what it settles, or what it would do once more."""
        bases = {self.base, self.root, PREFIX + self._op.op_id}
        settled = self._op.settles
        return self.rows.filtered(
            lambda row: _base(row.name) in bases or bool(settled and settled in (row.origin or ""))
        )

    def is_mine(self, row):
        """Say whether a transfer was made by just this operation."""
        return self._op.op_id in (row.origin or "")

    def was_done(self, op_id):
        """Say whether an operation moved goods, and was not one that brought some back."""
        done = self.rows.filtered(lambda row: row.state == "done" and BACK not in row.name)
        return any(op_id in (row.origin or "") for row in done)

    def known(self):
        """Say what became of it before: an outcome, a problem, and the transfer that says so."""
        own = self.own
        done = own.filtered(lambda row: row.state == "done")
        mine = done.filtered(self.is_mine)[:1]
        if mine:
            return "applied", "", mine
        if done:
            return None, "already_undone" if self._op.target else "already_settled", done[:1]
        decided = own.filtered(is_decided)
        if decided:
            mine = decided.filtered(self.is_mine)[:1]
            return ("applied", "", mine) if mine else (None, "already_settled", decided[:1])
        gone = own.filtered(lambda row: row.state == "cancel")
        if self._op.target or self._op.settles:
            gone = gone.filtered(self.is_mine)
        # Odoo refused it before, or somebody did not want it.
        return ("exception", "erp_refused", gone[:1]) if gone else None

    def left(self):
        """Transfers that were begun, and are neither done nor cancelled: its own, and others'."""
        live = self.own.filtered(lambda row: row.state not in CLOSED)
        mine = live.filtered(lambda row: self.is_mine(row) and not is_decided(row))[:1]
        return mine, live - mine


def is_decided(row):
    """Say whether a transfer only stands for a decision."""
    return (row.origin or "").startswith(DECIDED)


def remember(building, op_id, decision):
    """Leave a cancelled transfer in the place of one that shall never be filed."""
    origin = f"{DECIDED}{decision.create_uid.name} ({decision.op_id})"
    vals = {"name": PREFIX + op_id, "origin": origin, "picking_type_id": building.int_type_id.id}
    building.env["stock.picking"].create(vals).action_cancel()


def _base(name):
    return _NUMBERED.fullmatch(name)[1]


def _number(name):
    return int(_NUMBERED.fullmatch(name)[2] or 1)
