"""An Odoo as large as a distributor's: copies of one article and of its stock, made by PostgreSQL.

By Odoo itself a hundred thousand articles take half an hour.
"""

from tests.rigs.running import RunningOdoo

STOCK_OF_EACH = 2
"""Bins in which each article lies."""


def make_articles(odoo: RunningOdoo, articles: int) -> None:
    """So many articles more, each with a barcode of its own."""
    product = odoo.person.find("product.product", [["barcode", "!=", False]], ["product_tmpl_id"])
    template = product[0]["product_tmpl_id"][0]
    templates, products = _columns(odoo, "product_template"), _columns(odoo, "product_product")
    own = {"product_tmpl_id": "t.id", "barcode": "'9' || t.id", "default_code": "'B-' || t.id"}
    copied = ", ".join(own.get(name, f"p.{name}") for name in products)
    _sql(
        odoo,
        f"WITH t AS (INSERT INTO product_template ({', '.join(templates)})"
        f" SELECT {', '.join(f'p.{name}' for name in templates)}"
        f" FROM product_template p, generate_series(1, {articles}) WHERE p.id = {template}"
        f" RETURNING id) INSERT INTO product_product ({', '.join(products)})"
        f" SELECT {copied} FROM product_product p, t WHERE p.id = {product[0]['id']}",
    )
    _sql(odoo, "ANALYZE")


def make_stock(odoo: RunningOdoo) -> None:
    """What lies in two bins of every article that was made so."""
    known = odoo.person.find("stock.quant", [["location_id.usage", "=", "internal"]], ["id"])
    quants = _columns(odoo, "stock_quant")
    bins = "SELECT id FROM stock_location WHERE usage = 'internal' AND company_id = q.company_id"
    own = {
        "product_id": "p.id",
        "lot_id": "NULL",
        "quantity": "1 + p.id % 90",
        "location_id": f"(array({bins} ORDER BY id))[1 + n % 4]",
    }
    copied = ", ".join(own.get(name, f"q.{name}") for name in quants)
    _sql(
        odoo,
        f"INSERT INTO stock_quant ({', '.join(quants)}) SELECT {copied}"
        f" FROM stock_quant q, product_product p, generate_series(1, {STOCK_OF_EACH}) n"
        f" WHERE q.id = {known[0]['id']} AND p.default_code LIKE 'B-%'",
    )
    _sql(odoo, "ANALYZE")


def _columns(odoo: RunningOdoo, table: str) -> list[str]:
    said = _sql(
        odoo,
        f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"
        " AND column_name <> 'id' AND table_schema = 'public' AND is_generated = 'NEVER'",
    )
    return said.split()


def _sql(odoo: RunningOdoo, statement: str) -> str:
    return odoo.site.postgres.sql(statement, database=odoo.database)
