"""Checking, decided: a session, a message and a slice become one decision."""

from app.check.flow.decide import decide
from app.check.flow.queue import decide_queue

__all__ = ["decide", "decide_queue"]
