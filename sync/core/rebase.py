"""Live = base plus pending: replay of unsettled deeds on what the ERP last said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sync.core.apply import apply_all
from sync.core.operations import (
    Deed,
    Filing,
    FinishReceipt,
    RecordCheck,
    effect_of,
    goods_of,
)
from sync.core.problems import Problem
from sync.core.records import Document, DocumentState, Line, Work


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


def rebase(base: Work, pending: Iterable[tuple[str, Deed]], onto: Work | None = None) -> Rebased:
    """Replay `(op_id, deed)` pairs, in the order they were written, on the base.

    `onto` is the base with what was replayed on it before these, where it is known already.
    """
    deeds, advice = list[Deed](), list[Advice]()
    lines = {line.id: line for line in base.lines}
    for op_id, deed in pending:
        effect = effect_of(deed)
        problem = _no_longer_fits(base.document, lines, effect) if effect else None
        if problem:
            advice.append(Advice(op_id, problem))
        deeds.append(deed)
    return Rebased(apply_all(base if onto is None else onto, deeds), tuple(advice))


def _no_longer_fits(document: Document, lines: Mapping[int, Line], deed: Filing) -> Problem | None:
    if document.state is DocumentState.CANCELLED:
        return Problem.DOCUMENT_CANCELLED
    if isinstance(deed, RecordCheck):
        return None if deed.line in lines else Problem.LINE_MISSING
    if document.state is DocumentState.DONE:
        return None if isinstance(deed, FinishReceipt) else Problem.DOCUMENT_DONE
    return _line_changed(lines, deed)


def _line_changed(lines: Mapping[int, Line], deed: Filing) -> Problem | None:
    goods = goods_of(deed)
    if goods is None or goods.line is None:
        return None
    line = lines.get(goods.line)
    if line is None:
        return Problem.LINE_MISSING
    return Problem.UNIT_MISMATCH if goods.unit not in {None, line.unit} else None
