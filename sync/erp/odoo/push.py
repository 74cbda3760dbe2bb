"""Files operations: per document look, decide, write once, and look again before a retry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sync.core.envelope import Envelope
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import effect_of
from sync.core.policies import policy_of
from sync.core.problems import Problem
from sync.erp.odoo.answers import ACCESS, MISSING, Refusal, Said
from sync.erp.odoo.api import Api
from sync.erp.odoo.changed import with_changes
from sync.erp.odoo.cursor import from_header
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.finish import Finishing, finish
from sync.erp.odoo.goods import Goods, read_goods
from sync.erp.odoo.handed import hand_over, is_for_office
from sync.erp.odoo.look import Look, NoLook, look
from sync.erp.odoo.marker import Marker, marker_commands
from sync.erp.odoo.plan import Plan, applied, plan
from sync.erp.odoo.poison import Poison, is_its_own
from sync.erp.odoo.session import Session
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.flat import Range
from sync.erp.odoo.translate.values import moment
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PUSH_OPERATIONS_MAX, PushReply, PushRequest

LOOKS_MAX = 8
"""So often a document is looked at anew because another device was faster; then: later."""


@dataclass
class _Filing:
    """One document's operations on their way, and what became of them."""

    picking: int
    company: int
    waiting: list[Envelope]
    goods: Goods
    poison: Poison
    results: list[Result] = field(default_factory=list)
    width: int = PUSH_OPERATIONS_MAX
    """How many go into one write: halved until the one that Odoo refuses is alone."""
    suspect: str = ""
    """The operation that was refused alone, once: perhaps for the document's new state."""
    looks: int = 0
    """Looks in a row that led to nothing, because another was faster."""
    missed: Look | None = None
    """What was seen before Odoo last said that something of it is missing."""

    def settle(self, results: Iterable[Result]) -> None:
        """Note answers; what has one is not sent again."""
        known = len(self.results)
        self.results.extend(results)
        self.looks = 0 if len(self.results) > known else self.looks
        answered = {result.op_id for result in self.results}
        self.waiting = [one for one in self.waiting if one.op_id not in answered]


async def file_operations(
    api: Api, session: Session, request: PushRequest, poison: Poison | None = None
) -> PushReply | Failure:
    """File what can be filed. A failure on the way leaves the answers that are certain."""
    poison = poison or Poison()
    operations = request.operations[:PUSH_OPERATIONS_MAX]
    for envelope in operations:
        if (envelope.device, envelope.epoch) != (request.device, request.epoch):
            return Failure(FailureKind.NO_RIGHTS, "an operation of another device")
    results: dict[int, Result] = {}
    failure: Failure | None = None
    for group in _by_company(operations):
        failure = await _file_company(api, session, group, results, poison)
        if failure:
            break
    # Only answers without a gap before them are an answer to a device.
    certain: list[Result] = []
    for envelope in operations:
        if envelope.seq not in results:
            break
        certain.append(results[envelope.seq])
    return failure if failure and not certain else PushReply(results=tuple(certain))


def _by_company(operations: Sequence[Envelope]) -> list[list[Envelope]]:
    found: dict[int, list[Envelope]] = {}
    for one in operations:
        found.setdefault(one.who.company, []).append(one)
    return list(found.values())


async def _file_company(
    api: Api,
    session: Session,
    group: Sequence[Envelope],
    results: dict[int, Result],
    poison: Poison,
) -> Failure | None:
    company = group[0].who.company
    if company not in session.companies:
        results.update({one.seq: _without_look(one, Problem.NO_RIGHTS) for one in group})
        return None
    source = Source(api, session, Range((company,), ()), horizon="")
    now = await api.read("res.users", "context_get", {})
    if isinstance(now, Failure):
        return now
    today = moment(from_header(now.date)).astimezone(session.zone).date()
    goods = await read_goods(source, group, today)
    if isinstance(goods, Failure):
        return goods
    for picking, operations in _by_document(group).items():
        filing = _Filing(picking, company, list(operations), goods, poison)
        failure = await _file_document(api, session, filing)
        failure = await _if_not_its_own(api, session, filing, failure)
        said: Sequence[Result] = filing.results
        if failure is None:
            said = await with_changes(api, session, operations, said)
        results.update({result.seq: result for result in said})
        if failure:
            return failure
    return None


async def _if_not_its_own(
    api: Api, session: Session, filing: _Filing, failure: Failure | None
) -> Failure | None:
    """Give up a document that alone fails again and again: a person sees to its operations."""
    poison, picking = filing.poison, filing.picking
    if failure is None:
        poison.is_over(picking)
        return None
    context = {"allowed_company_ids": [filing.company], "lang": session.language}
    if not await is_its_own(api, session, (picking, context), failure):
        return failure
    if not poison.tried(picking):
        return failure
    filing.settle(_parked(one, Problem.ERP_UNKNOWN, failure.detail) for one in filing.waiting)
    return None


