"""Settling, decided: a session, a message and a slice become one decision."""

from app.settle.flow.decide import decide

__all__ = ["decide"]
