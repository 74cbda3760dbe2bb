"""Whole days at work: the real app in a real browser, with the real Odoo behind it."""