def _by_document(group: Sequence[Envelope]) -> dict[int, list[Envelope]]:
    found: dict[int, list[Envelope]] = {}
    for one in group:
        found.setdefault(one.deed.document, []).append(one)
    return found


async def _file_document(api: Api, session: Session, filing: _Filing) -> Failure | None:
    context = {"allowed_company_ids": [filing.company], "lang": session.language}
    while filing.waiting:
        if filing.looks == LOOKS_MAX:
            return Failure(FailureKind.BUSY, "others write to the same document all the time")
        seen = await look(api, session, filing.picking, context)
        if isinstance(seen, Failure):
            return seen
        if isinstance(seen, NoLook):
            filing.settle(_without_look(one, _NO_LOOK[seen]) for one in filing.waiting)
            return None
        me = (session.user, session.zone)
        made = plan(seen, filing.waiting[: filing.width], filing.goods, me)
        filing.looks += 1
        filing.settle(made.results)
        for_office = [one for one in made.decided if is_for_office(one)]
        told = await hand_over(api, filing.picking, for_office, context)
        if isinstance(told, Failure):
            return told
        filing.settle(applied(one, seen.work.document.name) for one in made.decided)
        failure = await _write(api, session, filing, (seen, made, context))
        if failure:
            return failure
    return None


_NO_LOOK = {
    NoLook.MISSING: Problem.DOCUMENT_MISSING,
    NoLook.FORBIDDEN: Problem.NO_RIGHTS,
}


async def _write(
    api: Api, session: Session, filing: _Filing, seen_and_made: tuple[Look, Plan, Mapping[str, Any]]
) -> Failure | None:
    """Write what was planned, all in one transaction, then finish if that is next."""
    seen, made, context = seen_and_made
    announced = made.finish and _announced(seen, made)
    if made.filed or (made.finish and not announced):
        said = await _write_once(api, filing.picking, seen_and_made)
        if isinstance(said, Failure):
            return said
        if isinstance(said, Refusal):
            return _not_written(filing, seen, made, said)
        if not seen.markers:
            return None
        filing.settle(applied(one, seen.work.document.name) for one in made.filed)
        if made.finish:
            return None
    if made.finish and announced:
        result = await finish(api, session, Finishing(seen, made.finish, context))
        if isinstance(result, Failure):
            return result
        filing.settle([result])
    return None


def _without_look(envelope: Envelope, problem: Problem) -> Result:
    if effect_of(envelope.deed) is None:
        # What shall have no effect needs nothing to have none on, and no right to.
        return applied(envelope, envelope.seen.document_name)
    return _parked(envelope, problem)


def _announced(seen: Look, made: Plan) -> bool:
    return made.marker(seen.marker) == seen.marker and not made.filed


async def _write_once(
    api: Api, picking: int, seen_and_made: tuple[Look, Plan, Mapping[str, Any]]
) -> Said | Refusal | Failure:
    seen, made, context = seen_and_made
    vals: dict[str, Any] = dict(seen.guard)
    if seen.markers:
        vals["message_ids"] = marker_commands(picking, seen.markers, made.marker(seen.marker))
        if made.commands:
            vals["move_line_ids"] = made.commands
    else:
        # The first to write here puts an empty marker down: twice does no harm.
        vals["message_ids"] = marker_commands(picking, (), Marker())
    named = {"ids": [picking], "vals": vals, "context": context}
    return await api.call(document.MODEL, "write", named)


def _not_written(filing: _Filing, seen: Look, made: Plan, refusal: Refusal) -> Failure | None:
    """Nothing was written. Find out whose fault it is before anybody is told."""
    if refusal.name == MISSING:
        # Another device was faster, or the office took a line away: look again.
        if filing.missed == seen:
            detail = f"something of it is missing all the time: {refusal.message}"
            return Failure(FailureKind.ANSWER_UNREADABLE, detail)
        filing.missed = seen
        return None
    # Odoo spoke about these operations, and each time about fewer of them: nobody was faster.
    filing.looks = 0
    if len(made.filed) > 1:
        filing.width = len(made.filed) // 2
        return None
    # A finish that could not announce itself fails here too, and for the same reasons.
    guilty = made.filed[0] if made.filed else made.finish
    assert guilty is not None
    if filing.suspect != guilty.op_id:
        filing.suspect = guilty.op_id
        return None
    filing.settle([_refused_by_odoo(guilty, refusal)])
    filing.width = PUSH_OPERATIONS_MAX
    return None


def _refused_by_odoo(envelope: Envelope, refusal: Refusal) -> Result:
    if refusal.name == ACCESS:
        problem = Problem.NO_RIGHTS
    else:
        problem = Problem.ERP_REFUSED if refusal.is_rule else Problem.ERP_UNKNOWN
    return _parked(envelope, problem, f"{refusal.name}: {refusal.message}")


def _parked(envelope: Envelope, problem: Problem, detail: str = "") -> Result:
    later = policy_of(envelope.deed, problem).later
    assert later is not Outcome.APPLIED
    name = envelope.seen.document_name
    return Result(envelope.op_id, envelope.seq, later, problem, name, detail)
