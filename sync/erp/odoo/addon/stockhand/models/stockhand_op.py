"""The ledger: what every device did, each operation once, its answer written with its effect."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError
from psycopg2 import IntegrityError

from .before import answer_what_is_in
from .deeds import read_op
from .deflated import read_ops
from .filing import Filing
from .past import Past, answer_of
from .stock_picking import has_batches

OPS_MAX = 500
"""As many as a device may send at once."""
KEPT_DAYS = 90
"""Deeds and details are kept so long; what keeps an operation single is kept for ever."""
FORGOTTEN_AT_ONCE_MAX = 50_000
GROUP = "stockhand.group_device"


class StockhandOp(models.Model):
    _name = "stockhand.op"
    _description = "Operation of a device"
    _order = "id desc"
    _rec_name = "op_id"

    op_id = fields.Char("Operation", required=True, readonly=True)
    device = fields.Char(required=True, readonly=True)
    epoch = fields.Integer(required=True, readonly=True)
    seq = fields.Integer("Number", required=True, readonly=True)
    hash = fields.Char(required=True, readonly=True)
    kind = fields.Char(readonly=True)
    picking_id = fields.Many2one("stock.picking", "Document", readonly=True, index="btree_not_null")
    company_id = fields.Many2one("res.company", readonly=True)
    deed = fields.Text(readonly=True)
    outcome = fields.Char(readonly=True)
    problem = fields.Char(readonly=True)
    reference = fields.Char(readonly=True)
    detail = fields.Char(readonly=True)
    changed_by = fields.Char(readonly=True, help="Who last changed what stands in its way.")
    changed_at = fields.Datetime(readonly=True)
    undone_by = fields.Char(readonly=True)
    settled_by = fields.Char(readonly=True)

    _op_id_uniq = models.Constraint("UNIQUE(op_id)", "An operation is done once.")
    _number_uniq = models.Constraint("UNIQUE(device, epoch, seq)", "A number is used once.")

    # ------------------------------------------------------------------ what devices ask

    @api.model
    def hello(self):
        """Say what is here; that this answers is how a device finds the add-on."""
        check_device(self.env)
        buildings = self.env["stock.warehouse"].with_context(active_test=False).search([])
        module = self.env["ir.module.module"].sudo().search([("name", "=", "stockhand")])
        return {
            "version": module.installed_version,
            "suspense": buildings.stockhand_exceptions_id.ids,
            "holds": buildings.stockhand_hold_id.ids,
            "pictures": True,
            "batches": has_batches(self.env),
            "pack_types": True,
            "deflated": True,
        }

    @api.model
    def apply(self, device, epoch, ops, about=None):
        """Do what is new, in order, each exactly once; answer for the rest from the ledger.

        Returns an answer for each operation up to the first that comes too early (`expected` is
        then the number to begin with, 0 where the device has to pull first) or whose number
        another operation has (`fenced`; it is `strange` where the one before the first is another).
        `ops` is a list of operations, or the text that `read_ops` inflates to one.
        """
        check_device(self.env)
        ops = read_ops(ops)[:OPS_MAX]
        lanes = self.env["stockhand.device"]
        if ops and ops[0]["seq"] > 1 and not lanes._known(device, epoch):
            # Only a pull says whether others answered those before, or this ledger lost them.
            return {"results": [], "expected": 0, "fenced": False}
        lane = lanes._lane(device, epoch, about or {})
        if any((one["device"], one["epoch"]) != (device, epoch) for one in ops):
            raise AccessError(self.env._("An operation of another device."))
        past = Past(self.env, ops)
        if ops and self._stands_before(lane, ops[0]):
            return {"results": [], "expected": 0, "fenced": False, "strange": True}
        fitting, fenced = _fitting(ops, past, lane)
        if lane._is_fenced(past, fitting):
            # A lost device's numbers end here: what is new of it comes again under other ones.
            known = [past.knows(one["op_id"]) for one in fitting]
            fitting, fenced = fitting[: known.index(False)], True
        if not lane.applied_seq and fitting:
            lane._is_back()
        new = [read_op(one) for one in fitting if not past.knows(one["op_id"])]
        # Whatever the ledger holds by now: any of it may have been filed before it came.
        self._file(answer_what_is_in(new, past, self.sudo().env, lane), past)
        self._write_down(new, past, lane)
        lane._advance(max((one["seq"] for one in fitting), default=0))
        results = [_result(one, past) for one in fitting]
        expected = lane.applied_seq + 1 if lane.introduced else 0
        return {"results": results, "expected": expected, "fenced": fenced}

    @api.model
    def works(self, device, epoch, asked, answered=None):
        """Read documents, and how far this device's operations are in them, at one moment."""
        check_device(self.env)
        found = self.env["stock.picking"].web_search_read(**asked, order="id")
        lane = self.env["stockhand.device"]._known(device, epoch)
        # Before it is introduced the device was answered by whoever was here before.
        by_others = lane and not lane.introduced
        told = answered or 0 if by_others else lane.applied_seq
        answers, seq = self._answers((device, epoch), answered, told)
        return {"records": found["records"], "applied_seq": seq, "answers": answers}

    @api.model
    def _answers(self, lane, answered, seq):
        """The answers that a device lacks, and up to which number it then knows them all."""
        if answered is None or seq <= answered:
            return [], seq
        device, epoch = lane
        of_lane = [("device", "=", device), ("epoch", "=", epoch)]
        after = [("seq", ">", answered), ("seq", "<=", seq)]
        rows = self.sudo().search([*of_lane, *after], order="seq", limit=OPS_MAX)
        answers = []
        for row in rows:
            if row.seq != answered + 1:
                # Issued again under a new number: its answer comes when it is sent.
                break
            answers.append(answer_of(row, row.op_id, row.seq))
            answered = row.seq
        return answers, answered

    # ------------------------------------------------------------------ how it is done

    @api.model
    def _hash_at(self, device, epoch, seq):
        number = [("device", "=", device), ("epoch", "=", epoch), ("seq", "=", seq)]
        return self.sudo().search(number).hash

    @api.model
    def _is_strange(self, lane, asked):
        """Say whether the number a device holds answers up to stands for another operation here."""
        told = asked.get("answered_hash")
        held = told and self._hash_at(*lane, asked.get("answered"))
        return bool(held and held != told)

    @api.model
    def _stands_before(self, lane, first):
        """Say whether another operation than the device's own stands before the first of a push."""
        if not lane.introduced or first["seq"] != lane.applied_seq + 1 or not first["prev_hash"]:
            return False
        held = self._hash_at(lane.name, lane.epoch, lane.applied_seq)
        return bool(held and held != first["prev_hash"])

    def _article(self, product):
        return self.env["product.product"].browse(product).exists().display_name or product

    def _file(self, new, past):
        by_company = {}
        for op in new:
            by_company.setdefault(op.company, []).append(op)
        for company, ops in by_company.items():
            if company not in self.env.user.company_ids.ids:
                for op in ops:
                    # To hand it to the office, or to let go of it, takes no right.
                    nothing = bool(op.settles) and not op.effect and not op.problem
                    said = ("applied", "") if nothing else ("exception", "no_rights")
                    past.answer(op, *said, None)
                continue
            # As the same user, who may do this only here: whoever did it stays on record.
            may = self.with_context(allowed_company_ids=[company]).sudo().env
            Filing(may, past).file(ops)

    def _write_down(self, new, past, lane):
        try:
            rows = self.sudo().create([past.row(op, lane) for op in new])
            self.env.flush_all()
        except IntegrityError as error:
            # Run again by the server, it will find the answers there.
            raise ConcurrencyError("a twin of this request was faster") from error
        for target, op_id in past.undone.items():
            self.sudo().search([("op_id", "=", target)]).undone_by = op_id
        for target, op in past.settled.items():
            self.sudo().search([("op_id", "=", target)]).settled_by = op.op_id
        pairs = zip(new, rows, strict=True)
        parked = [(op, row) for op, row in pairs if row.outcome == "exception"]
        self.env["stockhand.exception"].sudo()._open_for(parked, past.settled)

    @api.autovacuum
    def _forget_old_deeds(self):
        """Drop what is long over; number, hash and outcome stay, so nothing is ever done twice."""
        before = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        domain = [("create_date", "<", before), ("outcome", "!=", "exception")]
        old = self.search([*domain, ("deed", "!=", False)], limit=FORGOTTEN_AT_ONCE_MAX)
        old.write({"deed": False, "detail": False})
        # Where there may be more, Odoo asks again at once.
        return len(old), int(len(old) == FORGOTTEN_AT_ONCE_MAX)


def check_device(env):
    """Let only devices in: what follows is done with more rights than they have."""
    if not env.user.has_group(GROUP):
        raise AccessError(env._("This is for users of the group Stockhand / Device."))


def _fitting(ops, past, lane):
    """Take operations up to the first that comes too early, or whose number is taken."""
    fitting, last = [], lane.applied_seq
    for one in ops:
        # Of one that this ledger does not know only a pull says who answered those before.
        if one["seq"] > last + 1:
            return fitting, False
        if one["seq"] <= last and not past.is_its_number(one):
            return fitting, True
        fitting.append(one)
        last = max(last, one["seq"])
    return fitting, False


def _result(raw, past):
    if past.knows(raw["op_id"]) and past.is_other(raw):
        said = {"outcome": "exception", "problem": "number_reused", "reference": ""}
        detail = "another operation has its id"
        return {"op_id": raw["op_id"], "seq": raw["seq"], **said, "detail": detail}
    return past.result(raw["op_id"], raw["seq"])
