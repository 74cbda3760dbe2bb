"""A folder that takes labels as files: for training, for a demo, and where paper comes later."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from scanners.printers.printer import Condition, Result, Sent, Speaks, Status


@dataclass(frozen=True, slots=True)
class Folder:
    """Each label becomes a file named for its job, so the same job makes the same file."""

    path: Path
    speaks: Speaks

    async def status(self) -> Status:
        there = await asyncio.to_thread(os.access, self.path, os.W_OK)
        if not there and await asyncio.to_thread(self._make):
            there = True
        return Status(Condition.READY if there else Condition.OFFLINE)

    async def send(self, content: bytes, name: str) -> Sent:
        try:
            await asyncio.to_thread(self._write, content, name)
        except OSError:
            return Sent(Result.NOT_PRINTED, Condition.OFFLINE)
        return Sent(Result.PRINTED, Condition.READY)

    def _make(self) -> bool:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        return True

    def _write(self, content: bytes, name: str) -> None:
        """Write all of it or nothing, and have it on disk before it is called printed."""
        path = self.path / f"{name}.{self.speaks.to}"
        draft = path.with_suffix(".part")
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
