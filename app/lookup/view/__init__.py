"""What a look-up shows."""

from app.lookup.view.look import view

__all__ = ["view"]
