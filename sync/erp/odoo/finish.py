"""Finishing a receipt: announced in the marker, validated once, and believed only when seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sync.core.envelope import Envelope
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import FinishReceipt, Rest, effect_of
from sync.core.policies import policy_of
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.erp.odoo.answers import ACCESS, Refusal, Said
from sync.erp.odoo.api import Api
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.look import Look, NoLook, look
from sync.erp.odoo.session import Session
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.flat import Range
from sync.erp.odoo.weights import write_weights
from sync.wire.failures import Failure

QUIET: Mapping[str, bool] = {
    # Each would make Odoo answer with a question for a person instead of doing it.
    "skip_backorder": True,
    "skip_sms": True,
    "skip_expired": True,
}


@dataclass(frozen=True, slots=True)
class Finishing:
    """One document about to be closed by one operation."""

    before: Look
    envelope: Envelope
    context: Mapping[str, Any]


async def finish(api: Api, session: Session, finishing: Finishing) -> Result | Failure:
    """Validate, then look: Odoo says yes to a second validation too, and does nothing."""
    work, deed = finishing.before.work, effect_of(finishing.envelope.deed)
    assert isinstance(deed, FinishReceipt)
    source = Source(api, session, Range((work.document.company,), ()), horizon="")
    failure = await write_weights(source, work, deed)
    if failure:
        return failure
    picking = work.document.id
    context = {**finishing.context, **QUIET, **_rest(finishing.envelope, picking)}
    named = {"ids": [picking], "context": context}
    said = await api.call(document.MODEL, "button_validate", named)
    if isinstance(said, Failure):
        return said
    after = await look(api, session, picking, finishing.context)
    if isinstance(after, Failure):
        return after
    return _result(finishing, said, after)


def _rest(envelope: Envelope, picking: int) -> dict[str, Any]:
    deed = effect_of(envelope.deed)
    assert isinstance(deed, FinishReceipt)
    return {"picking_ids_not_to_backorder": [picking]} if deed.rest is Rest.DROPPED else {}


def _result(finishing: Finishing, said: Said | Refusal, after: Look | NoLook) -> Result:
    envelope, before = finishing.envelope, finishing.before
    if isinstance(after, Look) and after.work.document.state is DocumentState.DONE:
        outcome = _as_meant(envelope, before, after)
        return Result(envelope.op_id, envelope.seq, outcome, reference=after.reference)
    name = before.work.document.name
    problem, detail = _why(said)
    later = policy_of(envelope.deed, problem).later
    return Result(envelope.op_id, envelope.seq, later, problem, name, detail)


def _as_meant(envelope: Envelope, before: Look, after: Look) -> Outcome:
    """Say whether the rest became what was wanted: an operation type may decide otherwise."""
    deed = effect_of(envelope.deed)
    assert isinstance(deed, FinishReceipt)
    short = any(line.done < line.demand for line in before.work.lines)
    wanted = short and deed.rest is Rest.STAYS_OPEN
    return (
        Outcome.APPLIED if bool(after.row["backorder_ids"]) == wanted else (Outcome.APPLIED_CHANGED)
    )


def _why(said: Said | Refusal) -> tuple[Problem, str]:
    match said:
        case Refusal(name=name, message=message):
            problem = Problem.NO_RIGHTS if name == ACCESS else Problem.ERP_REFUSED
            return problem, f"{name}: {message}"
        case Said(value={"res_model": wizard}):
            return Problem.ERP_REFUSED, f"asks for {wizard}"
        case Said():
            return Problem.ERP_UNKNOWN, "said yes, and it is not done"
