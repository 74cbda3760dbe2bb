"""Putting away: what stands on the docks, brought to its bins."""
