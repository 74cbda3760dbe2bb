"""Books goods from one place to another by a transfer of Odoo's own, whole or not at all."""

from .whole import QUIET, Refused, validate, whole


def booked(kind, places, goods, origin):
    """Book `goods` between two places, each a line of its own; an empty transfer where that
    cannot be.
    """
    source, target = places
    where = {"location_id": source.id, "location_dest_id": target.id}
    head = {"picking_type_id": kind.id, "origin": origin, **where}
    pickings = kind.env["stock.picking"].with_context(**QUIET)

    def book():
        lines = [(0, 0, {**one, **where, "picked": True}) for one in goods]
        picking = pickings.create({**head, "move_line_ids": lines})
        validate(picking)
        if len(picking.move_line_ids) != len(goods):
            # Nobody could say any more which goods are whose.
            raise Refused("erp_refused", "lines were split or joined")
        return picking

    try:
        return whole(kind.env, book)
    except Refused:
        return pickings.browse()
