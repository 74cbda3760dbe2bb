"""Files operations: per document look, decide, write once, and look again before a retry."""

from collections.abc import Mapping, Sequence
from typing import Any

from sync.core.envelope import Envelope
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import (
    NO_DOCUMENT,
    Count,
    FinishReceipt,
    MoveLine,
    Undo,
    effect_of,
    goods_of,
    source_of,
)
from sync.core.problems import Problem
from sync.erp.odoo.answers import Refusal, Said
from sync.erp.odoo.api import Api
from sync.erp.odoo.aside import give_up, set_aside
from sync.erp.odoo.changed import with_changes
from sync.erp.odoo.cursor import from_header
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.filing import Filing, not_written, parking
from sync.erp.odoo.finish import Finishing, finish
from sync.erp.odoo.goods import read_goods
from sync.erp.odoo.handed import hand_over, is_for_office
from sync.erp.odoo.look import Look, NoLook, look
from sync.erp.odoo.marker import Marker, marker_commands
from sync.erp.odoo.packed import Spot
from sync.erp.odoo.parts import parts
from sync.erp.odoo.plan import Plan, applied, plan
from sync.erp.odoo.poison import Poison, is_its_own, no_sense
from sync.erp.odoo.session import Session
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.flat import Range
from sync.erp.odoo.translate.values import UNREADABLE, moment
from sync.erp.odoo.unasked import file_unasked
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PUSH_OPERATIONS_MAX, PushReply, PushRequest

LOOKS_MAX = 8
"""So often a document is looked at anew because another device was faster; then: later."""


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
    for part in parts(group):
        # Read for each part: what was finished before it has made lots and stock.
        goods = await read_goods(source, part, today)
        if isinstance(goods, Failure):
            return goods
        stale = False
        for picking, operations in _by_document(part).items():
            if stale and any(isinstance(goods_of(one.deed), MoveLine) for one in operations):
                # What was finished just now is where the next step takes it from.
                goods, stale = await read_goods(source, operations, today), False
                if isinstance(goods, Failure):
                    return goods
            filing = Filing(picking, company, list(operations), goods, poison)
            failure = await _file_group(api, session, filing)
            goods = filing.goods
            stale = stale or any(
                isinstance(effect_of(one.deed), FinishReceipt) for one in operations
            )
            said: Sequence[Result] = filing.results
            if failure is None:
                said = await with_changes(api, session, operations, said)
            results.update({result.seq: result for result in said})
            if failure:
                return failure
    return None


async def _file_group(api: Api, session: Session, filing: Filing) -> Failure | None:
    if filing.picking != NO_DOCUMENT:
        try:
            failure = await _file_document(api, session, filing)
        except UNREADABLE as error:
            failure = no_sense(error)
        return await _if_not_its_own(api, session, filing, failure)
    handled: set[Spot] = set()
    for envelope in filing.waiting:
        goods = goods_of(envelope.deed)
        if isinstance(goods, Count) and (goods.product, goods.lot, goods.bin) in handled:
            failure = await _read_again(api, session, filing)
            if failure:
                return failure
        said = await file_unasked(api, session, envelope, (filing.goods, filing.poison))
        if isinstance(said, Failure):
            return said
        filing.settle([said])
        if said.outcome is Outcome.APPLIED and goods and goods.quantity:
            is_back = isinstance(effect_of(envelope.deed), Undo)
            filing.goods = filing.goods.moved(goods, -goods.quantity if is_back else goods.quantity)
            places = (place for place in (source_of(goods), goods.bin) if place)
            handled |= {(goods.product, goods.lot, place) for place in places}
    return None


async def _read_again(api: Api, session: Session, filing: Filing) -> Failure | None:
    """Ask what lies where by now: an operation whose answer was lost was in the books before."""
    source = Source(api, session, Range((filing.company,), ()), horizon="")
    goods = await read_goods(source, filing.waiting, filing.goods.today)
    if isinstance(goods, Failure):
        return goods
    filing.goods = goods
    return None


async def _if_not_its_own(
    api: Api, session: Session, filing: Filing, failure: Failure | None
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
    return await give_up(api, filing, context, failure)


def _by_document(group: Sequence[Envelope]) -> dict[int, list[Envelope]]:
    found: dict[int, list[Envelope]] = {}
    for one in group:
        found.setdefault(one.deed.document, []).append(one)
    return found


async def _file_document(api: Api, session: Session, filing: Filing) -> Failure | None:
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
        filing.settle(one for one in made.results if one.outcome is not Outcome.EXCEPTION)
        for_office = [one for one in made.decided if is_for_office(one)]
        told = await hand_over(api, filing.picking, for_office, context)
        if isinstance(told, Failure):
            return told
        failure = await _write(api, session, filing, (seen, made, context))
        if failure:
            return failure
    return None


_NO_LOOK = {
    NoLook.MISSING: Problem.DOCUMENT_MISSING,
    NoLook.FORBIDDEN: Problem.NO_RIGHTS,
}


async def _write(
    api: Api, session: Session, filing: Filing, seen_and_made: tuple[Look, Plan, Mapping[str, Any]]
) -> Failure | None:
    """Write what was planned, all in one transaction, then finish if that is next."""
    seen, made, context = seen_and_made
    aside = [one for one in made.results if one.outcome is Outcome.EXCEPTION]
    aside += [applied(one, seen.work.document.name) for one in made.decided]
    announced = made.finish and _announced(seen, made)
    if made.filed or (made.finish and not announced):
        said = await _write_once(api, filing.picking, seen_and_made)
        if isinstance(said, Failure):
            return said
        if isinstance(said, Refusal):
            guilty = not_written(filing, seen, made, said)
            if not isinstance(guilty, Result):
                return guilty
            return await set_aside(api, filing, (seen, seen.notes.marker, context), [guilty])
        if not seen.notes.replaced:
            return None
        filing.settle([*aside, *(applied(one, seen.work.document.name) for one in made.filed)])
        filing.goods = made.goods or filing.goods
        if made.finish:
            return None
    elif aside:
        marker = made.marker(seen.notes.marker)
        return await set_aside(api, filing, (seen, marker, context), aside)
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
    return parking(envelope, problem)


def _announced(seen: Look, made: Plan) -> bool:
    return made.marker(seen.notes.marker) == seen.notes.marker and not made.filed


async def _write_once(
    api: Api, picking: int, seen_and_made: tuple[Look, Plan, Mapping[str, Any]]
) -> Said | Refusal | Failure:
    seen, made, context = seen_and_made
    vals: dict[str, Any] = dict(seen.guard)
    notes = seen.notes
    if notes.replaced:
        after = made.marker(notes.marker)
        vals["message_ids"] = [
            *marker_commands(picking, notes.replaced, after, notes.kept),
            *made.remarks,
        ]
        if made.commands:
            vals["move_line_ids"] = made.commands
    else:
        # The first to write here puts an empty marker down: twice does no harm.
        vals["message_ids"] = marker_commands(picking, (), Marker())
    named = {"ids": [picking], "vals": vals, "context": context}
    return await api.call(document.MODEL, "write", named)
