"""Moves that no document asked for: each files an internal transfer of its own, named after it.

Odoo lets no two transfers of a company have one name, so however often it is sent there is one; and
a transfer that is done is not done again.
"""

from collections.abc import Coroutine, Sequence
from typing import Any

from sync.core.counting import asked_of, is_note, refill_of
from sync.core.envelope import Envelope
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import Count, Stage, Undo, effect_of
from sync.core.policies import policy_of
from sync.core.problems import Problem
from sync.erp.odoo.against import problem_of
from sync.erp.odoo.answers import ACCESS, Refusal
from sync.erp.odoo.api import Api, Row
from sync.erp.odoo.confirmed import note_confirmed
from sync.erp.odoo.counted import COUNTED, count_no_more, have_counted
from sync.erp.odoo.decided import decide, kind_within
from sync.erp.odoo.filing import parking
from sync.erp.odoo.finish import QUIET
from sync.erp.odoo.goods import Goods
from sync.erp.odoo.lots import lot_of_goods, new_lot
from sync.erp.odoo.ours import Asked, Seen, is_decided, transfers
from sync.erp.odoo.overtaken import overtake
from sync.erp.odoo.packed import as_lines, taken
from sync.erp.odoo.plan import applied
from sync.erp.odoo.poison import LAST_TRIES_MAX, Poison, is_its_own, no_sense
from sync.erp.odoo.refilling import Wanted, refill, unasked_for
from sync.erp.odoo.returned import kind_of_work, link, said_of
from sync.erp.odoo.session import Session
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.values import UNREADABLE
from sync.wire.failures import Failure, FailureKind

NO_PICKING = 0
MOVED = "Stockhand: "


async def file_unasked(
    api: Api, session: Session, envelope: Envelope, about: tuple[Goods, Poison]
) -> Result | Failure:
    """File one, or say why not; looked up before anything is done."""
    goods, poison = about
    if is_note(envelope.deed):
        return await _note(api, envelope, goods)
    context = {"allowed_company_ids": [envelope.who.company], "lang": session.language}
    asked = Asked(api, envelope, goods, context, session)
    said = await _with_sense(_counted(asked))
    if not isinstance(said, Failure):
        poison.is_over(-envelope.seq)
        return said
    if not await is_its_own(api, session, (NO_PICKING, context), said):
        return said
    if not poison.tried(-envelope.seq):
        return said
    left = await _with_sense(_give_up(asked, said))
    if isinstance(left, Failure) and poison.tries[-envelope.seq] >= LAST_TRIES_MAX:
        return parking(envelope, Problem.ERP_UNKNOWN, said.detail)
    return left


async def _note(api: Api, envelope: Envelope, goods: Goods) -> Result | Failure:
    """What was counted so far is nobody's business here; what is to be counted gets a day.

    What runs low gets a transfer that fills it, and loses it where that is taken back.
    """
    note, effect, who = asked_of(envelope.deed), effect_of(envelope.deed), envelope.who
    if note:
        return await have_counted(api, who.company, note, goods.today) or applied(envelope, "")
    low = refill_of(envelope.deed)
    if low:
        made = await refill(api, Wanted(envelope.op_id, who.user, who.company, low))
        return made if isinstance(made, Failure) else applied(envelope, made)
    if isinstance(effect, Undo) and isinstance(effect.taken_back, Count):
        wanted = Wanted(envelope.op_id, who.user, who.company, effect.taken_back)
        is_low = effect.taken_back.stage is Stage.LOW
        failure = await unasked_for(api, wanted, effect.target) if is_low else None
        return failure or applied(envelope, "")
    return applied(envelope, "")


async def _with_sense(doing: Coroutine[Any, Any, Result | Failure]) -> Result | Failure:
    try:
        return await doing
    except UNREADABLE as error:
        return no_sense(error)


