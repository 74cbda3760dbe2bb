"""What an inspector sees: the queue, and one check."""

from app.check.view.check import view
from app.check.view.queue import view_queue

__all__ = ["view", "view_queue"]
