"""What the setup desk shows."""

from app.setup.view.form import view

__all__ = ["view"]
