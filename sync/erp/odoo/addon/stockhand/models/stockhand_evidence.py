"""Pictures that verdicts rest on: taken in parts, proven whole, and shown on their checks.

A device asks how far a picture is, and goes on there; so what was cut off is never sent again, and
the same picture of two checks is sent once.
"""

import base64
import binascii
import hashlib

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from psycopg2 import IntegrityError

from .pictured import digests_in
from .stockhand_op import check_device

BYTES_MAX = 600_000
PART_BYTES_MAX = 64 * 1024
HALF_DAYS = 30
"""So long a picture waits for its rest; its device has all of it, and begins again."""
FORGOTTEN_AT_ONCE_MAX = 1_000
MEDIA = {"jpg": "image/jpeg", "png": "image/png"}


class StockhandEvidence(models.Model):
    _name = "stockhand.evidence"
    _description = "Picture of a check"
    _order = "id desc"
    _rec_name = "digest"

    digest = fields.Char(required=True, readonly=True)
    media = fields.Char(required=True, readonly=True)
    op_id = fields.Char("Operation", readonly=True)
    device = fields.Char(readonly=True)
    size = fields.Integer(readonly=True)
    came = fields.Integer("Bytes so far", readonly=True)
    part = fields.Binary(attachment=False, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", readonly=True)

    _digest_uniq = models.Constraint("UNIQUE(digest)", "A picture is kept once.")

    @property
    def _is_whole(self):
        return bool(self) and self.came == self.size

    # ------------------------------------------------------------------ what devices ask

    @api.model
    def take(self, about, data=""):
        """Add a part where the picture ends so far, and say where that is now."""
        check_device(self.env)
        digest, media, size = str(about["digest"]), about["media"], int(about["size"])
        op = self.env["stockhand.op"].sudo().search([("op_id", "in", about["ops"])], limit=1)
        ours = not op.company_id or op.company_id in self.env.user.company_ids
        if not op or not ours or media not in MEDIA or not 0 < size <= BYTES_MAX:
            return {"wanted": False, "offset": 0}
        said = {"media": media, "size": size, "device": about["device"]}
        row = self.sudo()._of(digest, op, said)
        part = _bytes(data)
        if part and row.came == int(about["offset"]) and not row._is_whole and row.size == size:
            row._add(part)
        # Whoever asks may have written another check with it.
        row._show()
        return {"wanted": True, "offset": row.came}

    @api.model
    def instructions(self, rule, digest):
        """Read the picture of a rule, unless it is another one by now."""
        check_device(self.env)
        found = self.env["stockhand.check.rule"].browse(rule).exists()
        found.check_access("read")
        if not found.image or found.picture != digest:
            return False
        return found.image.decode()

    # ------------------------------------------------------------------ how it is done

    @api.autovacuum
    def _forget_halves(self):
        """Drop what was never sent to its end, but no picture that is whole."""
        before = fields.Datetime.subtract(fields.Datetime.now(), days=HALF_DAYS)
        # What a device adds to at this moment is no old one.
        self.env.cr.execute(
            "SELECT id FROM stockhand_evidence WHERE came < size AND write_date < %s"
            " LIMIT %s FOR UPDATE SKIP LOCKED",
            (before, FORGOTTEN_AT_ONCE_MAX),
        )
        old = self.browse(row[0] for row in self.env.cr.fetchall())
        old.unlink()
        # Where there may be more, Odoo asks again at once.
        return len(old), int(len(old) == FORGOTTEN_AT_ONCE_MAX)

    def _of(self, digest, op, values):
        row = self.search([("digest", "=", digest)])
        if row:
            return row
        try:
            row = self.create(
                {"digest": digest, "op_id": op.op_id, "company_id": op.company_id.id, **values}
            )
            self.env.flush_all()
        except IntegrityError as error:
            raise ConcurrencyError("another sends the same picture at this moment") from error
        return row

    def _add(self, part):
        # One after the other, where two devices send the same picture.
        self.env.cr.execute("SELECT 1 FROM stockhand_evidence WHERE id = %s FOR UPDATE", (self.id,))
        data = (base64.b64decode(self.part or b"") + part)[: self.size]
        if len(data) == self.size and hashlib.sha256(data).hexdigest() != self.digest:
            # It is not what it is called: from the start.
            data = b""
        self.write({"part": base64.b64encode(data), "came": len(data)})

    def _show(self):
        """Show whole pictures on every check that names them; till there is one, on the receipt."""
        for one in self:
            if not one._is_whole:
                continue
            checks = self.env["stockhand.check"].search([("answers", "like", one.digest)])
            known = {(found.res_model, found.res_id) for found in one.attachment_ids}
            for check in checks:
                if (check._name, check.id) not in known:
                    one._attach(check)
            if not checks and not one.attachment_ids:
                op = self.env["stockhand.op"].search([("op_id", "=", one.op_id)])
                one._attach(op.picking_id or op)

    def _attach(self, record):
        name = f"{self.digest[:12]}.{self.media}"
        data = self.part or self.attachment_ids[:1].datas
        said = {"name": name, "res_model": record._name, "res_id": record.id, "datas": data}
        made = self.env["ir.attachment"].create({**said, "mimetype": MEDIA[self.media]})
        # Odoo keeps the same bytes once, however many records show them.
        self.write({"attachment_ids": [(4, made.id)], "part": False})

    @api.model
    def _show_named(self, texts):
        """A check was written that names pictures; some may be here already."""
        named = sorted({digest for text in texts for digest in digests_in(text)})
        self.search([("digest", "in", named)])._show()


def _bytes(data):
    try:
        found = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return found if len(found) <= PART_BYTES_MAX else b""
