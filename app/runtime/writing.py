"""Writes what was decided: each deed with who did it, where and when, in one transaction each."""

from app.base.decision import Do, Refuse
from app.base.session import Session
from app.base.wording import Text, problem_text, text
from app.runtime.device import Device
from sync.core.envelope import Who
from sync.core.evidence import evidence_of
from sync.core.problems import Problem
from sync.store.stamp import Stamp
from sync.store.told import Committed
from sync.store.trouble import CommitTrouble


async def write(device: Device, session: Session, decision: Do) -> Refuse | None:
    """Write the deed and those after it; say why one was not, and what was written stands."""
    for number, deed in enumerate((decision.deed, *decision.also)):
        stamp = _stamp(device, session, decision.raw)
        written = await device.store.commit(deed, stamp, device.clock.today())
        if not isinstance(written, Committed):
            if number:
                device.written()
            return Refuse(session, _not_written(written, decision))
        if evidence_of(deed):
            device.pictured()
    return None


def _stamp(device: Device, session: Session, raw: str) -> Stamp:
    scope = session.scope
    assert scope is not None
    who = Who(session.user, "", scope.company, scope.warehouse)
    return Stamp(device.new_op_id(), who, device.clock.when(), raw)


def _not_written(trouble: Problem | CommitTrouble, decision: Do) -> Text:
    if isinstance(trouble, CommitTrouble):
        return text(f"writing.{trouble.kind}")
    return problem_text(trouble, **dict(decision.names))
