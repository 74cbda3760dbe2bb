"""What signing on, a person's likes and the list of people look like."""

from app.people.view.listing import view_people
from app.people.view.mine import view_mine
from app.people.view.report import view_report
from app.people.view.sign_on import view

__all__ = ["view", "view_mine", "view_people", "view_report"]
