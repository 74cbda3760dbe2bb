"""A code nobody knows: a person says which article it is on, or sets the goods aside."""

from dataclasses import replace

from app.base.damage import with_damage
from app.base.decision import Ask, Decision, Refuse
from app.base.messages import Scanned
from app.base.session import Question, Session, kept
from app.base.wording import text
from app.receive.flow.count import count
from app.receive.flow.labels import with_labels
from scanners.codes import gtin
from scanners.codes.scan import KEY_LENGTH_MAX, CodeProblem, Gtin, Scan
from sync.core.quantity import ONE
from sync.core.slices import ReceiveSlice

CODE_LENGTH_MIN = 4
CODE_SHOWN_MAX = 40


def ask_link(session: Session, message: Scanned) -> Ask | None:
    """Ask what the code is on; None where it is no code to remember."""
    scan = message.scan
    # What a person typed, or a slow scanner sent, is a code where its check digit says so.
    code = _number_of(scan) or ("" if message.by_hand or scan.message else scan.text)
    damaged = {CodeProblem.CHECK_DIGIT, CodeProblem.TRUNCATED, CodeProblem.CONTROL_CHARACTERS}
    fits = CODE_LENGTH_MIN <= len(code) <= KEY_LENGTH_MAX and code.isprintable()
    if not fits or damaged & set(scan.problems):
        return None
    hand = with_labels(with_damage(kept(session.hand), session.hand), scan.message)
    asked = replace(hand, question=Question.LINK, code=code, raw=scan.raw)
    words = text("ask_link", code=code[:CODE_SHOWN_MAX])
    return Ask(replace(session, hand=asked, notice=None), words)


def link(session: Session, line: int, slice_: ReceiveSlice) -> Decision:
    """Count one of the line that was tapped, and remember what the code is on."""
    row = next((row for row in slice_.rows if row.line.id == line), None)
    if row is None:
        return Refuse(session, text("take_line_first"))
    hand = replace(
        session.hand,
        line=row.line.id,
        product=row.product.id,
        amount=ONE,
        scanned=ONE,
        question=None,
    )
    return count(replace(session, hand=hand), slice_)


def _number_of(scan: Scan) -> str:
    message = scan.message
    if message and message.gtin:
        # As an ERP keeps it: with thirteen digits, where it has no more.
        return next(one for one in gtin.forms(message.gtin)[::-1] if len(one) >= 13)
    return next((one.given for one in scan.readings if isinstance(one, Gtin)), "")
