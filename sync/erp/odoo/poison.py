"""Tells a document that Odoo cannot cope with from an Odoo that cannot cope: the lane goes on."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sync.erp.odoo.answers import Said
from sync.erp.odoo.api import Api
from sync.erp.odoo.look import look
from sync.erp.odoo.session import Session
from sync.erp.odoo.translate import document
from sync.wire.failures import Failure, FailureKind

_log = logging.getLogger(__name__)

TRIES_MAX = 3
"""So often a document alone may fail; then a person must see to it."""
LAST_TRIES_MAX = 6
"""So often if it cannot even be made sure that no write of ours is still on its way to it."""


@dataclass
class Poison:
    """How often in a row each document failed while others did not. Lost with the process."""

    tries: dict[int, int] = field(default_factory=dict)

    def is_over(self, picking: int) -> None:
        """It was dealt with."""
        self.tries.pop(picking, None)

    def tried(self, picking: int) -> bool:
        """Note a failure that is its own; say whether it was one too many."""
        self.tries[picking] = self.tries.get(picking, 0) + 1
        return self.tries[picking] >= TRIES_MAX


async def is_its_own(
    api: Api, session: Session, about: tuple[int, Mapping[str, Any]], failure: Failure
) -> bool:
    """Say whether only this document fails: another one can be looked at at the same time.

    What the network did, and what passes by itself, is never a document's fault.
    """
    if failure.kind is not FailureKind.ANSWER_UNREADABLE:
        return False
    picking, context = about
    domain = [["id", "!=", picking], ["state", "not in", list(document.CLOSED)]]
    named = {"domain": domain, "order": "id desc", "limit": 1, "context": context}
    others = await api.call(document.MODEL, "search", named)
    if not isinstance(others, Said):
        return False
    for other in others.value:
        if isinstance(await look(api, session, other, context), Failure):
            return False
    return True


def no_sense(error: Exception) -> Failure:
    """Say that something about a document made no sense here: it counts as one of its failures."""
    _log.error("an operation cannot be filed", exc_info=error)
    return Failure(FailureKind.ANSWER_UNREADABLE, f"{type(error).__name__}: {error}")
