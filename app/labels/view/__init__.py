"""What the labels desk and the designer show."""

from app.labels.view.design import view as view_design
from app.labels.view.desk import view

__all__ = ["view", "view_design"]
