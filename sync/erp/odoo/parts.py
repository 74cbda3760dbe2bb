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
    freed = False
    for one in group:
        is_apart = one.deed.document == NO_DOCUMENT
        known = any(one.deed.document == other.deed.document for other in part)
        late = freed and known and isinstance(effect_of(one.deed), MoveLine)
        if part and (late or is_apart != (part[0].deed.document == NO_DOCUMENT)):
            yield part
            part, freed = [], False
        part.append(one)
        freed = freed or _frees(one)
    if part:
        yield part


def _frees(envelope: Envelope) -> bool:
    effect = effect_of(envelope.deed)
    if isinstance(effect, Undo):
        return isinstance(goods_of(effect), MoveLine)
    return isinstance(effect, FinishReceipt)
