"""A real Odoo 19 on a real PostgreSQL, started by the tests themselves."""
