"""What a message means to whoever counts."""

from app.count.flow.decide import decide

__all__ = ["decide"]
