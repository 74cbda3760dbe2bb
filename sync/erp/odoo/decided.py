"""What a person decided about a move without a document: a cancelled transfer remembers it.

It has the name that the move would have: who comes with that again finds it taken.
"""

import logging

from sync.core.lifecycle import Outcome, Result
from sync.erp.odoo.answers import Refusal
from sync.erp.odoo.handed import hand_over, is_for_office
from sync.erp.odoo.ours import DECIDED, Asked, Seen, is_decided, transfers
from sync.erp.odoo.plan import applied
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.values import ref
from sync.wire.failures import Failure, FailureKind

_log = logging.getLogger(__name__)


async def decide(seen: Seen, known: Result | None) -> Result | Failure:
    """Remember that it shall have no effect, or answer what is known of it already."""
    asked = seen.asked
    if known is None:
        made = await _remember(seen)
        if isinstance(made, Failure):
            return made
    elif known.outcome is Outcome.APPLIED:
        mine = (row["id"] for row in seen.own if is_decided(row) and seen.is_mine(row))
        made = next(mine, None)
    else:
        return known
    if made and is_for_office(asked.envelope):
        told = await hand_over(asked.api, made, [asked.envelope], asked.context)
        if told:
            return told
    return applied(asked.envelope, "")


async def _remember(seen: Seen) -> int | Failure | None:
    """Make a transfer without goods, and cancel it; none where Odoo takes none."""
    asked, envelope = seen.asked, seen.asked.envelope
    kind = await kind_within(asked, envelope.who.warehouse)
    if isinstance(kind, Failure):
        return kind
    origin = f"{DECIDED}{envelope.who.user} ({envelope.op_id})"
    vals = {"name": seen.name, "origin": origin, "picking_type_id": kind}
    named = {"vals_list": [vals], "context": asked.context}
    said = await asked.api.call(document.MODEL, "create", named) if kind else None
    if isinstance(said, Failure):
        return said
    if isinstance(said, Refusal):
        again = await transfers(asked)
        if isinstance(again, Failure):
            return again
        if again.name != seen.name:
            return Failure(FailureKind.BUSY, f"another one made {seen.name} just now")
    if said is None or isinstance(said, Refusal):
        # The decision stands without; it is only not known to who comes with the move again.
        _log.warning("a decision cannot be remembered: %s", said)
        return None
    made = int(said.value[0])
    gone = await asked.api.call(
        document.MODEL, "action_cancel", {"ids": [made], "context": asked.context}
    )
    return gone if isinstance(gone, Failure) else made


async def kind_within(
    asked: Asked, building: int | None, kind: str = "int_type_id"
) -> int | Failure | None:
    """Name the kind of work that moves within a building (or into it) are in Odoo."""
    named = {
        "ids": [building] if building else [],
        "fields": [kind],
        "load": "",
        "context": asked.context,
    }
    said = await asked.api.read("stock.warehouse", "read", named)
    if isinstance(said, Failure):
        return said
    return ref(said.value[0][kind]) if said.value else None
