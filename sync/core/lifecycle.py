"""THE TABLE of an operation's life as the answers to it make it; each step one way."""

from dataclasses import dataclass
from enum import StrEnum

from sync.core.problems import Problem


class Outcome(StrEnum):
    """What became of an operation; every one ends in exactly one, and `RETRY` is none."""

    APPLIED = "applied"
    APPLIED_CHANGED = "applied_changed"
    DUPLICATE = "duplicate"
    WAITING = "waiting"
    EXCEPTION = "exception"
    REJECTED = "rejected"
    RETRY = "retry"


class Life(StrEnum):
    """Where an operation stands, as the device knows it."""

    HERE = "here"
    """Written on this device only."""
    HELD = "held"
    """In the ERP's hands, waiting for another device's work."""
    ANSWERED = "answered"
    """In the ERP, for good. It overlays the base until a page holds its effect: that is the
    mirror's to know, by how far the base is, and no step of this table."""
    PARKED = "parked"
    """Set aside by the ERP: overlays the base until a person settles it. That is an operation of
    its own, which names this one; this one stays parked for good."""
    REFUSED = "settled"
    """Of no effect: overlays nothing. The word is the one journals have kept from the start."""


class Step(StrEnum):
    """What can happen to an operation after it is written."""

    APPLIED = "applied"
    REFUSED = "refused"
    PARKED = "parked"
    HELD = "held"


LIFE: dict[tuple[Life, Step], Life] = {
    (Life.HERE, Step.APPLIED): Life.ANSWERED,
    (Life.HERE, Step.REFUSED): Life.REFUSED,
    (Life.HERE, Step.PARKED): Life.PARKED,
    (Life.HERE, Step.HELD): Life.HELD,
    (Life.HELD, Step.APPLIED): Life.ANSWERED,
    (Life.HELD, Step.REFUSED): Life.REFUSED,
    (Life.HELD, Step.PARKED): Life.PARKED,
    # An ERP that was put back to an older day gets it again, and may have become of another mind.
    (Life.ANSWERED, Step.PARKED): Life.PARKED,
    (Life.PARKED, Step.APPLIED): Life.ANSWERED,
    (Life.PARKED, Step.REFUSED): Life.REFUSED,
}
"""Every step there is. What is not here cannot happen."""

STEP_OF: dict[Outcome, Step | None] = {
    Outcome.APPLIED: Step.APPLIED,
    Outcome.APPLIED_CHANGED: Step.APPLIED,
    Outcome.DUPLICATE: Step.APPLIED,
    Outcome.WAITING: Step.HELD,
    Outcome.EXCEPTION: Step.PARKED,
    Outcome.REJECTED: Step.REFUSED,
    Outcome.RETRY: None,
}
"""The step an outcome makes; `RETRY` makes none: the operation is sent again."""

OVERLAYS = frozenset({Life.HERE, Life.HELD, Life.ANSWERED, Life.PARKED})
"""The lives in which an operation is replayed on a base that does not hold it."""


@dataclass(frozen=True, slots=True)
class Result:
    """The ERP's answer to one operation.

    `problem` says why it is parked or refused; `reference` is what the ERP made of it
    (a document's name, for people); `detail` is for the support bundle, never for a screen.
    `changed_by` is who last changed what stands in its way, and `changed_ms` when, where the ERP
    says so.
    """

    op_id: str
    seq: int
    outcome: Outcome
    problem: Problem | None = None
    reference: str = ""
    detail: str = ""
    changed_by: str = ""
    changed_ms: int | None = None


def after(life: Life, outcome: Outcome) -> Life:
    """Where an operation stands after an answer; a repeated answer changes nothing."""
    step = STEP_OF[outcome]
    return life if step is None else LIFE.get((life, step), life)
