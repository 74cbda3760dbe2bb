"""The one way receiving says no: what is wrong, and everything in the hand stays."""

from app.base.decision import Refuse
from app.base.session import Session
from app.base.wording import problem_text
from sync.core.problems import Problem


def refuse(session: Session, problem: Problem, **values: str) -> Refuse:
    """Say what is wrong, and keep what is in the hand."""
    return Refuse(session, problem_text(problem, **values))