async def _counted(asked: Asked) -> Result | Failure:
    """File it; what was counted is due no more, nor asked for what was moved.

    Sent again, it comes by here again.
    """
    said = await _file(asked)
    counted, company = asked.counted, asked.envelope.who.company
    if isinstance(said, Failure) or said.outcome is not Outcome.APPLIED:
        return said
    if counted is None:
        return await overtake(asked) or said
    if asked.undo or effect_of(asked.envelope.deed) is None:
        return said
    return await count_no_more(asked.api, company, counted, asked.goods.today) or said


async def _give_up(asked: Asked, failure: Failure) -> Result | Failure:
    """Park it, but leave nothing half done behind; it may have been done after all."""
    seen = await transfers(asked)
    if isinstance(seen, Failure):
        return seen
    after = await _cleared(seen, [row for row in seen.live if seen.is_mine(row)])
    if isinstance(after, Failure):
        return after
    return _done_by_me(after) or parking(asked.envelope, Problem.ERP_UNKNOWN, failure.detail)


async def _file(asked: Asked) -> Result | Failure:
    seen = await transfers(asked)
    if isinstance(seen, Failure):
        return seen
    has_effect = effect_of(asked.envelope.deed) is not None
    mine = [row for row in seen.live if seen.is_mine(row) and not is_decided(row)]
    if _known(seen) is None and has_effect and mine:
        return await _validate(asked, mine[0]["id"])
    if seen.live:
        after = await _cleared(seen, seen.live)
        if isinstance(after, Failure):
            return after
        seen = after
    if not has_effect:
        return await decide(seen, _known(seen))
    known = _known(seen)
    if known is not None:
        return known
    if asked.counted and asked.undo and not asked.deed.quantity:
        # It found what was expected, and left nothing behind that could be taken back.
        return await note_confirmed(asked) or applied(asked.envelope, "")
    problem = await problem_of(seen)
    if isinstance(problem, Failure):
        return problem
    if problem and policy_of(asked.envelope.deed, problem).later is not Outcome.APPLIED:
        return _told(asked, problem)
    if asked.counted and not asked.deed.quantity:
        return await note_confirmed(asked) or applied(asked.envelope, "")
    made = await _make(seen)
    return await _validate(asked, made) if isinstance(made, int) else made


def _known(seen: Seen) -> Result | None:
    """Answer what is dealt with already, by itself or by another one."""
    asked = seen.asked
    done = _done_by_me(seen)
    if done:
        return done
    if any(row["state"] == "done" for row in seen.own):
        return _told(asked, Problem.ALREADY_UNDONE if asked.undo else Problem.ALREADY_SETTLED)
    decided = [row for row in seen.own if is_decided(row)]
    if decided:
        is_mine = any(seen.is_mine(row) for row in decided)
        return applied(asked.envelope, "") if is_mine else _told(asked, Problem.ALREADY_SETTLED)
    once_only = not asked.undo and not asked.settled
    gone = [row for row in seen.own if row["state"] == "cancel"]
    refused = [row["name"] for row in gone if once_only or seen.is_mine(row)]
    if refused:
        # Odoo refused it before, or somebody did not want it.
        return parking(asked.envelope, Problem.ERP_REFUSED, f"{refused[0]} is cancelled")
    return None


def _done_by_me(seen: Seen) -> Result | None:
    done = (row for row in seen.own if row["state"] == "done" and seen.is_mine(row))
    return next((applied(seen.asked.envelope, row["name"]) for row in done), None)


def _told(asked: Asked, problem: Problem) -> Result:
    envelope = asked.envelope
    later = policy_of(envelope.deed, problem).later
    return Result(envelope.op_id, envelope.seq, later, problem)


