"""A push is cut where the order of documents matters, and nowhere else; the module cuts alike."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from sync.core.envelope import from_json
from sync.core.operations import FinishReceipt, Move, MoveLine, Rest, Undo
from sync.erp.odoo.parts import parts
from tests.addon.test_same_rules import OPERATIONS, loaded

D = Decimal
ENVELOPE = from_json(OPERATIONS.read_text().splitlines()[0])


def pick(document: int) -> MoveLine:
    return MoveLine(document, 1, 1, D(1), D(1), None, None, 11, 12, 1)


def end(document: int) -> FinishReceipt:
    return FinishReceipt(document, Rest.STAYS_OPEN)


UNASKED = Move(1, D(1), D(1), None, None, 11, 12, 1)
CASES = {
    "documents in turns": ([pick(1), pick(2), pick(1)], [3]),
    "a finish, then a new document": ([pick(1), end(1), pick(2), pick(2)], [4]),
    "a finish, then one that waited": ([pick(2), pick(1), end(1), pick(2), end(2)], [3, 2]),
    "put back, then taken": ([pick(2), Undo("x", pick(1)), pick(2), pick(1)], [2, 2]),
    "without a document": ([pick(1), UNASKED, UNASKED, pick(1)], [1, 2, 1]),
}


@pytest.mark.parametrize(("deeds", "lengths"), CASES.values(), ids=CASES)
def test_a_push_is_cut_where_the_order_of_documents_matters(deeds, lengths):
    group = [replace(ENVELOPE, deed=deed, seq=n) for n, deed in enumerate(deeds, 1)]
    cut = list(parts(group))
    assert [len(part) for part in cut] == lengths
    assert [one for part in cut for one in part] == group
    ops = [_as_read(deed) for deed in deeds]
    assert [len(part) for part in loaded("parts").parts(ops)] == lengths


def _as_read(deed):
    goods = deed.taken_back if isinstance(deed, Undo) else deed
    moved = isinstance(goods, MoveLine | Move)
    return SimpleNamespace(
        document=deed.document,
        unasked=isinstance(deed, Move),
        goods=SimpleNamespace(moved=True) if moved else None,
        target="x" if isinstance(deed, Undo) else "",
        effect={"deed": 1},
        check=None,
    )
