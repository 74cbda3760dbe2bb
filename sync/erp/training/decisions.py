"""Follows decisions back to the operation that they are about."""

from sync.core.envelope import Envelope, from_json
from sync.core.operations import Settle
from sync.erp.training.books import Books

CHAIN_MAX = 100
"""Decisions about one operation, each about the one before."""


def root(books: Books, envelope: Envelope) -> str:
    """Name the operation that a chain of decisions is about; one that is none is about itself."""
    op_id, deed = envelope.op_id, envelope.deed
    for _ in range(CHAIN_MAX):
        if not isinstance(deed, Settle):
            return op_id
        sql = "SELECT envelope FROM operations WHERE op_id = ?"
        text = books.file.value(sql, (deed.target,))
        if text is None:
            # These books were made anew: the first decision they know of is where it begins.
            return op_id
        op_id, deed = deed.target, from_json(text).deed
    return op_id
