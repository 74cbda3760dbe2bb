"""The question about a code that nobody knows: which of the lines here it is on."""

from app.base.labels import label
from app.base.messages import Action
from app.base.session import Session
from app.base.wording import say, text
from app.ui.forms import ChoiceLook
from app.ui.looks import Field, QuestionLook
from sync.core.slices import ReceiveSlice

LINES_OFFERED_MAX = 30
CODE_SHOWN_MAX = 40


def link_question(slice_: ReceiveSlice, session: Session, error: str) -> QuestionLook:
    """Offer the lines that still wait for goods; all of them where none does."""
    waiting = [row for row in slice_.rows if row.line.done < row.line.demand] or slice_.rows
    choices = (
        ChoiceLook(row.product.name, Action.TAKE_LINE, str(row.line.id), row.product.code)
        for row in waiting[:LINES_OFFERED_MAX]
    )
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(text("ask_link", code=(session.hand.code or "")[:CODE_SHOWN_MAX])),
        hint=label("link_hint"),
        error=error,
        choices=tuple(choices),
        cancel=label("link_none"),
    )
