"""Bugs planted on purpose: each must be caught by a proof of ours, or the proof proves nothing."""
