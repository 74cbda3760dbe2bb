"""One process owns a device's folder; a second one is refused."""

import os
import sys
from pathlib import Path

LOCK_NAME = "device.lock"
LOCK_BYTE = 1 << 30
"""Where Windows locks: past the end, so that the number in the file can be read by others."""


class Lock:
    """A lock held by the operating system, so that it cannot outlive the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let another process have the folder; safe to repeat."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def take(folder: Path) -> Lock | int | None:
    """Take the folder, or return the process that has it (None where it does not say)."""
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    if not _locked(descriptor):
        owner = os.read(descriptor, 20).decode(errors="replace").strip()
        os.close(descriptor)
        return int(owner) if owner.isdecimal() else None
    os.ftruncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    return Lock(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        os.lseek(descriptor, LOCK_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
