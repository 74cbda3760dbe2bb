"""Cuts a push into parts: within one, operations are filed document by document."""


def parts(ops):
    """Cut where what comes next may need what another document did before it, as the app does."""
    part, freed = [], False
    for op in ops:
        known = any(op.document == other.document for other in part)
        takes = bool(op.goods and op.goods.moved and not op.target)
        if part and (op.unasked != part[0].unasked or (freed and known and takes)):
            yield part
            part, freed = [], False
        part.append(op)
        freed = freed or _frees(op)
    if part:
        yield part


def _frees(op):
    if op.target:
        return bool(op.goods and op.goods.moved)
    return bool(op.effect and not op.goods and not op.check)
