"""Words of quality: rules as the ERP keeps them, answers, verdicts, and what becomes of goods."""

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from decimal import Decimal
from enum import StrEnum

from sync.core.quantity import plain


class Verdict(StrEnum):
    """What an inspector says of goods."""

    PASSED = "passed"
    FAILED = "failed"
    UNSURE = "unsure"
    """Somebody else shall look: the goods stay blocked, and the check stays in the queue."""
    WITHDRAWN = "withdrawn"
    """Who gave the last verdict takes it back: the goods wait for a check again, where they are."""
    PAUSED = "paused"
    """None yet: somebody began, and whoever goes on finds what was answered, on any device."""


class Disposition(StrEnum):
    """What becomes of goods that failed."""

    QUARANTINE = "quarantine"
    RETURN = "return"
    REWORK = "rework"
    SCRAP = "scrap"
    ACCEPT = "accept"
    """Used all the same: that takes the badge of a second person."""


class Per(StrEnum):
    """How often the questions of a rule are asked."""

    LOT = "lot"
    SAMPLE = "sample"
    UNIT = "unit"


class AskKind(StrEnum):
    """How a question of a check is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    SCAN = "scan"
    SIGNATURE = "signature"
    """By the inspector's own badge."""
    PHOTO = "photo"
    DRAWN = "drawn"
    """A signature written with a finger: of a driver, who has no badge."""


ANSWERS_KEPT_MAX = 100
"""Answers of a paused check that others are told: they travel with its line."""
OPEN = frozenset({Verdict.UNSURE, Verdict.WITHDRAWN, Verdict.PAUSED})
"""Verdicts after which goods still wait for a check."""
PICTURED = frozenset({AskKind.PHOTO, AskKind.DRAWN})
"""What is answered by a picture; its text is written by `evidence.names_text`."""


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A rule as the ERP keeps it: `definition` is its text, read by `check_rules.read_rule`."""

    id: int
    company: int | None
    definition: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to question `ask` of rule `rule`, for one piece of those looked at."""

    rule: int
    ask: str
    piece: int
    value: str
    good: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """How a lot of a line stands: the last verdict, and on how much of it.

    A paused check holds the `answers` so far; of one that is over the ERP keeps them.
    """

    lot: str | None
    quantity: Decimal
    verdict: Verdict
    disposition: Disposition | None
    inspector: str
    second: str
    answers: tuple[Answer, ...] = ()

    @property
    def blocks(self) -> bool:
        """Say whether nobody may take these goods."""
        return blocks(self.verdict, self.disposition)

    @property
    def was_bad(self) -> bool:
        """Say whether they were bad for somebody, who took that back."""
        said = self.disposition not in {None, Disposition.ACCEPT}
        return self.verdict in {Verdict.WITHDRAWN, Verdict.PAUSED} and said


def blocks(verdict: Verdict, disposition: Disposition | None) -> bool:
    """Say whether nobody may take goods of such a verdict."""
    bad = verdict in {Verdict.FAILED, Verdict.UNSURE}
    return bad and disposition is not Disposition.ACCEPT


def checks_text(checks: Iterable[Checked]) -> str:
    """Write a line's verdicts as the one text they are kept and summed up as."""
    rows = [
        [
            *(one.lot, plain(one.quantity), str(one.verdict)),
            *(str(one.disposition) if one.disposition else None, one.inspector, one.second),
            *([[astuple(answer) for answer in one.answers]] if one.answers else []),
        ]
        for one in checks
    ]
    return json.dumps(rows) if rows else ""


def read_checks(text: str | None) -> tuple[Checked, ...]:
    """Read `checks_text`'s text."""
    return tuple(
        Checked(
            lot,
            Decimal(quantity),
            Verdict(verdict),
            Disposition(disposition) if disposition else None,
            inspector,
            second,
            tuple(Answer(*answer) for rows in answers for answer in rows),
        )
        for lot, quantity, verdict, disposition, inspector, second, *answers in json.loads(
            text or "[]"
        )
    )
