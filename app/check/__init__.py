"""Check: the inspector's queue, and one check with one question at a time."""
