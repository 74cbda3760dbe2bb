"""Stockhand's end of the wire inside Odoo 19: ledger, feed, claims, exceptions, devices."""

from . import models
from .models import farewell


def uninstall_hook(env):
    """Leave to devices what they need without it, and take the triggers off Odoo's tables."""
    farewell.leave(env)
    env["stockhand.change"]._remove_triggers()
