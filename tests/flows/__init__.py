"""Flows as tables: a session, a message and a slice in; one decision out."""
