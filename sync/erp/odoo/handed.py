"""Tells the office, in the chatter of the document, what a person handed to it.

Stock Odoo has no list of exceptions: a note on the document is where somebody there will see it.
"""

import html
from collections.abc import Iterable, Mapping
from typing import Any

from sync.core.envelope import Envelope
from sync.core.operations import NO_DOCUMENT, Choice, Settle
from sync.erp.odoo.answers import Refusal
from sync.erp.odoo.api import Api
from sync.erp.odoo.marker import tag
from sync.erp.odoo.translate import document
from sync.wire.failures import Failure


def is_for_office(envelope: Envelope) -> bool:
    """Say whether somebody gave it to the office to decide."""
    return isinstance(envelope.deed, Settle) and envelope.deed.choice is Choice.OFFICE


async def hand_over(
    api: Api, picking: int, envelopes: Iterable[Envelope], context: Mapping[str, Any]
) -> Failure | None:
    """Put a note down for each, once; where Odoo takes none, the decision stands without."""
    for envelope in envelopes:
        named = {"domain": [["message_id", "=", _name(envelope)]], "context": context}
        there = await api.call("mail.message", "search_count", named)
        if isinstance(there, Failure):
            return there
        if isinstance(there, Refusal) or there.value:
            continue
        vals = {"message_ids": [[0, 0, _note(envelope)]]}
        said = await api.call(
            document.MODEL, "write", {"ids": [picking], "vals": vals, "context": context}
        )
        if isinstance(said, Failure):
            return said
    return None


def _name(envelope: Envelope) -> str:
    # Not like a marker's: those are replaced by the next write, and this one is to stay.
    return f"<stockhand-office.{envelope.op_id}@stockhand>"


def _note(envelope: Envelope) -> dict[str, Any]:
    deed, who = envelope.deed, envelope.who.user
    assert isinstance(deed, Settle)
    is_paperless = deed.document == NO_DOCUMENT
    what = "moved without a document" if is_paperless else "counted for this document"
    words = (
        f"Stockhand: {who} hands this to the office. Something {what} could not"
        f" be filed, and lies set aside (operation {tag(deed.target)} of device {envelope.device},"
        f" scan {envelope.raw_scan or '-'})."
    )
    return {
        "model": document.MODEL,
        "message_type": "notification",
        "message_id": _name(envelope),
        "body": html.escape(words),
    }
