"""Receiving what nobody ordered: goods from a supplier without an order."""
