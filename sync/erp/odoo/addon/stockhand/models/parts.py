"""Cuts a push into parts: within one, operations are filed document by document."""


def parts(ops):
    """Cut where what comes next may need what another document did before it, as the app does."""
    part, early = [], set()
    for op in ops:
        takes = bool(op.goods and op.goods.moved and not op.target)
        late = takes and op.document in early
        if part and (late or op.unasked != part[0].unasked):
            yield part
            part, early = [], set()
        part.append(op)
        if _frees(op):
            early |= {other.document for other in part} - {op.document}
    if part:
        yield part


def _frees(op):
    if op.target:
        return bool(op.goods and op.goods.moved)
    return bool(op.effect and not op.goods and not op.check)
