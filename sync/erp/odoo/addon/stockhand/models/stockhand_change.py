"""The change feed: what changed or went, without gaps, noted by the database itself.

A trigger notes the record in the transaction that changes it. What is read lies below the oldest
transaction still running, so nothing can come in behind a reader; a record that is noted and not
found is gone.
"""

from odoo import api, models

from .place import Place, read_place
from .stockhand_op import check_device

LIMIT_MAX = 5_000
KEPT_DAYS = 90
"""A device that was away for longer reads everything anew."""
FLOOR = "stockhand.feed_floor"
LEDGER = "stockhand.ledger"
"""A name for what this module keeps from its coming until it goes; a backup has it, too."""

EVERYBODYS = 0
"""The warehouse of what every device is told of."""

_ITSELF = "SELECT r.id, 0 FROM {rows} r"
_PRODUCTS_OF = "SELECT p.id, 0 FROM product_product p JOIN {rows} r ON r.id = p.product_tmpl_id"
_BOXES_OF = "SELECT b.id, 0 FROM product_uom b JOIN {rows} r ON r.id = b.uom_id"
_QUANTS = (
    "SELECT r.id, l.warehouse_id FROM {rows} r LEFT JOIN stock_location l ON l.id = r.location_id"
)
_PICKINGS = (
    "SELECT r.id, t.warehouse_id FROM {rows} r"
    " LEFT JOIN stock_picking_type t ON t.id = r.picking_type_id"
)
_PICKING_OF = (
    "SELECT r.picking_id, t.warehouse_id FROM {rows} r"
    " LEFT JOIN stock_picking p ON p.id = r.picking_id"
    " LEFT JOIN stock_picking_type t ON t.id = p.picking_type_id"
)

# What lies in other records changes a rule, too: the articles' categories, and the room of a kind
# of bin. There are few rules, so all that stand on a category come again.
_ROOM_OF = "SELECT r.storage_category_id, 0 FROM {rows} r"
_PACKS_OF = "SELECT r.stock_putaway_rule_id, 0 FROM {rows} r"
_BY_CATEGORY = (
    "SELECT p.id, 0 FROM stock_putaway_rule p"
    " WHERE p.category_id IS NOT NULL AND EXISTS (SELECT 1 FROM {rows})"
)

NOTED = (
    # table, model that is noted, which of its records, and whose they are
    ("res_company", "res.company", _ITSELF),
    ("stock_warehouse", "stock.warehouse", _ITSELF),
    ("stock_location", "stock.location", _ITSELF),
    ("uom_uom", "uom.uom", _ITSELF),
    ("uom_uom", "product.uom", _BOXES_OF),
    ("product_product", "product.product", _ITSELF),
    ("product_template", "product.product", _PRODUCTS_OF),
    ("product_uom", "product.uom", _ITSELF),
    ("product_supplierinfo", "product.supplierinfo", _ITSELF),
    ("stock_lot", "stock.lot", _ITSELF),
    ("stock_quant", "stock.quant", _QUANTS),
    ("stock_storage_category", "stock.storage.category", _ITSELF),
    ("stock_storage_category_capacity", "stock.storage.category", _ROOM_OF),
    ("stock_package_type", "stock.package.type", _ITSELF),
    ("stock_putaway_rule", "stock.putaway.rule", _ITSELF),
    ("stock_package_type_stock_putaway_rule_rel", "stock.putaway.rule", _PACKS_OF),
    ("product_category", "stock.putaway.rule", _BY_CATEGORY),
    ("stockhand_check_rule", "stockhand.check.rule", _ITSELF),
    ("stockhand_check", "stock.picking", _PICKING_OF),
    ("stock_picking", "stock.picking", _PICKINGS),
    ("stock_move", "stock.picking", _PICKING_OF),
    ("stock_move_line", "stock.picking", _PICKING_OF),
)
OWN = frozenset({"stockhand_check_rule", "stockhand_check"})
"""Tables of ours: each is watched once it is made."""
_EVENTS = {
    "insert": "NEW TABLE AS rows_after",
    "update": "OLD TABLE AS rows_before NEW TABLE AS rows_after",
    "delete": "OLD TABLE AS rows_before",
}
_ROWS_OF = {
    "insert": ("rows_after",),
    "update": ("rows_before", "rows_after"),
    "delete": ("rows_before",),
}


