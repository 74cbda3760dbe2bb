"""Odoo's records in the words of the floor: pure functions, one module a record."""
