"""What the module leaves behind when it is taken away: devices go on with Odoo as it comes.

Then notes in documents say what is done, as they did before it; and goods are set aside in no
location, so those that still wait for a decision of a device go back to where they came from.
"""

import json
import logging

from odoo import fields

from .before import note_of
from .ours import PREFIX, remember
from .past import DONE

_logger = logging.getLogger(__name__)

LEFT_DAYS = 30
"""An answer that was lost on a document closed for longer is not asked for again."""
CLOSED = ("done", "cancel")


def leave(env):
    """Leave notes, and no goods that nobody could decide about any more."""
    for exception in env["stockhand.exception"].search([("state", "=", "open")]):
        if not exception._take_back():
            _logger.warning("goods stay in the exceptions location: %s", exception.story)
    for op in _decided(env):
        _remember(env, op)
    _keep_pictures(env)
    for picking, ops in _recent(env).grouped("picking_id").items():
        env["mail.message"].create(
            {
                "model": picking._name,
                "res_id": picking.id,
                "message_type": "notification",
                "message_id": f"<stockhand.{picking.id}@stockhand>",
                "body": _note(ops),
            }
        )


def _decided(env):
    """Decisions of late that a move without a document shall have no effect."""
    recent = fields.Datetime.subtract(fields.Datetime.now(), days=LEFT_DAYS)
    kind = [("kind", "=", "settle"), ("picking_id", "=", False), ("outcome", "in", DONE)]
    return env["stockhand.op"].search([*kind, ("create_date", ">=", recent)], order="id")


def _remember(env, op):
    deed = json.loads(op.deed or "{}")
    moved = env["stockhand.op"].search([("op_id", "=", deed.get("target"))])
    there = [("name", "=like", f"{PREFIX}{moved.op_id}%")]
    if deed.get("kind") or moved.kind != "move" or env["stock.picking"].search_count(there):
        return
    bins = env["stock.location"].browse(json.loads(moved.deed or "{}").get("source", 0)).exists()
    if bins.warehouse_id:
        remember(bins.warehouse_id, moved.op_id, op)


def _keep_pictures(env):
    """What shows on a check stays on its receipt: the check goes with the module."""
    checks = env["stockhand.check"].search([])
    shown = env["ir.attachment"].search(
        [("res_model", "=", checks._name), ("res_id", "in", checks.ids)]
    )
    for check, pictures in shown.grouped("res_id").items():
        picking = checks.browse(check).picking_id
        pictures.write({"res_model": picking._name, "res_id": picking.id})


def _recent(env):
    recent = fields.Datetime.subtract(fields.Datetime.now(), days=LEFT_DAYS)
    alive = ["|", ("create_date", ">=", recent), ("picking_id.state", "not in", CLOSED)]
    return env["stockhand.op"].search([("picking_id", "!=", False), *alive], order="id")


def _note(ops):
    lanes, done, undone = {}, set(), set()
    for op in ops:
        if op.undone_by or op.settled_by:
            undone.add(op.op_id)
        if op.outcome not in DONE:
            continue
        deed = json.loads(op.deed or "{}")
        inner = deed.get("kind") if op.kind == "settle" else op.kind
        word = "closing" if inner == "finish_receipt" else "filed"
        lanes.setdefault((op.device, op.epoch, word), set()).add(op.seq)
        if word == "filed":
            done.add(op.op_id)
        if op.kind == "settle":
            undone.add(deed["target"])
    return note_of([(*lane, numbers) for lane, numbers in lanes.items()], done, undone)
