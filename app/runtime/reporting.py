"""A reported problem: what was typed, how the device stands, and what was seen and logged last."""

import json
import logging
import platform
from collections import deque
from dataclasses import dataclass

from app.base.ages import age
from app.runtime.trail import Trail
from sync.core.slices import OutboxSlice, Scope
from sync.engine.status import Status
from sync.store.store import Store

NOTE_LETTERS_MAX = 2_000
LINES_MAX = 500
OPERATIONS_MAX = 200


class LogLines(logging.Handler):
    """Remembers what was logged last."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        self._lines: deque[str] = deque(maxlen=LINES_MAX)

    def emit(self, record: logging.LogRecord) -> None:
        """Remember one more."""
        self._lines.append(self.format(record))

    @property
    def text(self) -> str:
        """All of them, oldest first."""
        return "\n".join(self._lines)


@dataclass(frozen=True, slots=True)
class About:
    """What a report is about: who wrote it, where, and how the device's sending goes."""

    note: str
    user: str
    role: str
    scope: Scope | None
    status: Status
    now_ms: int


async def parts_of(store: Store, about: About, trail: Trail, log: str) -> dict[str, str]:
    """Put together what support needs. No raw scan is in it: a scan may be a badge."""
    outbox = await store.outbox(OPERATIONS_MAX, about.now_ms)
    return {
        "note.txt": about.note[:NOTE_LETTERS_MAX],
        "device.json": json.dumps(_device(store, about), indent=1),
        "outbox.json": json.dumps(_operations(outbox, about.now_ms), indent=1),
        "screens.txt": "\n".join(trail.screens),
        "log.txt": log,
    }


def _device(store: Store, about: About) -> dict[str, object]:
    status, scope = about.status, about.scope
    return {
        "device": store.opened.device,
        "epoch": store.opened.epoch,
        "user": about.user,
        "role": about.role,
        "company": scope.company if scope else None,
        "warehouse": scope.warehouse if scope else None,
        "waiting": status.waiting,
        "parked": status.parked,
        "oldest_s": status.oldest_s,
        "trouble": str(status.trouble) if status.trouble else None,
        "has_room": store.has_room(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _operations(outbox: OutboxSlice, now_ms: int) -> list[dict[str, object]]:
    return [
        {
            "seq": row.envelope.seq,
            "op_id": row.envelope.op_id,
            "kind": str(row.envelope.kind),
            "document": row.envelope.seen.document_name,
            "by": row.envelope.who.user,
            "age": age(now_ms - row.envelope.when.wall_ms),
            "life": str(row.life),
            "problem": str(row.result.problem) if row.result and row.result.problem else None,
        }
        for row in outbox.rows
    ]
