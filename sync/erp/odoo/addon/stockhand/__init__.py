"""Stockhand's end of the wire inside Odoo 19: ledger, feed, claims, exceptions, devices."""

from . import models


def post_init_hook(env):
    """Give every warehouse that is here already its place for exceptions."""
    env["stock.warehouse"].with_context(active_test=False).search([])._make_exceptions_place()


def uninstall_hook(env):
    """Take the triggers off Odoo's own tables."""
    env["stockhand.change"]._remove_triggers()
