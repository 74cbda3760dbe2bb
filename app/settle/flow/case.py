"""What is on the desk: the person, the story that is open, and how many wait."""

from dataclasses import dataclass, replace
from datetime import date

from app.base.decision import Refuse
from app.base.session import Session
from app.base.story import Story
from app.base.wording import problem_text
from sync.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Case:
    """One story before one person; `waiting` counts the stories, this one among them."""

    session: Session
    story: Story
    waiting: int
    today: date


def refuse(case: Case, problem: Problem, **more: str) -> Refuse:
    """Say what is wrong, keep the question, and clear what was entered."""
    session = case.session
    cleared = replace(session, hand=replace(session.hand, typed=""))
    return Refuse(cleared, problem_text(problem, **(names(case.story) | more)))


def names(story: Story) -> dict[str, str]:
    """Name what the texts about a story speak of."""
    did, goods = story.first.did, story.first.did.goods
    return {
        "article": did.product.name if did.product else "",
        "document": story.first.envelope.seen.document_name,
        "lot": goods.lot or "" if goods else "",
        "bin": did.bin.label if did.bin else "",
        "unit": story.first.unit.name if story.first.unit else "",
    }
