"""The reader's judgement: whatever is wrong is found, and nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.faults.compare import Change, Key, Kind, Seen, Verdict, Written, compare, digits

KEY = Key(7, "L1", 3)
DOCUMENT = 1


def received(seq: int, device: str = "one") -> Written:
    """Number `seq` of a device, which counted the amount of that digit (of the other: +4)."""
    digit = seq if device == "one" else seq + 4
    return Written(device, 1, seq, f"{device}{seq}", Kind.RECEIVE, DOCUMENT, KEY, digit)


def change(transaction: int, amount: int, document: int = DOCUMENT) -> Change:
    return Change(transaction, document, KEY, Decimal(amount))


WRITTEN = (
    received(0),
    received(1),
    received(2),
    Written("one", 1, 3, "undo", Kind.UNDO, DOCUMENT, KEY, 1, "one1"),
    received(0, "two"),
    Written("two", 1, 1, "finish", Kind.FINISH, DOCUMENT, None, 0),
    received(2, "two"),
)
SEEN = Seen(
    answers={one.op_id: ["applied"] for one in WRITTEN[:-1]} | {"two2": ["exception"]},
    amounts={KEY: Decimal(1 + 16 + 256)},
    changes=(change(1, 1 + 4), change(2, 256), change(3, 16 - 4)),
    closed={DOCUMENT: 4},
)


def found(seen: Seen) -> set[str]:
    return {name for name, some in vars(compare(WRITTEN, seen)).items() if some}


def test_what_is_as_it_should_be_is_let_through():
    assert compare(WRITTEN, SEEN) == Verdict()


@pytest.mark.parametrize(
    ("seen", "wrong"),
    [
        (replace(SEEN, amounts={KEY: Decimal(1 + 256)}), {"lost"}),
        (replace(SEEN, amounts={}), {"lost"}),
        (replace(SEEN, amounts={KEY: Decimal(1 + 16 + 2 * 256)}), {"doubled"}),
        (replace(SEEN, amounts={KEY: Decimal(1 + 4 + 16 + 256)}), {"doubled"}),
        # Set aside on the device, and in Odoo all the same.
        (replace(SEEN, amounts={KEY: Decimal(1 + 16 + 256 + 4**6)}), {"doubled"}),
        (replace(SEEN, amounts=SEEN.amounts | {Key(7, "", 3): Decimal(1)}), {"strange"}),
        (replace(SEEN, changes=(change(1, 4), change(2, 1), *SEEN.changes[1:])), {"disordered"}),
        (replace(SEEN, changes=(*SEEN.changes, change(5, 1))), {"disordered", "doubled"}),
        (replace(SEEN, changes=(*SEEN.changes, change(4, 4**7))), {"strange"}),
        # Once too often and put right later: the end does not show it.
        (replace(SEEN, changes=(*SEEN.changes, change(4, 256), change(4, -256))), {"doubled"}),
        (replace(SEEN, answers=SEEN.answers | {"one0": []}), {"unanswered", "doubled"}),
        (replace(SEEN, answers=SEEN.answers | {"one0": ["applied"] * 2}), {"unanswered"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(seen: Seen, wrong: set[str]):
    assert wrong <= found(seen)


def test_an_amount_is_read_as_powers_added_and_taken_back():
    assert digits(Decimal(0)) == []
    assert digits(Decimal(1 + 64)) == [(0, 1), (3, 1)]
    assert digits(Decimal(-4)) == [(1, -1)]
    assert digits(Decimal(16 - 4)) == [(1, -1), (2, 1)]
    assert digits(Decimal(2 * 16)) == [(2, 2)]
