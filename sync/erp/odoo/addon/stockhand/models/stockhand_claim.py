"""Claims: who is at work on a document. Soft: a claim keeps nobody's counted goods out."""

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, MissingError
from psycopg2 import IntegrityError

from .stockhand_op import check_device

SECONDS_DEFAULT = 15 * 60
SECONDS_MAX = 12 * 3600
"""A shift: so long a device may be out of reach and keep its claim."""
TOKENS_BEGIN = fields.Datetime.to_datetime("2026-01-01")
"""Tokens are seconds since then, as a number of 32 bits lets them be until 2094."""


class StockhandClaim(models.Model):
    _name = "stockhand.claim"
    _description = "Claim on a document"
    _order = "expires desc"
    _rec_name = "picking_id"

    picking_id = fields.Many2one(
        "stock.picking", "Document", required=True, readonly=True, ondelete="cascade"
    )
    device = fields.Char(readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    token = fields.Integer(readonly=True, help="Grows with every new holder.")
    person = fields.Char(readonly=True)
    since = fields.Datetime(readonly=True)
    expires = fields.Datetime(readonly=True)

    _picking_uniq = models.Constraint("UNIQUE(picking_id)", "A document is claimed once.")

    @api.model
    def claim(self, document, device, person="", seconds=SECONDS_DEFAULT, *, take_over=False):
        """Claim a document, or prolong one's claim; answers who has it, and under which token.

        `take_over` is the token it is taken over from, so that a request that comes late takes
        nothing from somebody else; or true, from whoever holds it.
        """
        row = self._held(document)
        mine = row.device == device and row._is_alive()
        if row._is_alive() and not mine and not (take_over is True or take_over == row.token):
            return row._said(granted=False)
        if row._is_alive() and not mine:
            new, old = person or device, row.person or row.device
            row.picking_id.message_post(
                body=self.env._("Taken over by %(new)s from %(old)s.", new=new, old=old)
            )
        now, seconds = fields.Datetime.now(), min(max(int(seconds), 0), SECONDS_MAX)
        begins = {} if mine else {"token": row._next_token(now), "since": now}
        who = {"device": device, "person": person, "user_id": self.env.uid}
        row.write({**who, **begins, "expires": fields.Datetime.add(now, seconds=seconds)})
        return row._said(granted=True)

    @api.model
    def release(self, document, token):
        """Let go of a claim; an old token lets go of nothing."""
        row = self._held(document)
        if row.token == token:
            row.expires = fields.Datetime.now()
        return row._said(granted=False)

    def _held(self, document):
        check_device(self.env)
        # Read as the person: what they may not see they cannot claim.
        picking = self.env["stock.picking"].browse(document)
        if not picking.exists():
            raise MissingError(self.env._("There is no such document."))
        picking.check_access("read")
        row = self.sudo().search([("picking_id", "=", picking.id)])
        try:
            row = row or self.sudo().create({"picking_id": picking.id, "token": 0})
            self.env.flush_all()
        except IntegrityError as error:
            raise ConcurrencyError("another claimed it at the same moment") from error
        return row

    def _next_token(self, now):
        # It grows with the clock: an Odoo that was put back gives none again that is in a pocket.
        return max(self.token + 1, int((now - TOKENS_BEGIN).total_seconds()))

    def _end(self):
        """Nobody is at these documents any more; the next to claim one is told by a new token."""
        self.filtered(lambda one: one._is_alive()).expires = fields.Datetime.now()

    def _is_alive(self):
        return bool(self.expires and self.expires > fields.Datetime.now())

    def _said(self, granted):
        now, alive = fields.Datetime.now(), self._is_alive()
        return {
            "granted": granted,
            "token": self.token,
            "device": self.device if alive else "",
            "person": (self.person or self.user_id.name) if alive else "",
            "since_s": int((now - self.since).total_seconds()) if alive else 0,
            "left_s": int((self.expires - now).total_seconds()) if alive else 0,
        }
