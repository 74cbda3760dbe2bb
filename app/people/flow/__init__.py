"""Signing on and off, what a person likes, and the list of people, decided."""

from app.people.flow.listing import decide_people, filled
from app.people.flow.mine import decide_mine
from app.people.flow.report import decide_report
from app.people.flow.sign_on import decide

__all__ = ["decide", "decide_mine", "decide_people", "decide_report", "filled"]
