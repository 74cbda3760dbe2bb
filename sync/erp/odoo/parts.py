"""Cuts a push into parts: within one, operations are filed document by document."""

from collections.abc import Iterable, Sequence

from sync.core.envelope import Envelope
from sync.core.operations import NO_DOCUMENT, FinishReceipt, MoveLine, Undo, effect_of, goods_of


def parts(group: Sequence[Envelope]) -> Iterable[Sequence[Envelope]]:
    """Cut where what comes next may need what another document did before it.

    What moved without a document stands apart. Goods that are taken for a document which was
    worked on before another one was finished, or had goods put back, are filed behind that.
    """
    part: list[Envelope] = []
    early: set[int] = set()
    for one in group:
        document = one.deed.document
        late = document in early and isinstance(effect_of(one.deed), MoveLine)
        if part and (late or _is_apart(one) != _is_apart(part[0])):
            yield part
            part, early = [], set()
        part.append(one)
        if _frees(one):
            early |= {other.deed.document for other in part} - {document}
    if part:
        yield part


def _is_apart(envelope: Envelope) -> bool:
    return envelope.deed.document == NO_DOCUMENT


def _frees(envelope: Envelope) -> bool:
    effect = effect_of(envelope.deed)
    if isinstance(effect, Undo):
        return isinstance(goods_of(effect), MoveLine)
    return isinstance(effect, FinishReceipt)
