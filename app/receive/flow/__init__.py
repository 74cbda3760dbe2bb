"""Receiving, decided: a session, a message and a slice become one decision."""

from app.receive.flow.decide import decide
from app.receive.flow.receipts import decide_receipts
from app.receive.flow.wanted import lot_wanted, serials_wanted

__all__ = ["decide", "decide_receipts", "lot_wanted", "serials_wanted"]
