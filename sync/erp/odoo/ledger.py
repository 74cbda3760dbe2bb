"""Our add-on in Odoo: how it is found, and how operations are filed in its ledger."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sync.core.envelope import Envelope, to_json
from sync.core.lifecycle import Outcome, Result
from sync.core.problems import Problem
from sync.erp.odoo.answers import ACCESS, NOT_FOUND, Refusal
from sync.erp.odoo.api import Api, as_failure
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PUSH_OPERATIONS_MAX, PushReply, PushRequest
from sync.wire.version import APP_VERSION

MODEL = "stockhand.op"
ABOUT: Mapping[str, Any] = MappingProxyType({"app_version": APP_VERSION})
"""What the office's list of devices is told of every one."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The add-on that is installed; `suspense` are the places where it sets goods aside.

    One that `checks` keeps rules and verdicts; `holds` are the places for goods that wait for one.
    With `pictures` it keeps those that verdicts rest on, too. It tells which `batches` there are,
    lets devices read which `pack_types`, and takes operations `deflated`.
    """

    version: str
    suspense: frozenset[int]
    holds: frozenset[int] = frozenset()
    checks: bool = False
    pictures: bool = False
    batches: bool = False
    pack_types: bool = False
    deflated: bool = False


async def find_ledger(api: Api) -> Ledger | Failure | None:
    """Ask for the add-on; none where it is not installed, or not for this user."""
    said = await api.call(MODEL, "hello", {})
    if isinstance(said, Refusal):
        return None if said.name in {ACCESS, NOT_FOUND} else as_failure(MODEL, said)
    if isinstance(said, Failure):
        return said
    return Ledger(
        version=str(said.value["version"]),
        suspense=frozenset(said.value["suspense"]),
        # An add-on of the first version knows nothing of checks.
        holds=frozenset(said.value.get("holds", ())),
        checks="holds" in said.value,
        pictures=bool(said.value.get("pictures")),
        batches=bool(said.value.get("batches")),
        pack_types=bool(said.value.get("pack_types")),
        deflated=bool(said.value.get("deflated")),
    )


async def file_in_ledger(
    api: Api, request: PushRequest, *, deflated: bool = False
) -> PushReply | Failure:
    """File operations, all in one transaction of Odoo's; sent again, they get the same answers."""
    operations = request.operations[:PUSH_OPERATIONS_MAX]
    for one in operations:
        if (one.device, one.epoch) != (request.device, request.epoch):
            return Failure(FailureKind.NO_RIGHTS, "an operation of another device")
    named = {
        "device": request.device,
        "epoch": request.epoch,
        "ops": _written(operations, deflated=deflated),
        "about": {**ABOUT} | ({"head_seq": operations[-1].seq} if operations else {}),
    }
    said = await api.read(MODEL, "apply", named)
    if isinstance(said, Failure):
        return said
    if said.value.get("strange"):
        return PushReply(results=(), refuses_gaps=True, strange=True)
    results = tuple(read_result(row) for row in said.value["results"])
    if said.value["fenced"] and not results:
        return Failure(FailureKind.EPOCH_FENCED, f"number {operations[0].seq} is taken")
    early = len(results) < len(operations) and not said.value["fenced"]
    resend_from = int(said.value["expected"]) if early else 0
    return PushReply(results=results, refuses_gaps=True, resend_from=resend_from)


def _written(operations: Sequence[Envelope], *, deflated: bool) -> list[Any] | str:
    """Write operations as they are sent: nothing before an Odoo unpacks a request."""
    written = [json.loads(to_json(one)) for one in operations]
    if not deflated:
        return written
    text = json.dumps(written, separators=(",", ":"), ensure_ascii=False)
    return base64.b64encode(zlib.compress(text.encode())).decode()


def read_result(row: Mapping[str, Any]) -> Result:
    """Read one answer."""
    outcome, problem = row["outcome"], row["problem"]
    if outcome not in _OUTCOMES or (problem and problem not in _PROBLEMS):
        # A module newer than this app: it is dealt with, and a person looks at how.
        said = f"{outcome} {problem} {row['detail']}"
        parked = (Outcome.EXCEPTION, Problem.ERP_UNKNOWN, row["reference"], said)
        return Result(row["op_id"], row["seq"], *parked)
    return Result(
        op_id=row["op_id"],
        seq=row["seq"],
        outcome=Outcome(outcome),
        problem=Problem(problem) if problem else None,
        reference=row["reference"],
        detail=row["detail"],
        # An add-on of the first version does not say who.
        changed_by=row.get("changed_by") or "",
        changed_ms=row.get("changed_ms") or None,
    )


_OUTCOMES = frozenset(Outcome)
_PROBLEMS = frozenset(Problem)
