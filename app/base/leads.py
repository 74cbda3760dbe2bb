"""THE TABLE of where the tiles of home lead, and what is said beside them."""

from collections.abc import Mapping
from types import MappingProxyType

from app.base.messages import Action
from app.base.session import (
    Checks,
    Count,
    Labels,
    Lookup,
    Mine,
    Move,
    Outbox,
    Packs,
    Picks,
    Place,
    Putaway,
    Receipts,
    Returns,
    Settle,
    Setup,
)
from sync.core.records import DocumentKind

LISTS: Mapping[str, Place] = MappingProxyType(
    {
        DocumentKind.RECEIPT: Receipts(),
        DocumentKind.DELIVERY: Picks(),
        DocumentKind.PICK: Picks(),
        DocumentKind.PACK: Packs(),
        DocumentKind.TRANSFER: Putaway(planned=True),
    }
)
"""Where the tile of each kind of document leads."""
LEADS: Mapping[Action, Place] = MappingProxyType(
    {
        Action.OPEN_CHECKS: Checks(),
        Action.OPEN_PUTAWAY: Putaway(),
        Action.OPEN_MOVE: Move(),
        Action.OPEN_RETURNS: Returns(),
        Action.OPEN_COUNT: Count(),
        Action.OPEN_LOOKUP: Lookup(),
        Action.OPEN_PACKS: Packs(),
        Action.OPEN_OUTBOX: Outbox(),
        Action.OPEN_SETTLE: Settle(),
        Action.OPEN_LABELS: Labels(),
        Action.OPEN_SETUP: Setup(),
        Action.OPEN_MINE: Mine(),
    }
)
"""Where the other tiles, and what is said beside them, lead."""
