"""A scan that a place knows nothing of may be a document's: it leads there from wherever one is."""

from app.base.decision import Decision, Refuse
from app.base.documents import open_document
from app.base.messages import Message, Scanned
from app.base.roles import allowed
from app.base.session import Checks, Count, Move, Putaway, Session
from app.runtime.device import Device
from sync.core.records import OPEN_STATES
from sync.core.slices import Scope

_STRANGE = frozenset({"code_unknown", "count_bin_first", "nothing_to_check"})
"""What a place says of a code that is none of its own."""


async def looked_further(
    device: Device, session: Session, message: Message, decision: Decision
) -> Decision:
    """Open the document whose code this is, where nothing is in the hand and nothing is asked."""
    if not isinstance(message, Scanned) or not isinstance(decision, Refuse):
        return decision
    hand = session.hand
    is_free = isinstance(session.place, Putaway | Move | Count | Checks) and hand.question is None
    if not is_free or hand.product is not None or decision.text.key not in _STRANGE:
        return decision
    scan = message.scan
    keys = tuple(dict.fromkeys((*scan.keys, scan.text.upper())))
    home = await device.store.home(session.scope or Scope(0, 0), keys, device.clock.today())
    if not any(one.state in OPEN_STATES for one in home.found.documents):
        return decision
    return allowed(session, open_document(session, scan.text, home.found))
