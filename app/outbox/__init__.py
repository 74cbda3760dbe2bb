"""Outbox: what is not in the ERP yet, and what waits for a person."""
