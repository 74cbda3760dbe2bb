"""Compares what was acknowledged with what Odoo has in the end, and with how it got there.

Knows numbers only: nothing of the shipping code, and nothing of Odoo.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

BASE = 4
"""A digit says how often one operation is in an amount: never, once, or more often than it may."""
FILED = frozenset({"applied", "applied_changed"})
OUTCOMES = FILED | {"duplicate", "exception", "rejected"}


class Key(NamedTuple):
    """What amounts add up for: one line, one lot, one bin."""

    line: int
    lot: str
    bin: int


class Kind(StrEnum):
    """What somebody did."""

    RECEIVE = "receive"
    UNDO = "undo"
    FINISH = "finish"


@dataclass(frozen=True)
class Written:
    """An acknowledged operation; it counted (or took back) `BASE ** digit` of a key."""

    device: str
    epoch: int
    seq: int
    op_id: str
    kind: Kind
    document: int
    key: Key | None
    digit: int
    target: str = ""


@dataclass(frozen=True)
class Change:
    """What one transaction of Odoo did to one key; in the order of the transactions."""

    transaction: int
    document: int
    key: Key
    amount: Decimal


@dataclass(frozen=True)
class Seen:
    """All that an independent reader found.

    `answers` are the final outcomes each operation has on its device; `closed` the transaction in
    which a document was closed.
    """

    answers: Mapping[str, Sequence[str]]
    amounts: Mapping[Key, Decimal]
    changes: Sequence[Change]
    closed: Mapping[int, int]


@dataclass
class Verdict:
    """What is wrong, in words for the log; nothing of it may be."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Nothing is wrong."""
        return not any(vars(self).values())


def compare(written: Sequence[Written], seen: Seen) -> Verdict:
    """Find every difference."""
    verdict = Verdict()
    for one in written:
        final = seen.answers.get(one.op_id, ())
        if len(final) != 1 or final[0] not in OUTCOMES:
            verdict.unanswered.append(f"{one}: {list(final)}")
    _amounts(written, seen, verdict)
    _history(written, seen, verdict)
    return verdict


def story(written: Sequence[Written], seen: Seen, reasons: Mapping[str, str]) -> list[str]:
    """Tell all that happened to the lines on which anything is wrong."""
    wrong = {
        one.key
        for one in written
        if one.key and seen.amounts.get(one.key, 0) != _meant(one, written, seen)
    }
    told = [f"{one} {reasons.get(one.op_id)}" for one in written if one.key in wrong]
    told += [str(change) for change in seen.changes if change.key in wrong]
    return [*told, *(f"{key}: {seen.amounts.get(key, 0)}" for key in wrong if key)]


def _meant(about: Written, written: Sequence[Written], seen: Seen) -> Decimal:
    wanted = expected(written, seen.answers)
    same = [one for one in written if one.key == about.key and one.kind is Kind.RECEIVE]
    return sum((Decimal(BASE**one.digit) * wanted[one.op_id] for one in same), Decimal(0))


def expected(written: Iterable[Written], answers: Mapping[str, Sequence[str]]) -> Counter[str]:
    """How often each receiving should be in Odoo, by the answers: once, or not at all."""
    found: Counter[str] = Counter()
    for one in written:
        if set(answers.get(one.op_id, ())) & FILED:
            if one.kind is Kind.RECEIVE:
                found[one.op_id] += 1
            elif one.kind is Kind.UNDO:
                found[one.target] -= 1
    return found


def _amounts(written: Sequence[Written], seen: Seen, verdict: Verdict) -> None:
    wanted = expected(written, seen.answers)
    by_key: dict[Key, list[Written]] = defaultdict(list)
    for one in written:
        if one.kind is Kind.RECEIVE and one.key:
            by_key[one.key].append(one)
    for key in by_key.keys() | seen.amounts.keys():
        rest = seen.amounts.get(key, Decimal(0))
        for one in sorted(by_key.get(key, []), key=lambda one: one.digit):
            # Lower digits are taken off already, so this one is what remains below the next.
            times = int(rest / BASE**one.digit) % BASE
            rest -= times * Decimal(BASE**one.digit)
            if times < wanted[one.op_id]:
                verdict.lost.append(f"{one}: {times} times in {key}")
            elif times > wanted[one.op_id]:
                verdict.doubled.append(f"{one}: {times} times in {key}")
        if rest:
            verdict.strange.append(f"{rest} of {seen.amounts.get(key)} in {key} is nobody's")


def _history(written: Sequence[Written], seen: Seen, verdict: Verdict) -> None:
    """Go through Odoo's transactions in order, as through a list that was only appended to."""
    received = {(one.key, one.digit): one for one in written if one.kind is Kind.RECEIVE}
    undone = {one.target: one for one in written if one.kind is Kind.UNDO}
    last: dict[tuple[str, int, int], tuple[int, int]] = {}
    events: Counter[str] = Counter()
    for change in seen.changes:
        if change.transaction > seen.closed.get(change.document, change.transaction):
            verdict.disordered.append(f"{change}: after its document was closed")
        for digit, times in digits(change.amount):
            one = received.get((change.key, digit))
            if one and times < 0:
                one = undone.get(one.op_id)
            if one is None:
                verdict.strange.append(f"{change}: nobody did that")
                continue
            events[one.op_id] += abs(times)
            lane = (one.device, one.epoch, one.document)
            transaction, seq = last.get(lane, (0, 0))
            if one.seq < seq and change.transaction != transaction:
                verdict.disordered.append(f"{one}: after number {seq}")
            last[lane] = (change.transaction, max(seq, one.seq))
    by_id = {one.op_id: one for one in written}
    for op, times in events.items():
        if times > 1:
            verdict.doubled.append(f"{by_id[op]}: {times} times in the history")


def digits(amount: Decimal) -> list[tuple[int, int]]:
    """Write an amount as powers of `BASE` taken -1, 1 or 2 times; powers in it 0 times left out."""
    found: list[tuple[int, int]] = []
    rest, power = int(amount), 0
    while rest:
        times = rest % BASE
        times = times - BASE if times == BASE - 1 else times
        rest = (rest - times) // BASE
        if times:
            found.append((power, times))
        power += 1
    return found
