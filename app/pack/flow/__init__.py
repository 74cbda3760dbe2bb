"""Packing, decided: the list of what waits, and one document."""

from app.pack.flow.decide import decide
from app.pack.flow.packs import decide_packs

__all__ = ["decide", "decide_packs"]
