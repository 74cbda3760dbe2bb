"""Plants the seed inside Odoo's own shell, so that everything is made the way Odoo does."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from tests.rigs import seed


def plant_all(env: Any, keys_file: str) -> None:
    """Make the whole scene and write one API key a person into the file."""
    _turn_features_on(env)
    north = _second_company(env)
    _bins(env, env.ref("stock.warehouse0").lot_stock_id)
    for article in seed.ARTICLES:
        _article(env, article)
    for name in (seed.SUPPLIER, seed.FOOD_SUPPLIER, seed.CUSTOMER):
        env["res.partner"].create({"name": name, "is_company": True})
    for order in seed.ORDERS:
        _order(env, order)
    for order in seed.NORTH_ORDERS:
        _order(env(context={**env.context, "allowed_company_ids": [north.id]}), order)
    _finish(env)
    _other_transfers(env)
    keys = _people(env, north)
    _age(env)
    env.cr.commit()
    Path(keys_file).write_text(json.dumps(keys), encoding="utf-8")


def _age(env: Any) -> None:
    """Let all of it be a day old, as in any Odoo at work: what is minutes old is never compared."""
    env.flush_all()
    env.cr.execute(
        "SELECT c.table_name FROM information_schema.columns c"
        " JOIN information_schema.tables t USING (table_schema, table_name)"
        " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
        " AND c.column_name IN ('create_date', 'write_date')"
        " GROUP BY c.table_name HAVING count(*) = 2"
    )
    for (table,) in env.cr.fetchall():
        env.cr.execute(
            f"UPDATE \"{table}\" SET create_date = create_date - interval '1 day',"
            " write_date = write_date - interval '1 day'"
        )


def plant_bare(env: Any, keys_file: str) -> None:
    """In an Odoo without Inventory: only the administrator and a key."""
    keys = {seed.OFFICE: _key(env, env.ref("base.user_admin"))}
    env.cr.commit()
    Path(keys_file).write_text(json.dumps(keys), encoding="utf-8")


def _turn_features_on(env: Any) -> None:
    env["res.config.settings"].create(
        {
            "group_stock_production_lot": True,
            "group_stock_multi_locations": True,
            "group_uom": True,
        }
    ).execute()


def _second_company(env: Any) -> Any:
    company = env["res.company"].create({"name": seed.NORTH_COMPANY})
    warehouses = env["stock.warehouse"]
    name = {"name": seed.NORTH_COMPANY, "code": seed.NORTH_WAREHOUSE}
    if not warehouses.search_count([("company_id", "=", company.id)]):
        warehouses.create({**name, "company_id": company.id})
    env.user.write({"company_ids": [(4, company.id)]})
    env.ref("base.user_admin").write({"company_ids": [(4, company.id)]})
    return company


def _bins(env: Any, stock: Any) -> None:
    locations = env["stock.location"]
    for zone in seed.ZONES:
        area = locations.create({"name": zone, "location_id": stock.id})
        for aisle in seed.AISLES:
            row = locations.create({"name": f"{zone}-{aisle}", "location_id": area.id})
            for bin_ in seed.BINS:
                name = f"{zone}-{aisle}-{bin_}"
                locations.create({"name": name, "barcode": name, "location_id": row.id})


def _article(env: Any, article: seed.Article) -> None:
    unit = env.ref("uom.product_uom_kgm" if article.unit == "kg" else "uom.product_uom_unit")
    product = env["product.product"].create(
        {
            "name": article.name,
            "default_code": article.code,
            "barcode": article.gtin,
            "type": "consu",
            "is_storable": True,
            "tracking": article.tracking,
            "use_expiration_date": article.expires_in_days > 0,
            "expiration_time": article.expires_in_days,
            "uom_id": unit.id,
            "standard_price": 1.0,
        }
    )
    if article.box is None:
        return
    box = env["uom.uom"].create(
        {
            "name": article.box.name,
            "relative_factor": article.box.units,
            "relative_uom_id": unit.id,
        }
    )
    product.product_tmpl_id.write({"uom_ids": [(4, box.id)]})
    env["product.uom"].create(
        {"product_id": product.id, "uom_id": box.id, "barcode": article.box.gtin}
    )


def _product(env: Any, code: str) -> Any:
    return env["product.product"].search([("default_code", "=", code)], limit=1)


def _order(env: Any, order: seed.Order) -> None:
    company = env.company
    when = env.cr.now() + dt.timedelta(days=order.days_from_now)
    kind = env["stock.picking.type"].search(
        [("code", "=", "incoming"), ("company_id", "=", company.id)], limit=1
    )
    lines = [
        (
            0,
            0,
            {
                "product_id": _product(env, code).id,
                "product_qty": float(amount),
                "price_unit": 1.0,
                "date_planned": when,
            },
        )
        for code, amount in order.lines
    ]
    supplier = env["res.partner"].search([("name", "=", order.supplier)], limit=1)
    made = env["purchase.order"].create(
        {
            "name": order.name,
            "partner_id": supplier.id,
            "company_id": company.id,
            "picking_type_id": kind.id,
            "order_line": lines,
        }
    )
    made.button_confirm()


def _receipt(env: Any, order: seed.Order) -> Any:
    return env["stock.picking"].search([("origin", "=", order.name)])


def _finish(env: Any) -> None:
    done = _receipt(env, seed.DONE)
    done.move_ids.picked = True
    done.with_context(skip_sms=True, skip_backorder=True).button_validate()
    _receipt(env, seed.CANCELLED).action_cancel()


def _other_transfers(env: Any) -> None:
    warehouse = env.ref("stock.warehouse0")
    bin_ = env["stock.location"].search([("barcode", "=", seed.bin_names()[0])])
    customer = env["res.partner"].search([("name", "=", seed.CUSTOMER)])
    stock, out = warehouse.lot_stock_id, env.ref("stock.stock_location_customers")
    delivery, transfer = warehouse.out_type_id, warehouse.int_type_id
    _transfer(env, (seed.DELIVERY, delivery, stock, out, customer), (seed.DRILL, 4))
    _transfer(env, (seed.TRANSFER, transfer, stock, bin_, customer.browse()), (seed.LADDER, 2))


def _transfer(env: Any, head: Any, line: tuple[seed.Article, int]) -> None:
    name, kind, source, target, partner = head
    article, amount = line
    places = {"location_id": source.id, "location_dest_id": target.id}
    product = _product(env, article.code)
    move = {"product_id": product.id, "product_uom_qty": amount, "product_uom": product.uom_id.id}
    picking = env["stock.picking"].create(
        {
            "name": name,
            "picking_type_id": kind.id,
            "partner_id": partner.id,
            **places,
            "move_ids": [(0, 0, {**move, **places})],
        }
    )
    picking.action_confirm()
    picking.action_assign()


def _people(env: Any, north: Any) -> dict[str, str]:
    main = env.ref("base.main_company")
    homes = {
        seed.CLERK: main,
        seed.CLERK_BOTH: main | north,
        seed.CLERK_NORTH: north,
    }
    keys = {seed.OFFICE: _key(env, env.ref("base.user_admin"))}
    groups = env.ref("base.group_user") | env.ref("stock.group_stock_user")
    for login, companies in homes.items():
        user = env["res.users"].create(
            {
                "name": login.replace("_", " ").title(),
                "login": login,
                "password": seed.PASSWORD,
                "group_ids": [(6, 0, groups.ids)],
                "company_id": companies[0].id,
                "company_ids": [(6, 0, companies.ids)],
                "tz": "Europe/Berlin",
            }
        )
        keys[login] = _key(env, user)
    return keys


def _key(env: Any, user: Any) -> str:
    made: str = env["res.users.apikeys"].with_user(user).sudo()._generate(None, "rig", None)
    return made
