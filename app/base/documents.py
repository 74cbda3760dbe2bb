"""Where a scanned or typed document number leads, from any list."""

from collections.abc import Callable
from typing import assert_never

from app.base.commands import action_of
from app.base.decision import Decision, Go, Refuse, Stay
from app.base.messages import Answered, Message, Refreshed, Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.session import Pack, Packs, Pick, Putaway, Receipts, Receive, Session
from app.base.wording import problem_text, text
from sync.core.problems import Problem
from sync.core.records import (
    OPEN_STATES,
    PACKED_KINDS,
    PICKED_KINDS,
    Document,
    DocumentKind,
    DocumentState,
)
from sync.core.slices import Found

CODE_SHOWN_MAX = 40
Taps = Callable[[Session, Tapped], Decision]


def decide_on_list(session: Session, message: Message, found: Found, taps: Taps) -> Decision:
    """Decide what a message means where documents are chosen; `taps` decides the taps."""
    match message:
        case Scanned(scan=scan):
            action = action_of(scan)
            if action:
                return said_or_refused(session, taps(session, Tapped(action)))
            if found.products and not found.documents:
                return _expected(session, found)
            return open_document(session, scan.text, found)
        case Tapped():
            return taps(session, message)
        case Answered() | Refreshed():
            return Stay(session)
        case _:
            assert_never(message)


def open_document(session: Session, code: str, found: Found) -> Decision:
    """Open the first open receipt of what was found; else say why there is none to open."""
    receipts = [one for one in found.documents if one.kind is DocumentKind.RECEIPT]
    is_open = [one for one in receipts if one.state in OPEN_STATES]
    if is_open:
        return Go(Receive(is_open[0].id))
    packing = [one for one in found.documents if _is_packed(session, one)]
    if packing:
        return Go(Pack(packing[0].id))
    picks = [one for one in found.documents if one.kind in PICKED_KINDS]
    to_pick = [one for one in picks if one.state in OPEN_STATES]
    if to_pick:
        return Go(Pick(_together(to_pick, code)))
    transfers = (one for one in found.documents if one.kind is DocumentKind.TRANSFER)
    if any(one.state in OPEN_STATES for one in transfers):
        return Go(Putaway(planned=True))
    if found.documents:
        closed = (receipts or list(found.documents))[0]
        return Refuse(session, problem_text(_closed(closed), document=closed.name))
    if not code:
        return Refuse(session, text("code_unreadable"))
    goods = isinstance(session.place, Receive)
    unknown = "code_unknown" if goods else "order_unknown"
    return Refuse(session, text(unknown, code=code[:CODE_SHOWN_MAX]))


def _together(picks: list[Document], code: str) -> tuple[int, ...]:
    """What was scanned by the name of its batch is walked together; else the first of it."""
    batch = code.strip().upper()
    # By their ids, as from the list: the same order has the same tote, whoever opens it.
    together = sorted(one.id for one in picks if one.batch and one.batch.upper() == batch)
    return tuple(together) or (picks[0].id,)


def _is_packed(session: Session, document: Document) -> bool:
    """Where one packs a delivery is packed; a step of its own is packed wherever it is scanned."""
    here = isinstance(session.place, Pack | Packs)
    kinds = PACKED_KINDS if here else {DocumentKind.PACK}
    return document.kind in kinds and document.state in OPEN_STATES


def _expected(session: Session, found: Found) -> Decision:
    """Lead from an article to the receipts that wait for it; the oldest one on a second scan."""
    article = found.products[0].product
    if not found.offers:
        return Refuse(session, text("product_at_home", article=article.name))
    receipts = list(dict.fromkeys(offer.document.id for offer in found.offers))
    if len(receipts) == 1 or session.place == Receipts(article.id):
        # It is counted there at once: it has been scanned.
        return Go(Receive(receipts[0]), repeat=True)
    words = text("expected_on", article=article.name, count=len(receipts))
    return Go(Receipts(article.id), Notice(Sound.QUESTION, words, stays=True))


def said_or_refused(session: Session, decision: Decision) -> Decision:
    """Say so where a command label has no use: a scan is never met with silence."""
    return Refuse(session, text("label_without_use")) if decision == Stay(session) else decision


def _closed(document: Document) -> Problem:
    cancelled = document.state is DocumentState.CANCELLED
    return Problem.DOCUMENT_CANCELLED if cancelled else Problem.DOCUMENT_DONE
