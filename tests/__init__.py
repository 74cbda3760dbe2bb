"""The tests: they read as specifications, and run in rings (see tests/rings.py)."""
