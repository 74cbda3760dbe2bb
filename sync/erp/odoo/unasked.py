"""Moves that no document asked for: each files an internal transfer of its own, named after it.

Odoo lets no two transfers of a company have one name, so however often it is sent there is one; and
a transfer that is done is not done again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sync.core.envelope import Envelope, is_sealed
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import Move, Settle, Undo, effect_of, goods_of
from sync.core.policies import policy_of
from sync.core.problems import Problem
from sync.core.rules import Facts, Parked, TargetState, check
from sync.erp.odoo.answers import ACCESS, Refusal
from sync.erp.odoo.api import Api, Row
from sync.erp.odoo.filing import parking
from sync.erp.odoo.finish import QUIET
from sync.erp.odoo.goods import Goods
from sync.erp.odoo.packed import as_lines, taken
from sync.erp.odoo.poison import Poison, is_its_own, no_sense
from sync.erp.odoo.session import Session
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.values import UNREADABLE, ref, text
from sync.wire.failures import Failure, FailureKind

PREFIX = "SH/"
BACK = "/back"
NO_PICKING = 0


@dataclass(frozen=True)
class Asked:
    """One such operation, with what its goods are, and how Odoo is asked."""

    api: Api
    envelope: Envelope
    goods: Goods
    context: Mapping[str, Any]

    @property
    def deed(self) -> Move:
        """What was moved, or is brought back."""
        moved = goods_of(self.envelope.deed)
        assert isinstance(moved, Move)
        return moved

    @property
    def undo(self) -> Undo | None:
        """The undo that it is, if it is one."""
        effect = effect_of(self.envelope.deed)
        return effect if isinstance(effect, Undo) else None

    @property
    def name(self) -> str:
        """What its transfer is called; one that brings goods back after what it takes back."""
        return f"{PREFIX}{self.undo.target}{BACK}" if self.undo else PREFIX + self.envelope.op_id


async def file_unasked(
    api: Api, session: Session, envelope: Envelope, about: tuple[Goods, Poison]
) -> Result | Failure:
    """File one, or say why not; looked up before anything is done."""
    goods, poison = about
    context = {"allowed_company_ids": [envelope.who.company], "lang": session.language}
    if effect_of(envelope.deed) is None:
        # What shall have no effect has none, and nothing was ever written of it.
        return _applied(envelope, "")
    try:
        said = await _file(Asked(api, envelope, goods, context))
    except UNREADABLE as error:
        said = no_sense(error)
    if not isinstance(said, Failure):
        poison.is_over(-envelope.seq)
        return said
    if not await is_its_own(api, session, (NO_PICKING, context), said):
        return said
    if not poison.tried(-envelope.seq):
        return said
    return parking(envelope, Problem.ERP_UNKNOWN, said.detail)


async def _file(asked: Asked) -> Result | Failure:
    found = await _transfers(asked)
    if isinstance(found, Failure):
        return found
    envelope, own = asked.envelope, found.get(asked.name)
    if own is None:
        problem = _speaks_against(asked, found)
        later = policy_of(envelope.deed, problem).later if problem else Outcome.APPLIED
        if problem and later is not Outcome.APPLIED:
            return Result(envelope.op_id, envelope.seq, later, problem)
        made = await _make(asked)
        return made if isinstance(made, Result | Failure) else await _validate(asked, made)
    if asked.undo and envelope.op_id not in text(own["origin"]):
        problem = Problem.ALREADY_UNDONE
        later = policy_of(envelope.deed, problem).later
        return Result(envelope.op_id, envelope.seq, later, problem)
    if own["state"] == "done":
        return _applied(envelope, asked.name)
    if own["state"] == "cancel":
        # Odoo refused it before, or somebody did not want it.
        return parking(envelope, Problem.ERP_REFUSED, f"{asked.name} is cancelled")
    return await _validate(asked, own["id"])


def _applied(envelope: Envelope, reference: str) -> Result:
    return Result(envelope.op_id, envelope.seq, Outcome.APPLIED, reference=reference)


async def _transfers(asked: Asked) -> dict[str, Row] | Failure:
    """The transfers that were made of it, and of what it is about."""
    deed, names = asked.envelope.deed, [asked.name]
    if asked.undo:
        names.append(PREFIX + asked.undo.target)
    if isinstance(deed, Settle):
        names.append(PREFIX + deed.target)
    company = ["company_id", "=", asked.envelope.who.company]
    named = {
        "domain": [["name", "in", names], company],
        "fields": ["name", "state", "origin"],
        "context": asked.context,
    }
    said = await asked.api.read(document.MODEL, "search_read", named)
    if isinstance(said, Failure):
        return said
    return {row["name"]: row for row in said.value}


def _speaks_against(asked: Asked, found: Mapping[str, Row]) -> Problem | None:
    envelope, goods, deed = asked.envelope, asked.goods, asked.deed
    if not is_sealed(envelope):
        return Problem.ERP_REFUSED
    product = goods.products.get(deed.product)
    unit = goods.units.get(product.unit) if product else None
    facts = Facts(
        today=goods.today,
        company=envelope.who.company,
        document=None,
        line=None,
        product=product,
        unit=unit,
        bin=goods.bins.get(deed.bin),
        serials=frozenset(),
        received=deed.quantity,
        target=_target(asked, found),
        parked=_parked(envelope, found),
        source=goods.bins.get(deed.source),
        there=goods.there(deed),
        stock_unit=unit,
    )
    return check(envelope.deed, facts) or _gone(asked)


def _gone(asked: Asked) -> Problem | None:
    """Say what of goods that are brought back is not known any more; the rules do not ask it."""
    if not asked.undo:
        return None
    goods, deed = asked.goods, asked.deed
    if deed.lot and (deed.product, deed.lot) not in goods.lots:
        return Problem.LOT_UNKNOWN
    return None if {deed.source, deed.bin} <= goods.bins.keys() else Problem.SOURCE_MISSING


def _target(asked: Asked, found: Mapping[str, Row]) -> TargetState:
    target = found.get(PREFIX + asked.undo.target) if asked.undo else None
    return TargetState.STANDING if target and target["state"] == "done" else TargetState.MISSING


def _parked(envelope: Envelope, found: Mapping[str, Row]) -> Parked:
    deed = envelope.deed
    if not isinstance(deed, Settle):
        return Parked.MISSING
    # It came again, in a new epoch perhaps, and could be filed then.
    filed = found.get(PREFIX + deed.target, {}).get("state") == "done"
    return Parked.SETTLED if filed else Parked.WAITING


async def _make(asked: Asked) -> int | Result | Failure:
    kind = await _kind(asked)
    if isinstance(kind, Result | Failure):
        return kind
    said = await asked.api.call(
        document.MODEL, "create", {"vals_list": [_transfer(asked, kind)], "context": asked.context}
    )
    match said:
        case Failure():
            return said
        case Refusal():
            # Perhaps a twin of this request was faster, and its name is taken: look again.
            again = await _transfers(asked)
            if isinstance(again, Failure):
                return again
            own = again.get(asked.name)
            return int(own["id"]) if own else _refused(asked, said)
        case _:
            return int(said.value[0])


async def _kind(asked: Asked) -> int | Result | Failure:
    """Name the kind of work that moves within the building are in Odoo."""
    building = asked.goods.bins[asked.deed.source].warehouse
    named = {
        "ids": [building] if building else [],
        "fields": ["int_type_id"],
        "load": "",
        "context": asked.context,
    }
    said = await asked.api.read("stock.warehouse", "read", named)
    if isinstance(said, Failure):
        return said
    kind = ref(said.value[0]["int_type_id"]) if said.value else None
    return kind or parking(asked.envelope, Problem.ERP_REFUSED, "no building to move within")


def _transfer(asked: Asked, kind: int) -> dict[str, Any]:
    deed, envelope = asked.deed, asked.envelope
    source, target = (deed.bin, deed.source) if asked.undo else (deed.source, deed.bin)
    places = {"location_id": source, "location_dest_id": target}
    lot = {"lot_id": asked.goods.lots[deed.product, deed.lot]} if deed.lot else {}
    line = {
        "product_id": deed.product,
        "product_uom_id": deed.unit,
        "picked": True,
        **places,
        **lot,
    }
    parts = asked.goods.packed.get((deed.product, deed.lot, source), ())
    return {
        "name": asked.name,
        # Who looks at it in Odoo reads whose it is; and an undo is told from another one.
        "origin": f"Stockhand: {envelope.who.user} ({envelope.op_id})",
        "picking_type_id": kind,
        "move_line_ids": [[0, 0, one] for one in as_lines(line, taken(parts, deed.quantity))],
        **places,
    }


async def _validate(asked: Asked, picking: int) -> Result | Failure:
    """Do it; believed only when seen."""
    context = {**asked.context, **QUIET}
    said = await asked.api.call(
        document.MODEL, "button_validate", {"ids": [picking], "context": context}
    )
    if isinstance(said, Failure):
        return said
    after = await _transfers(asked)
    if isinstance(after, Failure):
        return after
    if after.get(asked.name, {}).get("state") == "done":
        return _applied(asked.envelope, asked.name)
    # What is refused shall not lie about half done, with goods reserved for it.
    gone = await asked.api.call(
        document.MODEL, "action_cancel", {"ids": [picking], "context": asked.context}
    )
    if isinstance(gone, Failure):
        return gone
    if isinstance(said, Refusal):
        return _refused(asked, said)
    return parking(asked.envelope, Problem.ERP_UNKNOWN, "said yes, and it is not done")


def _refused(asked: Asked, refusal: Refusal) -> Result | Failure:
    if refusal.name == ACCESS:
        return parking(asked.envelope, Problem.NO_RIGHTS, refusal.message)
    if not refusal.is_rule:
        return Failure(FailureKind.ANSWER_UNREADABLE, f"{refusal.name}: {refusal.message}")
    return parking(asked.envelope, Problem.ERP_REFUSED, f"{refusal.name}: {refusal.message}")
