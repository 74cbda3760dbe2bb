"""Odoo 19 as it comes, over JSON-2: nothing needs to be installed there."""
