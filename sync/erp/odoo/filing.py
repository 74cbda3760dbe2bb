"""One document's operations on their way: what was tried, what was said, and whose fault it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sync.core.envelope import Envelope
from sync.core.lifecycle import Outcome, Result
from sync.core.policies import policy_of
from sync.core.problems import Problem
from sync.erp.odoo.answers import ACCESS, MISSING, Refusal
from sync.erp.odoo.goods import Goods
from sync.erp.odoo.look import Look
from sync.erp.odoo.plan import Plan
from sync.erp.odoo.poison import Poison
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PUSH_OPERATIONS_MAX


@dataclass
class Filing:
    """One document's operations on their way, and what became of them."""

    picking: int
    company: int
    waiting: list[Envelope]
    goods: Goods
    poison: Poison
    results: list[Result] = field(default_factory=list)
    width: int = PUSH_OPERATIONS_MAX
    """How many go into one write: halved until the one that Odoo refuses is alone."""
    suspect: str = ""
    """The operation that was refused alone, once: perhaps for the document's new state."""
    looks: int = 0
    """Looks in a row that led to nothing, because another was faster."""
    missed: Look | None = None
    """What was seen before Odoo last said that something of it is missing."""

    def settle(self, results: Iterable[Result]) -> None:
        """Note answers; what has one is not sent again."""
        known = len(self.results)
        self.results.extend(results)
        self.looks = 0 if len(self.results) > known else self.looks
        answered = {result.op_id for result in self.results}
        self.waiting = [one for one in self.waiting if one.op_id not in answered]


def missed(filing: Filing, seen: Look, refusal: Refusal) -> Failure | None:
    """Look again: another device was faster, or the office took a line away."""
    if filing.missed == seen:
        detail = f"something of it is missing all the time: {refusal.message}"
        return Failure(FailureKind.ANSWER_UNREADABLE, detail)
    filing.missed = seen
    return None


def not_written(
    filing: Filing, seen: Look, made: Plan, refusal: Refusal
) -> Result | Failure | None:
    """Nothing was written. Find out whose fault it is before anybody is told."""
    if refusal.name == MISSING:
        return missed(filing, seen, refusal)
    # Odoo spoke about these operations, and each time about fewer of them: nobody was faster.
    filing.looks = 0
    if len(made.filed) > 1:
        filing.width = len(made.filed) // 2
        return None
    # A finish that could not announce itself fails here too, and for the same reasons.
    guilty = made.filed[0] if made.filed else made.finish
    assert guilty is not None
    if filing.suspect != guilty.op_id:
        filing.suspect = guilty.op_id
        return None
    return _refused_by_odoo(guilty, refusal)


def _refused_by_odoo(envelope: Envelope, refusal: Refusal) -> Result:
    if refusal.name == ACCESS:
        problem = Problem.NO_RIGHTS
    else:
        problem = Problem.ERP_REFUSED if refusal.is_rule else Problem.ERP_UNKNOWN
    return parking(envelope, problem, f"{refusal.name}: {refusal.message}")


def parking(envelope: Envelope, problem: Problem, detail: str = "") -> Result:
    """Answer what the table says once it is written, in the words of the ERP."""
    later = policy_of(envelope.deed, problem).later
    assert later is not Outcome.APPLIED
    name = envelope.seen.document_name
    return Result(envelope.op_id, envelope.seq, later, problem, name, detail)
