"""Live = base plus pending: replay of unsettled deeds on what the ERP last said."""

from collections.abc import Iterable
from dataclasses import dataclass

from sync.core.apply import apply
from sync.core.operations import (
    Deed,
    Filing,
    FinishReceipt,
    RecordCheck,
    effect_of,
    goods_of,
)
from sync.core.problems import Problem
from sync.core.records import DocumentState, Work


@dataclass(frozen=True, slots=True)
class Advice:
    """A pending operation that no longer fits the base, and why. It is never dropped."""

    op_id: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Rebased:
    """The live work, and what a person should know about it."""

    live: Work
    advice: tuple[Advice, ...]


def rebase(base: Work, pending: Iterable[tuple[str, Deed]]) -> Rebased:
    """Replay `(op_id, deed)` pairs, in the order they were written, on the base."""
    live, advice = base, list[Advice]()
    for op_id, deed in pending:
        effect = effect_of(deed)
        problem = _no_longer_fits(base, effect) if effect else None
        if problem:
            advice.append(Advice(op_id, problem))
        live = apply(live, deed)
    return Rebased(live, tuple(advice))


def _no_longer_fits(base: Work, deed: Filing) -> Problem | None:
    if base.document.state is DocumentState.CANCELLED:
        return Problem.DOCUMENT_CANCELLED
    if isinstance(deed, RecordCheck):
        return None if any(one.id == deed.line for one in base.lines) else Problem.LINE_MISSING
    if base.document.state is DocumentState.DONE:
        return None if isinstance(deed, FinishReceipt) else Problem.DOCUMENT_DONE
    return _line_changed(base, deed)


def _line_changed(base: Work, deed: Filing) -> Problem | None:
    goods = goods_of(deed)
    if goods is None or goods.line is None:
        return None
    line = next((one for one in base.lines if one.id == goods.line), None)
    if line is None:
        return Problem.LINE_MISSING
    return Problem.UNIT_MISMATCH if goods.unit not in {None, line.unit} else None
