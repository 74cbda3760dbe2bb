"""What receiving shows: the list of receipts, and one receipt with the card in hand."""

from app.receive.view.receipt import view
from app.receive.view.receipts import view_receipts

__all__ = ["view", "view_receipts"]
