"""Picking, laid out: the list of what waits, and one walk through the bins."""

from app.pick.view.picks import view_picks
from app.pick.view.walk import view

__all__ = ["view", "view_picks"]
