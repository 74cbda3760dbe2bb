"""Answers that operations are set aside, once nothing can still file them behind our back.

A copy of an earlier write may be on its way. It stands on the marker that was there: with a new one
in its place it fails whole. Without a marker nothing of ours was ever written.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sync.core.lifecycle import Result
from sync.core.problems import Problem
from sync.erp.odoo.answers import MISSING, Refusal, Said
from sync.erp.odoo.api import Api
from sync.erp.odoo.filing import Filing, missed, parking
from sync.erp.odoo.look import Look, Notes, read_notes
from sync.erp.odoo.marker import Marker, marker_commands
from sync.erp.odoo.plan import applied, is_in
from sync.erp.odoo.poison import LAST_TRIES_MAX
from sync.erp.odoo.translate import document
from sync.wire.failures import Failure
from sync.wire.messages import PUSH_OPERATIONS_MAX


async def set_aside(
    api: Api,
    filing: Filing,
    seen_in: tuple[Look, Marker, Mapping[str, Any]],
    results: Sequence[Result],
) -> Failure | None:
    """Answer what changes no goods: parked, or decided and now to be remembered in the marker."""
    seen, marker, context = seen_in
    said = await _renew(api, filing.picking, (seen.notes, marker, context))
    if isinstance(said, Failure):
        return said
    if isinstance(said, Refusal) and said.name == MISSING:
        return missed(filing, seen, said)
    filing.settle(results)
    filing.width = PUSH_OPERATIONS_MAX
    return None


async def give_up(
    api: Api, filing: Filing, context: Mapping[str, Any], failure: Failure
) -> Failure | None:
    """Park what is for a document that Odoo cannot cope with, but for what is in it all the same.

    Whether a write was done that ended in such an error is not known; our notes say it. Where not
    even those can be had, the lane waits a little longer, and not for ever.
    """
    notes = await read_notes(api, filing.picking, context)
    if isinstance(notes, Notes):
        inside = (one for one in filing.waiting if is_in(notes.marker, one))
        filing.settle([applied(one, one.seen.document_name) for one in inside])
        said = await _renew(api, filing.picking, (notes, notes.marker, context))
        again = isinstance(said, Failure) or (isinstance(said, Refusal) and said.name == MISSING)
    else:
        again = True
    if again and filing.poison.tries[filing.picking] < LAST_TRIES_MAX:
        return failure
    filing.settle(parking(one, Problem.ERP_UNKNOWN, failure.detail) for one in filing.waiting)
    return None


async def _renew(
    api: Api, picking: int, about: tuple[Notes, Marker, Mapping[str, Any]]
) -> Said | Refusal | Failure | None:
    notes, marker, context = about
    if not notes.replaced and marker == notes.marker:
        return None
    vals = {"message_ids": marker_commands(picking, notes.replaced, marker, notes.kept)}
    named = {"ids": [picking], "vals": vals, "context": context}
    return await api.call(document.MODEL, "write", named)
