"""Devices: who sends, how far each is, when it was last heard of, and which of them are lost."""

import json

from odoo import api, fields, models
from odoo.exceptions import AccessError

from .lost import last_job

SEEN_SECONDS = 30
"""So often at most it is written down that a device is still there."""

SUPERVISOR = "stockhand.group_supervisor"

_KNOWN = ("head_seq", "head_hash", "unsent", "app_version")


class StockhandDevice(models.Model):
    _name = "stockhand.device"
    _description = "Device"
    _order = "last_seen desc, id desc"

    name = fields.Char("Device", required=True, readonly=True)
    epoch = fields.Integer(required=True, readonly=True, help="Grows when a device starts anew.")
    user_id = fields.Many2one("res.users", "Last user", readonly=True)
    last_seen = fields.Datetime(readonly=True)
    app_version = fields.Char(readonly=True)
    head_seq = fields.Integer("Newest number", readonly=True)
    head_hash = fields.Char("Hash of the newest", readonly=True)
    introduced = fields.Boolean(
        "Known here",
        default=True,
        readonly=True,
        help="It is known where this ledger begins with the device's numbers.",
    )
    began_seq = fields.Integer("Answered before", readonly=True)
    applied_seq = fields.Integer("Done up to", readonly=True)
    settled_seq = fields.Integer("Told up to", readonly=True)
    unsent = fields.Integer(readonly=True)
    unsent_at = fields.Char(
        readonly=True, help="Documents and bins of its newest unsent work, as it last said."
    )
    state = fields.Selection(
        [("active", "In use"), ("retired", "Retired")],
        default="active",
        required=True,
        readonly=True,
    )
    retired_id = fields.Many2one("res.users", "Retired by", readonly=True)
    retired_at = fields.Datetime(readonly=True)

    _lane_uniq = models.Constraint("UNIQUE(name, epoch)", "A device has one row an epoch.")

    def init(self):
        # The transaction that moved `applied_seq`; the ORM has no such type.
        self.env.cr.execute(
            "ALTER TABLE stockhand_device ADD COLUMN IF NOT EXISTS applied_xid xid8"
        )

    @api.model
    def _lane(self, name, epoch, about):
        """Give a device's row, held for this transaction, so that its requests take turns."""
        self._see(name, epoch, about, held=True)
        lane = self._known(name, epoch)
        lane.invalidate_recordset()
        return lane

    @api.model
    def _known(self, name, epoch):
        return self.sudo().search([("name", "=", name), ("epoch", "=", epoch)])

    @api.model
    def _see(self, name, epoch, about, *, held=False):
        """Write down that a device is there, and say whether it never was before.

        It never waits for the device's own push.
        """
        cr = self.env.cr
        self.flush_model()
        cr.execute(
            "INSERT INTO stockhand_device (name, epoch, introduced, began_seq, head_seq,"
            " applied_seq, settled_seq, unsent, state, create_uid, create_date)"
            " VALUES (%s, %s, false, 0, 0, 0, 0, 0, 'active', %s, now() AT TIME ZONE 'UTC')"
            " ON CONFLICT DO NOTHING",
            (name, epoch, self.env.uid),
        )
        is_new = bool(cr.rowcount)
        cr.execute(
            "SELECT id, last_seen, head_seq, head_hash, unsent, app_version, user_id"
            " FROM stockhand_device"
            f" WHERE name = %s AND epoch = %s FOR UPDATE {'' if held else 'SKIP LOCKED'}",
            (name, epoch),
        )
        row = cr.dictfetchone()
        if row and (held or self._is_news(row, about)):
            said = {key: about[key] for key in _KNOWN if key in about}
            if about.keys() >= {"documents", "bins"}:
                said["unsent_at"] = json.dumps({key: about[key] for key in ("documents", "bins")})
            if said.get("head_seq", 0) < row["head_seq"]:
                # A push tells of its last only, and an older request may come late.
                said = {key: said[key] for key in said if not key.startswith("head")}
            seen = {"last_seen": fields.Datetime.now(), "user_id": self.env.uid}
            self.sudo().browse(row["id"]).write(said | seen)
        return is_new

    def _is_news(self, row, about):
        old = fields.Datetime.subtract(fields.Datetime.now(), seconds=SEEN_SECONDS)
        if not row["last_seen"] or row["last_seen"] < old or row["user_id"] != self.env.uid:
            return True
        return any(key in about and about[key] != row[key] for key in _KNOWN)

    def _begun(self, asked, place, *, is_ours, is_new):
        """Say up to which number others answered the device before this ledger knew it.

        It is noted once it is sure: where the device has a `place` of this very ledger. That one
        such is `new` to it means that it was put back to an older day, and lacks whatever it
        answered since: everything, as nobody can say what of the rest it has.
        """
        answered = asked.get("answered") or 0
        if self.introduced or not is_ours:
            return self.began_seq if self.introduced else answered
        is_known = not is_new and place.epoch == self.epoch
        began = min(place.began, answered) if is_known else 0
        self.flush_recordset()
        self.env.cr.execute(
            "UPDATE stockhand_device SET introduced = true, began_seq = %s, applied_seq = %s,"
            " settled_seq = %s WHERE id = %s AND NOT introduced",
            (began, began, began, self.id),
        )
        self.invalidate_recordset()
        return began

    def _lacks_from(self, answered):
        """Say from which number on this ledger lacks what it answered; 0 where it lacks nothing."""
        lacks = self.introduced and self.applied_seq < answered
        return self.applied_seq + 1 if lacks else 0

    def _is_copied(self):
        """Say whether a newer epoch of the device is known: another one goes on as it, too."""
        newer = [("name", "=", self.name), ("epoch", ">", self.epoch)]
        return bool(self.sudo().search_count(newer, limit=1))

    def action_retire(self):
        """It is lost, or done with: its numbers end here, and what it never sent is looked into."""
        if not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only a supervisor may retire a device."))
        for lane in self.sudo().filtered(lambda one: one.state == "active"):
            lane._retire()

    def _retire(self):
        # Whatever it is sending at this moment comes first.
        self.env.cr.execute("SELECT id FROM stockhand_device WHERE id = %s FOR UPDATE", (self.id,))
        self.invalidate_recordset()
        job = last_job(self)
        now = fields.Datetime.now()
        self.write({"state": "retired", "retired_id": self.env.uid, "retired_at": now})
        self.env["stockhand.claim"].search([("device", "=", self.name)])._end()
        if self.head_seq > self.applied_seq:
            self.env["stockhand.exception"]._open_for_lost(self, job)

    def _is_fenced(self, past, ops):
        """Say whether an operation must come again under numbers of a new epoch."""
        return self.state == "retired" and not all(past.knows(one["op_id"]) for one in ops)

    def _is_back(self):
        """Tell whoever counts for a retired device that it sends again, under a new epoch."""
        older = [("name", "=", self.name), ("epoch", "<", self.epoch), ("state", "=", "retired")]
        lost = self.search(older)
        if lost:
            self.env["stockhand.exception"]._told_back(lost)

    def _advance(self, seq):
        """Move the watermark. `settled_seq` keeps what the feed may already claim to have told."""
        self.flush_recordset()
        self.env.cr.execute(
            "UPDATE stockhand_device SET introduced = true, applied_seq = %s,"
            " applied_xid = pg_current_xact_id(), settled_seq ="
            " CASE WHEN applied_xid < pg_snapshot_xmin(pg_current_snapshot())"
            " THEN applied_seq ELSE settled_seq END WHERE id = %s AND applied_seq < %s",
            (seq, self.id, seq),
        )
        self.invalidate_recordset(["introduced", "applied_seq", "settled_seq"])