class StockhandChange(models.AbstractModel):
    _name = "stockhand.change"
    _description = "Changes that devices are told of"

    def init(self):
        self.env.cr.execute(
            "CREATE TABLE IF NOT EXISTS stockhand_change ("
            " xid xid8 NOT NULL DEFAULT pg_current_xact_id(), model text NOT NULL,"
            " res_id int NOT NULL, warehouse int NOT NULL DEFAULT 0,"
            " at timestamptz NOT NULL DEFAULT now(),"
            " PRIMARY KEY (xid, model, res_id, warehouse))"
        )
        said = self.env["ir.config_parameter"].sudo()
        if not said.get_param(LEDGER):
            self.env.cr.execute("SELECT gen_random_uuid()::text")
            said.set_param(LEDGER, self.env.cr.fetchone()[0])
        self._remove_triggers(with_table=False)
        for table in dict.fromkeys(table for table, _, _ in NOTED):
            if table not in OWN:
                self._watch(table)

    def _watch(self, table):
        """Note what changes in a table from now on."""
        for event, seen_as in _EVENTS.items():
            self.env.cr.execute(_trigger(table, event, seen_as))

    def _remove_triggers(self, *, with_table=True):
        for table in dict.fromkeys(table for table, _, _ in NOTED):
            for event in _EVENTS:
                self.env.cr.execute(f"DROP FUNCTION IF EXISTS {_name(table, event)}() CASCADE")
        if with_table:
            self.env.cr.execute("DROP TABLE IF EXISTS stockhand_change")
            names = [("key", "in", (FLOOR, LEDGER))]
            self.env["ir.config_parameter"].sudo().search(names).unlink()

    @api.model
    def feed(self, device, epoch, cursor="", asked=None, about=None):
        """Tell what changed after a cursor; without one, only where to begin.

        `asked` may hold a `limit`, the `warehouses` a device works in, the number up to which
        answers are `answered` with the hash of that, and a cursor that is `remembered`.

        Returns `changed` (ids by model), the `cursor` after them, whether there is `more`,
        `reset` where the cursor leads nowhere any more, and `applied_seq`: the device's
        operations up to that number are in what was told up to here. `answers` are those to
        them that it lacks. `resend_from` is set where this ledger lacks operations that it has
        answered: it was put back to an older day. It is `strange` where the last answered number
        stands for another operation here, and `copied` where a newer epoch of the device is known.
        """
        check_device(self.env)
        asked = asked or {}
        lanes = self.env["stockhand.device"]
        is_new = lanes._see(device, epoch, about or {})
        feed, horizon = self._place()
        name = self.env["ir.config_parameter"].sudo().get_param(LEDGER)
        place = read_place(cursor)
        reset = bool(cursor) and not self._leads_on(place, (feed, name), horizon)
        if not cursor or reset:
            rows, more = [], False
        else:
            limit = min(asked.get("limit", LIMIT_MAX), LIMIT_MAX)
            rows, more = self._rows(place, horizon, (limit, asked.get("warehouses")))
        changed = {}
        for _, model, res_id in rows:
            changed.setdefault(model, set()).add(res_id)
        lane = lanes._known(device, epoch)
        known = place or read_place(asked.get("remembered", ""))
        # The first modules did not say whose places they gave: better asked twice than never.
        is_ours = bool(known) and known.ledger in ("", name)
        began = lane._begun(asked, known, is_ours=is_ours, is_new=is_new)
        at = rows[-1] if more else (str(horizon), "", 0)
        told = self._told_seq(device, epoch) if lane.introduced else began
        ledger = self.env["stockhand.op"]
        answers, seq = ledger._answers((device, epoch), asked.get("answered"), told)
        return {
            "cursor": str(Place(feed, *at, name, began, epoch)),
            "changed": {model: sorted(ids) for model, ids in changed.items()},
            "more": more,
            "reset": reset,
            "applied_seq": seq,
            "answers": answers,
            "resend_from": lane._lacks_from(asked.get("answered") or 0),
            "strange": ledger._is_strange((device, epoch), asked),
            "copied": lane._is_copied(),
        }

    def _place(self):
        # Numbers of transactions mean something only in one run of one database: a copy, and a
        # server restored to an earlier moment, are other feeds.
        self.env.cr.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system())::text || '-' ||"
            " left(pg_walfile_name(pg_current_wal_lsn()), 8) || '-' ||"
            " (SELECT oid FROM pg_database WHERE datname = current_database()),"
            " pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        )
        return self.env.cr.fetchone()

    def _leads_on(self, place, feed, horizon):
        floor = int(self.env["ir.config_parameter"].sudo().get_param(FLOOR, 0))
        ours = place and (place.feed, place.ledger or feed[1]) == feed
        return ours and floor <= int(place.xid) <= horizon

    def _rows(self, place, horizon, asked):
        limit, warehouses = asked
        # What went over from one warehouse to another is noted for both.
        whose = None if warehouses is None else [EVERYBODYS, *warehouses]
        self.env.cr.execute(
            "SELECT xid::text, model, res_id FROM stockhand_change"
            " WHERE (xid, model, res_id) > (%s::text::xid8, %s, %s) AND xid < %s::text::xid8"
            " AND (%s::int[] IS NULL OR warehouse = ANY(%s::int[]))"
            " GROUP BY stockhand_change.xid, model, res_id"
            " ORDER BY stockhand_change.xid, model, res_id LIMIT %s",
            (place.xid, place.model, place.res_id, str(horizon), whose, whose, limit + 1),
        )
        rows = self.env.cr.fetchall()
        return rows[:limit], len(rows) > limit

    def _told_seq(self, device, epoch):
        self.env.cr.execute(
            "SELECT CASE WHEN applied_xid < pg_snapshot_xmin(pg_current_snapshot())"
            " THEN applied_seq ELSE settled_seq END FROM stockhand_device"
            " WHERE name = %s AND epoch = %s",
            (device, epoch),
        )
        row = self.env.cr.fetchone()
        return row[0] if row else 0

    @api.autovacuum
    def _forget_old_changes(self):
        """Drop old notes, and remember up to where."""
        self.env.cr.execute(
            "WITH old AS (DELETE FROM stockhand_change WHERE xid < ("
            "  SELECT coalesce(min(xid), '0') FROM stockhand_change"
            "  WHERE at > now() - make_interval(days => %s)) RETURNING xid)"
            " SELECT max(xid)::text::bigint + 1 FROM old",
            (KEPT_DAYS,),
        )
        floor = self.env.cr.fetchone()[0]
        if floor:
            self.env["ir.config_parameter"].sudo().set_param(FLOOR, floor)


def _name(table, event):
    return f"stockhand_note_{table}_{event}"


def _trigger(table, event, seen_as):
    notes = "".join(
        "INSERT INTO stockhand_change (model, res_id, warehouse)"
        f" SELECT '{model}', id, coalesce(whose, {EVERYBODYS})"
        f" FROM ({which.format(rows=rows)}) found (id, whose) WHERE id IS NOT NULL"
        " ON CONFLICT DO NOTHING;"
        for noted, model, which in NOTED
        for rows in _ROWS_OF[event]
        if noted == table
    )
    name = _name(table, event)
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $note$ BEGIN {notes} RETURN NULL; END $note$;"
        f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {seen_as}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}();"
    )
