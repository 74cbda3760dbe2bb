"""Labels: what was printed, what waits, and what somebody has to look for at the printer."""
