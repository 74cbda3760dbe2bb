"""Settle: what could not be filed as it was meant, its story, and one tap that settles it."""
