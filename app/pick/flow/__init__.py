"""Picking, decided: the list of what waits, and one walk through the bins."""

from app.pick.flow.decide import decide
from app.pick.flow.picks import decide_picks

__all__ = ["decide", "decide_picks"]
