"""The settle desk, laid out."""

from app.settle.view.desk import view

__all__ = ["view"]
