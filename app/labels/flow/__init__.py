"""The labels desk and the designer, decided."""

from app.labels.flow.design import decide as decide_design
from app.labels.flow.desk import decide

__all__ = ["decide", "decide_design"]