async def _cleared(seen: Seen, rows: Sequence[Row]) -> Seen | Failure:
    """Cancel what is half done, with goods reserved for it, and look whether it was not done."""
    if not rows:
        return seen
    asked, ids = seen.asked, [row["id"] for row in rows]
    named = {"ids": ids, "context": asked.context}
    gone = await asked.api.call(document.MODEL, "action_cancel", named)
    after = gone if isinstance(gone, Failure) else await transfers(asked)
    if isinstance(after, Failure):
        return after
    left = [row["name"] for row in after.live if row["id"] in ids]
    if left:
        return Failure(FailureKind.ANSWER_UNREADABLE, f"{left[0]} cannot be cancelled")
    return after


async def _make(seen: Seen) -> int | Result | Failure:
    asked = seen.asked
    kind = await _kind(asked)
    if isinstance(kind, Result | Failure):
        return kind
    vals = await _transfer(seen, kind)
    if isinstance(vals, Failure):
        return vals
    named = {"vals_list": [vals], "context": asked.context}
    said = await asked.api.call(document.MODEL, "create", named)
    match said:
        case Failure():
            return said
        case Refusal():
            # Perhaps a twin of this request was faster, and its name is taken: look again.
            again = await transfers(asked)
            if isinstance(again, Failure):
                return again
            is_taken = any(row["name"] == vals["name"] for row in again.rows)
            return await _file(asked) if is_taken else _refused(asked, said)
        case _:
            return int(said.value[0])


async def _kind(asked: Asked) -> int | Result | Failure:
    # What is thrown away lies in no building any more: it was in the one that it is said in.
    building = asked.goods.bins[asked.bin].warehouse or asked.envelope.who.warehouse
    kind = await kind_within(asked, building, kind_of_work(asked))
    return kind or parking(asked.envelope, Problem.ERP_REFUSED, "no building to move within")


async def _transfer(seen: Seen, kind: int) -> dict[str, Any] | Failure:
    asked = seen.asked
    deed, envelope = asked.deed, asked.envelope
    source, target = (deed.bin, deed.source) if asked.undo else (deed.source, deed.bin)
    places = {"location_id": source, "location_dest_id": target}
    named = await lot_of_goods(asked)
    if isinstance(named, Failure):
        return named
    lot = {"lot_id": named} if named else new_lot(asked)
    line = {
        "product_id": deed.product,
        "product_uom_id": deed.unit,
        "picked": True,
        **places,
        **lot,
    }
    parts = asked.goods.packed.get((deed.product, deed.lot, source), ())
    return {
        "name": seen.name,
        # Who looks at it in Odoo reads whose it is; and an undo is told from another one.
        "origin": f"{COUNTED if asked.counted else MOVED}{envelope.who.user} ({envelope.op_id})"
        + said_of(deed),
        "picking_type_id": kind,
        "move_line_ids": [[0, 0, one] for one in as_lines(line, taken(parts, deed.quantity))],
        **places,
    }


async def _validate(asked: Asked, picking: int) -> Result | Failure:
    """Do it; believed only when seen."""
    linked = await link(asked, picking)
    if linked:
        return linked
    context = {**asked.context, **QUIET}
    said = await asked.api.call(
        document.MODEL, "button_validate", {"ids": [picking], "context": context}
    )
    if isinstance(said, Failure):
        return said
    after = await transfers(asked)
    if isinstance(after, Failure):
        return after
    # What is refused shall not lie about half done, with goods reserved for it.
    after = await _cleared(after, [row for row in after.live if row["id"] == picking])
    if isinstance(after, Failure):
        return after
    done = _done_by_me(after)
    if done:
        return done
    if isinstance(said, Refusal):
        return _refused(asked, said)
    return parking(asked.envelope, Problem.ERP_UNKNOWN, "said yes, and it is not done")


def _refused(asked: Asked, refusal: Refusal) -> Result | Failure:
    if refusal.name == ACCESS:
        return parking(asked.envelope, Problem.NO_RIGHTS, refusal.message)
    if not refusal.is_rule:
        return Failure(FailureKind.ANSWER_UNREADABLE, f"{refusal.name}: {refusal.message}")
    return parking(asked.envelope, Problem.ERP_REFUSED, f"{refusal.name}: {refusal.message}")
