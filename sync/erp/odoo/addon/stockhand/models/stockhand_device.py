"""Devices: who sends, how far each is, and when it was last heard of."""

from odoo import api, fields, models

SEEN_SECONDS = 30
"""So often at most it is written down that a device is still there."""

_KNOWN = ("head_seq", "unsent", "app_version")


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
    applied_seq = fields.Integer("Done up to", readonly=True)
    settled_seq = fields.Integer("Told up to", readonly=True)
    unsent = fields.Integer(readonly=True)

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
        """Write down that a device is there. It never waits for the device's own push."""
        cr = self.env.cr
        cr.execute(
            "INSERT INTO stockhand_device (name, epoch, head_seq, applied_seq, settled_seq, unsent,"
            " create_uid, create_date) VALUES (%s, %s, 0, 0, 0, 0, %s, now() AT TIME ZONE 'UTC')"
            " ON CONFLICT DO NOTHING",
            (name, epoch, self.env.uid),
        )
        cr.execute(
            "SELECT id, last_seen, head_seq, unsent, app_version, user_id FROM stockhand_device"
            f" WHERE name = %s AND epoch = %s FOR UPDATE {'' if held else 'SKIP LOCKED'}",
            (name, epoch),
        )
        row = cr.dictfetchone()
        if row and (held or self._is_news(row, about)):
            said = {key: about[key] for key in _KNOWN if key in about}
            seen = {"last_seen": fields.Datetime.now(), "user_id": self.env.uid}
            self.sudo().browse(row["id"]).write(said | seen)

    def _is_news(self, row, about):
        old = fields.Datetime.subtract(fields.Datetime.now(), seconds=SEEN_SECONDS)
        if not row["last_seen"] or row["last_seen"] < old or row["user_id"] != self.env.uid:
            return True
        return any(key in about and about[key] != row[key] for key in _KNOWN)

    def _advance(self, seq):
        """Move the watermark. `settled_seq` keeps what the feed may already claim to have told."""
        self.flush_recordset()
        self.env.cr.execute(
            "UPDATE stockhand_device SET applied_seq = %s, applied_xid = pg_current_xact_id(),"
            " settled_seq = CASE WHEN applied_xid < pg_snapshot_xmin(pg_current_snapshot())"
            " THEN applied_seq ELSE settled_seq END WHERE id = %s AND applied_seq < %s",
            (seq, self.id, seq),
        )
        self.invalidate_recordset(["applied_seq", "settled_seq"])
