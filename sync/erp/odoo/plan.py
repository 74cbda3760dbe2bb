"""Decides what one grouped write does: which operations go in, as which commands, and which not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from decimal import Decimal
from typing import Any

from sync.core.apply import add_to_line
from sync.core.envelope import Envelope, is_sealed
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import (
    Count,
    FinishReceipt,
    Move,
    MoveLine,
    ReceiveLine,
    RecordCheck,
    Settle,
    Undo,
    effect_of,
    source_of,
)
from sync.core.operations import Goods as Handled
from sync.core.policies import policy_of
from sync.core.problems import Problem
from sync.core.quantity import total
from sync.core.records import Line, Product, Tracking
from sync.core.rules import Facts, Parked, TargetState, check
from sync.erp.odoo.goods import Goods, handled
from sync.erp.odoo.look import Look
from sync.erp.odoo.marker import Lane, Marker, lane, tag
from sync.erp.odoo.ownlines import Key, OwnLines, key_of, line_commands, ours, own_lines
from sync.erp.odoo.proposals import proposal_commands
from sync.erp.odoo.remarks import remark_commands
from sync.erp.odoo.rest import rest_of


@dataclass
class Plan:
    """Results that are certain already, and the write that files the rest up to a finish."""

    results: list[Result] = field(default_factory=list)
    filed: list[Envelope] = field(default_factory=list)
    commands: list[Any] = field(default_factory=list)
    finish: Envelope | None = None
    decided: list[Envelope] = field(default_factory=list)
    """Decisions that change nothing here but what is remembered; the office is told of its own."""
    remarks: list[Any] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    goods: Goods | None = None
    """What is in the bins once it is written."""

    def marker(self, old: Marker) -> Marker:
        """Say what is in the document after the write."""
        filed = _by_lane([*self.filed, *self.decided])
        closing = _by_lane([self.finish] if self.finish else [])
        return old | Marker(filed, closing, frozenset(self.done), frozenset(self.undone))


@dataclass
class _State:
    """The document as it becomes while operations are planned."""

    lines: dict[int, Line]
    net: dict[Key, Decimal]
    goods: Goods
    """What is in the bins, less what was planned to be taken from them."""


def plan(look: Look, envelopes: Sequence[Envelope], goods: Goods, me: tuple[int, tzinfo]) -> Plan:
    """Plan operations of one document, in order; none after a finish."""
    made = Plan()
    mine = own_lines(look, me)
    state = _State({line.id: line for line in look.work.lines}, {}, goods)
    for envelope in envelopes:
        if is_in(look.notes.marker, envelope):
            made.results.append(applied(envelope, look.work.document.name))
            continue
        problem = _speaks_against(look, made, state, (envelope, state.goods, mine))
        later = policy_of(envelope.deed, problem).later if problem else Outcome.APPLIED
        if problem and later is not Outcome.APPLIED:
            made.results.append(refused(envelope, problem, look, later))
        elif (effect := effect_of(envelope.deed)) is None:
            # A person decided that it shall have no effect: it has none, here and for good.
            made.decided.append(envelope)
            _remember(made, envelope)
        elif isinstance(effect, FinishReceipt):
            made.finish = envelope
            break
        else:
            _take(made, state, envelope, goods)
    # What is planned no more is let go of first, so that it can be taken.
    made.commands = proposal_commands(look, state.lines, goods.lots)
    rest = rest_of(look.row, look.work.lines, goods)
    made.commands += line_commands(look, state.net, mine, (goods.lots, rest, me[1]))
    made.goods = replace(state.goods, out={**goods.out, look.row["id"]: dict(rest.used)})
    told = [*made.filed, *_finishing(look, made)]
    made.remarks = remark_commands(told, (goods.products, goods.bins))
    return made


def _finishing(look: Look, made: Plan) -> tuple[Envelope, ...]:
    """The finish that is about to be announced: what it tells is told with that, once."""
    finish = made.finish
    return (finish,) if finish and not _closed_by(finish, look) else ()


def applied(envelope: Envelope, reference: str) -> Result:
    """Answer that it is in."""
    return Result(envelope.op_id, envelope.seq, Outcome.APPLIED, reference=reference)


def refused(envelope: Envelope, problem: Problem, look: Look, later: Outcome) -> Result:
    """Answer what the table says about a problem."""
    if problem is Problem.DOCUMENT_DONE and _closed_by(envelope, look):
        return applied(envelope, look.reference)
    name = look.reference if later is Outcome.DUPLICATE else look.work.document.name
    return Result(envelope.op_id, envelope.seq, later, problem, reference=name)


def is_in(marker: Marker, envelope: Envelope) -> bool:
    """Say whether it is filed, under this number or the one it had in an earlier epoch.

    A number alone says nothing: a device that was restored from a backup uses numbers again, for
    other operations.
    """
    return tag(envelope.op_id) in marker.done


def _closed_by(envelope: Envelope, look: Look) -> bool:
    """Our own finish, whose answer was lost: it had announced itself."""
    return envelope.seq in look.notes.marker.closing.get(_lane(envelope), ())


def _take(made: Plan, state: _State, envelope: Envelope, goods: Goods) -> None:
    deed, effect = handled(envelope), effect_of(envelope.deed)
    assert deed is not None
    key, amount = key_of(deed, goods.packs), deed.quantity
    if isinstance(effect, Undo):
        amount = -amount
        made.undone.add(tag(effect.target))
    _remember(made, envelope)
    state.net[key] = state.net.get(key, Decimal(0)) + amount
    assert deed.line is not None, "what has no document is in none"
    state.lines[deed.line] = add_to_line(state.lines[deed.line], deed, amount)
    state.goods = state.goods.moved(deed, amount)
    made.filed.append(envelope)


def _remember(made: Plan, envelope: Envelope) -> None:
    made.done.add(tag(envelope.op_id))
    if isinstance(envelope.deed, Settle):
        # What it stands in the place of shall not be filed beside it, nor settled again.
        made.undone.add(_target_tag(envelope))


def _target_tag(envelope: Envelope) -> str:
    assert isinstance(envelope.deed, Settle)
    return tag(envelope.deed.target)


def _speaks_against(
    look: Look, made: Plan, state: _State, about: tuple[Envelope, Goods, OwnLines]
) -> Problem | None:
    envelope, goods, _ = about
    if not is_sealed(envelope):
        return Problem.ERP_REFUSED
    if isinstance(effect_of(envelope.deed), RecordCheck):
        return Problem.KIND_UNKNOWN
    deed = handled(envelope)
    line = state.lines.get(deed.line) if deed and deed.line else None
    product = goods.products.get(deed.product) if deed else None
    facts = Facts(
        today=goods.today,
        company=envelope.who.company,
        document=look.work.document,
        line=line,
        product=product,
        unit=goods.units.get(line.unit) if line else None,
        bin=goods.bins.get(deed.bin) if deed else None,
        # Both look at every line, so only where a rule asks for them.
        serials=_serials(state, deed, product, goods),
        received=Decimal(0) if deed else total(one.done for one in state.lines.values()),
        target=_target(look, made, state, about),
        parked=_parked(look, made, envelope),
        source=goods.bins.get(source_of(deed) or 0) if deed else None,
        there=goods.there(deed),
        stock_unit=goods.units.get(product.unit) if product else None,
    )
    problem = check(envelope.deed, facts)
    if problem and policy_of(envelope.deed, problem).later is not Outcome.APPLIED:
        return problem
    return _besides(look, envelope, goods, line) or problem


def _besides(look: Look, envelope: Envelope, goods: Goods, line: Line | None) -> Problem | None:
    """Say what no rule asks, of what may be filed otherwise, or is only told."""
    effect = effect_of(envelope.deed)
    if handled(envelope) and line is None:
        return Problem.LINE_MISSING
    if tag(envelope.op_id) in look.notes.marker.undone:
        # It comes again, in a new epoch, after somebody decided about it: it has had its day.
        return Problem.ALREADY_SETTLED
    packed = isinstance(effect, ReceiveLine | MoveLine) and effect.package
    if packed and packed not in goods.packs:
        # Odoo did not let us make it.
        return Problem.ERP_REFUSED
    return None


def _target(
    look: Look, made: Plan, state: _State, about: tuple[Envelope, Goods, OwnLines]
) -> TargetState:
    envelope, goods, mine = about
    match effect_of(envelope.deed):
        case Undo(target=target, taken_back=deed):
            marker = look.notes.marker
            if tag(target) in marker.undone or tag(target) in made.undone:
                return TargetState.UNDONE
            if tag(target) not in marker.done and tag(target) not in made.done:
                return TargetState.MISSING
            key = key_of(deed, goods.packs)
            there = total(row.quantity for row in ours(mine, key))
            # Only what this user put there can be taken away again.
            enough = there + state.net.get(key, Decimal(0)) >= deed.quantity
            return TargetState.STANDING if enough else TargetState.MISSING
        case ReceiveLine() | MoveLine() | Move() | Count() | FinishReceipt() | RecordCheck() | None:
            return TargetState.MISSING


def _parked(look: Look, made: Plan, envelope: Envelope) -> Parked:
    """Stock Odoo keeps nothing of what it set aside: only what became of it after all is known."""
    match envelope.deed:
        case Settle():
            marker, target = look.notes.marker, _target_tag(envelope)
            known = (marker.done, marker.undone, made.done, made.undone)
            return Parked.SETTLED if any(target in tags for tags in known) else Parked.WAITING
        case _:
            return Parked.MISSING


def _serials(
    state: _State, deed: Handled | None, product: Product | None, goods: Goods
) -> frozenset[str]:
    if product is None or product.tracking is not Tracking.SERIAL:
        return frozenset()
    here = {
        entry.lot
        for line in state.lines.values()
        if line.product == product.id
        for entry in line.entries
        if entry.lot
    }
    if not isinstance(deed, ReceiveLine):
        return frozenset(here)
    return frozenset(here | {name for id, name, _ in goods.serials if id == product.id})


def _lane(envelope: Envelope) -> Lane:
    return lane(envelope.device, envelope.epoch)


def _by_lane(envelopes: Sequence[Envelope]) -> dict[Lane, frozenset[int]]:
    found: dict[Lane, frozenset[int]] = {}
    for one in envelopes:
        found[_lane(one)] = found.get(_lane(one), frozenset()) | {one.seq}
    return found
