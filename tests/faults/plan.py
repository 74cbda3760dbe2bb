"""What goes wrong and when, all of it from one seed: each device's wire has dice of its own."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random


class Fault(StrEnum):
    """What the wire does to one request."""

    NONE = "passed"
    CUT_BEFORE = "cut before"
    """Odoo hears nothing."""
    CUT_REQUEST = "cut in the request"
    """Odoo hears a part of it."""
    SWALLOWED = "answer swallowed"
    """Odoo has done it, and the device never hears."""
    CUT_ANSWER = "cut in the answer"
    SLOW = "slow"
    """It arrives after others that were sent later."""
    LATE = "late"
    """The device is cut off at once, and the request arrives after it was sent again."""
    TWICE = "twice at once"
    """The same bytes arrive on two connections."""
    AGAIN = "again later"
    """Answered, and then the same bytes arrive once more."""


CUTTING = frozenset(
    {Fault.CUT_BEFORE, Fault.CUT_REQUEST, Fault.SWALLOWED, Fault.CUT_ANSWER, Fault.LATE}
)
"""What leaves a device without its answer."""
DOUBLING = frozenset({Fault.TWICE, Fault.AGAIN, Fault.LATE})
"""What makes Odoo hear a request more than once, the device's own second try counted in."""

_HARMFUL = tuple(one for one in Fault if one is not Fault.NONE)


class Blow(StrEnum):
    """What happens to a server while it is at work."""

    ODOO = "Odoo killed"
    POSTGRES = "PostgreSQL stopped at once"
    BACKEND = "a PostgreSQL process killed"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One request's fate: the fault, for how long, and after which part of the bytes."""

    fault: Fault
    seconds: float = 0.0
    part: float = 0.0


@dataclass
class Wire:
    """The dice of one device's wire. A seed has its own taste for faults (a swarm, not a mean)."""

    dice: Random
    healed: bool = False
    struck: Counter[Fault] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._weights = [self.dice.choice((0, 1, 1, 3)) for _ in _HARMFUL]
        self._weights[self.dice.randrange(len(_HARMFUL))] += 2
        self._goods, self._reads = self.dice.uniform(0.2, 0.5), self.dice.uniform(0.02, 0.08)
        self._delay_max = self.dice.choice((0.1, 0.5, 3.0))

    def next(self, *, goods: bool) -> Stroke:
        """Throw for the next request; `goods` where it would change stock."""
        rate = self._goods if goods else self._reads
        fault = Fault.NONE
        if not self.healed and self.dice.random() < rate:
            [fault] = self.dice.choices(_HARMFUL, self._weights)
        self.struck[fault] += 1
        return Stroke(fault, self.dice.uniform(0, self._delay_max), self.dice.random())


def blows(dice: Random, operations: int) -> dict[int, Blow]:
    """Say after which number of written operations which server is struck: each kind at least once.

    Rarer in a long run, where starting Odoo again would take most of the time.
    """
    kinds = list(Blow)
    dice.shuffle(kinds)
    count = max(len(kinds), operations // OPERATIONS_A_BLOW)
    at = sorted(dice.sample(range(2, max(operations, count + 3)), count))
    return {number: kinds[index % len(kinds)] for index, number in enumerate(at)}


OPERATIONS_A_BLOW = 250
