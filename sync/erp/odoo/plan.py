"""Decides what one grouped write does: which operations go in, as which commands, and which not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from typing import Any

from sync.core.apply import add_to_line
from sync.core.envelope import Envelope, is_sealed
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import FinishReceipt, ReceiveLine, Settle, Undo, effect_of
from sync.core.policies import policy_of
from sync.core.problems import Problem
from sync.core.quantity import total
from sync.core.records import Line, Product, Tracking
from sync.core.rules import Facts, Parked, TargetState, check
from sync.erp.odoo.goods import Goods, handled
from sync.erp.odoo.look import Look
from sync.erp.odoo.marker import TAGS_MAX, Lane, Marker, lane, tag
from sync.erp.odoo.ownlines import Key, OwnLines, key_of, line_commands, own_lines


@dataclass
class Plan:
    """Results that are certain already, and the write that files the rest up to a finish."""

    results: list[Result] = field(default_factory=list)
    filed: list[Envelope] = field(default_factory=list)
    commands: list[Any] = field(default_factory=list)
    finish: Envelope | None = None
    decided: list[Envelope] = field(default_factory=list)
    """Decisions that change nothing here; those for the office are told to it."""
    done: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)

    def marker(self, old: Marker) -> Marker:
        """Say what is in the document after the write."""
        filed = _by_lane(self.filed)
        closing = _by_lane([self.finish] if self.finish else [])
        return old | Marker(filed, closing, tuple(self.done), tuple(self.undone))


@dataclass
class _State:
    """The document as it becomes while operations are planned."""

    lines: dict[int, Line]
    net: dict[Key, Decimal]


def plan(look: Look, envelopes: Sequence[Envelope], goods: Goods, me: tuple[int, tzinfo]) -> Plan:
    """Plan operations of one document, in order; none after a finish."""
    made = Plan()
    mine = own_lines(look, me)
    state = _State({line.id: line for line in look.work.lines}, {})
    for envelope in envelopes:
        if _is_in(look.marker, envelope):
            made.results.append(applied(envelope, look.work.document.name))
            continue
        problem = _speaks_against(look, made, state, (envelope, goods, mine))
        later = policy_of(envelope.deed, problem).later if problem else Outcome.APPLIED
        if problem and later is not Outcome.APPLIED:
            made.results.append(refused(envelope, problem, look, later))
        elif (effect := effect_of(envelope.deed)) is None:
            # A person decided that it shall have no effect: it has none.
            made.decided.append(envelope)
        elif isinstance(effect, FinishReceipt):
            made.finish = envelope
            break
        else:
            _take(made, state, envelope)
    made.commands = line_commands(look, state.net, mine, me[1])
    return made


def applied(envelope: Envelope, reference: str) -> Result:
    """Answer that it is in."""
    return Result(envelope.op_id, envelope.seq, Outcome.APPLIED, reference=reference)


def refused(envelope: Envelope, problem: Problem, look: Look, later: Outcome) -> Result:
    """Answer what the table says about a problem."""
    if problem is Problem.DOCUMENT_DONE and _closed_by(envelope, look):
        return applied(envelope, look.reference)
    name = look.reference if later is Outcome.DUPLICATE else look.work.document.name
    return Result(envelope.op_id, envelope.seq, later, problem, reference=name)


def _is_in(marker: Marker, envelope: Envelope) -> bool:
    """Say whether it is filed: its number and its tag, as far back as tags are kept.

    A device that was restored from a backup uses numbers again, for other operations.
    """
    if envelope.seq not in marker.filed.get(_lane(envelope), ()):
        return False
    match effect_of(envelope.deed):
        case ReceiveLine():
            return tag(envelope.op_id) in marker.done or len(marker.done) >= TAGS_MAX
        case Undo(target=target):
            return tag(target) in marker.undone or len(marker.undone) >= TAGS_MAX
        case FinishReceipt() | None:
            return False


def _closed_by(envelope: Envelope, look: Look) -> bool:
    """Our own finish, whose answer was lost: it had announced itself."""
    return envelope.seq in look.marker.closing.get(_lane(envelope), ())


def _take(made: Plan, state: _State, envelope: Envelope) -> None:
    deed, effect = handled(envelope), effect_of(envelope.deed)
    assert deed is not None
    key, amount = key_of(deed), deed.quantity
    if isinstance(effect, Undo):
        amount = -amount
        made.undone.append(tag(effect.target))
    else:
        made.done.append(tag(envelope.op_id))
    if isinstance(envelope.deed, Settle):
        # What it stands in the place of shall not be filed beside it, nor settled again.
        made.undone.append(tag(envelope.deed.target))
    state.net[key] = state.net.get(key, Decimal(0)) + amount
    state.lines[deed.line] = add_to_line(state.lines[deed.line], deed, amount)
    made.filed.append(envelope)


def _speaks_against(
    look: Look, made: Plan, state: _State, about: tuple[Envelope, Goods, OwnLines]
) -> Problem | None:
    envelope, goods, mine = about
    if not is_sealed(envelope):
        return Problem.ERP_REFUSED
    deed = handled(envelope)
    line = state.lines.get(deed.line) if deed else None
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
        serials=_serials(state, product, goods),
        received=Decimal(0) if deed else total(one.done for one in state.lines.values()),
        target=_target(look, made, state, (envelope, mine)),
        parked=_parked(look, made, envelope),
    )
    problem = check(envelope.deed, facts)
    if not problem and deed and line is None:
        return Problem.LINE_MISSING
    return problem


def _target(look: Look, made: Plan, state: _State, about: tuple[Envelope, OwnLines]) -> TargetState:
    envelope, mine = about
    match effect_of(envelope.deed):
        case Undo(target=target, taken_back=deed):
            known = look.marker | Marker(done=tuple(made.done), undone=tuple(made.undone))
            if tag(target) in known.undone:
                return TargetState.UNDONE
            if tag(target) not in known.done:
                return TargetState.MISSING
            key = key_of(deed)
            there = total(row.quantity for row in mine.get(key, ()))
            # Only what this user put there can be taken away again.
            enough = there + state.net.get(key, Decimal(0)) >= deed.quantity
            return TargetState.STANDING if enough else TargetState.MISSING
        case ReceiveLine() | FinishReceipt() | None:
            return TargetState.MISSING


def _parked(look: Look, made: Plan, envelope: Envelope) -> Parked:
    """Stock Odoo keeps nothing of what it set aside: only that it was filed after all is known."""
    match envelope.deed:
        case Settle(target=target) if tag(target) in (
            *(*look.marker.done, *made.done),
            *(*look.marker.undone, *made.undone),
        ):
            return Parked.SETTLED
        case Settle():
            return Parked.WAITING
        case _:
            return Parked.MISSING


def _serials(state: _State, product: Product | None, goods: Goods) -> frozenset[str]:
    if product is None or product.tracking is not Tracking.SERIAL:
        return frozenset()
    here = {
        entry.lot
        for line in state.lines.values()
        if line.product == product.id
        for entry in line.entries
        if entry.lot
    }
    return frozenset(here | {name for id, name in goods.serials if id == product.id})


def _lane(envelope: Envelope) -> Lane:
    return lane(envelope.device, envelope.epoch)


def _by_lane(envelopes: Sequence[Envelope]) -> dict[Lane, frozenset[int]]:
    found: dict[Lane, frozenset[int]] = {}
    for one in envelopes:
        found[_lane(one)] = found.get(_lane(one), frozenset()) | {one.seq}
    return found
