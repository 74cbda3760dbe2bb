"""Our module for Odoo, seen from outside: that it is whole, and what it does to a real Odoo."""
