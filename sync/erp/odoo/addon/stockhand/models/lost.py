"""What a device was at when it was last heard of: its documents, and the bins it worked in."""

import json

from odoo import fields

JOB_HOURS = 12
"""A shift: what lies further back than this before it was last heard of is another job."""
OPS_MAX = 200
BINS_MAX = 50


def last_job(lane):
    """Give the documents and the bins that whoever looks for its lost work begins with.

    Where it said what its unsent work is about, that is it. Else it is what it did last.
    """
    env = lane.sudo().env
    since = fields.Datetime.subtract(lane.last_seen or fields.Datetime.now(), hours=JOB_HOURS)
    own = [("device", "=", lane.name), ("epoch", "=", lane.epoch), ("create_date", ">=", since)]
    ops = env["stockhand.op"].search(own, order="id desc", limit=OPS_MAX)
    claims = env["stockhand.claim"].search([("device", "=", lane.name), ("expires", ">=", since)])
    said = json.loads(lane.unsent_at or "{}")
    told = env["stock.picking"].browse(said.get("documents", ())).exists()
    if said.get("bins"):
        bins = env["stock.location"].browse(said["bins"]).exists()
        return told, bins.sorted("complete_name")[:BINS_MAX]
    documents = told | ops.picking_id | claims.picking_id
    places = env["stock.location"].browse(_bins(ops)).exists()
    # Of a document that it only had open nobody says where its goods were put.
    unscanned = claims.picking_id - ops.picking_id
    places |= unscanned.move_line_ids.location_dest_id | unscanned.move_line_ids.location_id
    bins = places.filtered(lambda one: one.usage == "internal").sorted("complete_name")
    return documents, bins[:BINS_MAX]


def _bins(ops):
    found = set()
    for op in ops:
        deed = json.loads(op.deed or "{}")
        deed = deed.get("deed") or deed.get("taken_back") or deed
        found |= {deed[key] for key in ("bin", "source") if isinstance(deed.get(key), int)}
    return found
