"""Stockhand's end of the wire inside Odoo 19: ledger, feed, claims, exceptions, devices."""

from . import models


def uninstall_hook(env):
    """Take the triggers off Odoo's own tables."""
    env["stockhand.change"]._remove_triggers()
