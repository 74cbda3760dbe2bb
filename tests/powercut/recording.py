"""Records what the shipping code does to a folder: a layer over SQLite's own file layer, by ctypes.

It is put under the very library that Python's `sqlite3` uses, as its default, so nothing of the
store knows of it. Reads, locks and shared memory go straight to SQLite; what changes a file, and
what makes a change last, is noted before it is done. Names that Python itself moves or removes
are noted as well.
"""

import _sqlite3
import ctypes
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from unittest.mock import patch

from tests.powercut.disk import (
    Disk,
    Event,
    FolderSynced,
    Made,
    Moved,
    Removed,
    Resized,
    Synced,
    Written,
    is_kept,
)

OK = 0
XCLOSE, XWRITE, XTRUNCATE, XSYNC = 1, 3, 4, 5
METHODS = 19
"""Words of `sqlite3_io_methods`, version 3: its version, and what a file can do."""

# SQLite keeps the name it hands over, and reads on behind its end: it goes through as it came.
Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
Delete = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
OpenDirectory = CFUNCTYPE(c_int, c_char_p, POINTER(c_int))
Close = CFUNCTYPE(c_int, c_void_p)
Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
Sync = CFUNCTYPE(c_int, c_void_p, c_int)
SetSystemCall = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
GetSystemCall = CFUNCTYPE(c_void_p, c_void_p, c_char_p)


class Vfs(ctypes.Structure):
    """`sqlite3_vfs`, version 3."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("path_max", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", Open),
        ("delete", Delete),
        *((f"other_{number}", c_void_p) for number in range(11)),
        ("set_system_call", SetSystemCall),
        ("get_system_call", GetSystemCall),
        ("next_system_call", c_void_p),
    )


class CannotRecord(Exception):
    """This Python's SQLite lets nobody underneath it."""


def library() -> ctypes.CDLL:
    """The SQLite that `sqlite3` uses: linked to its module, or built into it or into Python."""
    for name in (getattr(_sqlite3, "__file__", None), None):
        try:
            found = ctypes.CDLL(name)
            found.sqlite3_vfs_find.restype = POINTER(Vfs)
        except (AttributeError, OSError, TypeError):
            continue
        return found
    raise CannotRecord("the SQLite inside this Python is not to be reached from outside")


class Recorder:
    """The events of one folder, in order, for as long as it is `recording`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[Event] = []
        self.disk = Disk(folder)
        self._sqlite = library()
        self._base: Vfs = self._sqlite.sqlite3_vfs_find(None).contents
        if sys.platform == "win32" or self._base.version < 3:
            raise CannotRecord("only SQLite's file layer for POSIX says when it syncs a folder")
        self._open: dict[int, int] = {}
        self._methods: dict[int, tuple[dict[int, Callable], ctypes.Array]] = {}
        self._vfs = Vfs.from_buffer_copy(self._base)
        self._vfs.name = b"recording"
        self._vfs.open, self._vfs.delete = Open(self._on_open), Delete(self._on_delete)
        self._open_directory = OpenDirectory(self._on_open_directory)
        self._theirs: dict[int, dict[int, Callable]] = {}
        self._wrapped = {
            XCLOSE: Close(self._on_close),
            XWRITE: Write(self._on_write),
            XTRUNCATE: Truncate(self._on_truncate),
            XSYNC: Sync(self._on_sync),
        }

    @contextmanager
    def recording(self) -> Iterator[None]:
        """SQLite's files opened inside are recorded, and must be closed inside."""
        base, name = self._base, b"openDirectory"
        theirs = base.get_system_call(ctypes.byref(base), name)
        self._their_open_directory = OpenDirectory(theirs)
        ours = ctypes.cast(self._open_directory, c_void_p)
        with ExitStack() as undo:
            assert base.set_system_call(ctypes.byref(base), name, ours) == OK
            undo.callback(base.set_system_call, ctypes.byref(base), name, theirs)
            assert self._sqlite.sqlite3_vfs_register(ctypes.byref(self._vfs), 1) == OK
            undo.callback(self._sqlite.sqlite3_vfs_register, ctypes.byref(base), 1)
            undo.callback(self._sqlite.sqlite3_vfs_unregister, ctypes.byref(self._vfs))
            self._patch_python(undo)
            yield
        assert not self._open, "a file of this folder is still open"

    def note(self, event: Event) -> None:
        self.disk.apply(event)
        self.events.append(event)

    def saw_everything(self) -> bool:
        """Say whether what was noted makes the very files that are there."""
        there = {
            path.name: path.read_bytes() for path in self.folder.iterdir() if is_kept(path.name)
        }
        return self.disk.latest() == there

    # ------------------------------------------------------------------ SQLite's file layer

    def _on_open(self, _vfs, name, file, flags, out) -> int:
        answer = self._base.open(ctypes.byref(self._vfs), name, file, flags, out)
        path = self._ours(name and ctypes.string_at(name))
        if answer != OK or path is None:
            return answer
        if path not in self.disk.names:
            self.note(Made(path, len(self.disk.files)))
        self._open[file] = self.disk.names[path]
        slot = c_void_p.from_address(file)
        self._theirs[file], table = self._with_ours(slot.value)
        slot.value = ctypes.addressof(table)
        return answer

    def _with_ours(self, methods: int) -> tuple[dict[int, Callable], ctypes.Array]:
        """SQLite's table of what a file can do, with ours in four places, and the four."""
        if methods not in self._methods:
            table = (c_void_p * METHODS).from_buffer_copy(
                (c_void_p * METHODS).from_address(methods)
            )
            theirs: dict[int, Callable] = {}
            for at, ours in self._wrapped.items():
                theirs[at] = type(ours)(table[at])
                table[at] = ctypes.cast(ours, c_void_p)
            self._methods[methods] = theirs, table
        return self._methods[methods]

    def _on_close(self, file) -> int:
        del self._open[file]
        return self._theirs[file][XCLOSE](file)

    def _on_write(self, file, content, length, offset) -> int:
        self.note(Written(self._open[file], offset, ctypes.string_at(content, length)))
        return self._theirs[file][XWRITE](file, content, length, offset)

    def _on_truncate(self, file, size) -> int:
        self.note(Resized(self._open[file], size))
        return self._theirs[file][XTRUNCATE](file, size)

    def _on_sync(self, file, flags) -> int:
        self.note(Synced(self._open[file]))
        return self._theirs[file][XSYNC](file, flags)

    def _on_delete(self, _vfs, name, sync_folder) -> int:
        path = self._ours(name)
        if path in self.disk.names:
            self.note(Removed(path))
        return self._base.delete(ctypes.byref(self._vfs), name, sync_folder)

    def _on_open_directory(self, name, out) -> int:
        # SQLite opens a folder for one reason: to sync it, which it does next.
        if self._ours(name) is not None:
            self.note(FolderSynced())
        return self._their_open_directory(name, out)

    # ------------------------------------------------------------------ what Python does itself

    def _patch_python(self, undo: ExitStack) -> None:
        def noting(done: Callable, note: Callable) -> Callable:
            def do(*arguments, **named):
                note(*arguments)
                return done(*arguments, **named)

            return do

        for name, note in (
            ("rename", self._on_rename),
            ("replace", self._on_rename),
            ("unlink", self._on_unlink),
            ("remove", self._on_unlink),
            ("fsync", self._on_fsync),
        ):
            undo.enter_context(patch.object(os, name, noting(getattr(os, name), note)))

    def _on_rename(self, name, to) -> None:
        if self._ours(name) in self.disk.names:
            self.note(Moved(self._ours(name), self._ours(to)))

    def _on_unlink(self, name) -> None:
        if self._ours(name) in self.disk.names:
            self.note(Removed(self._ours(name)))

    def _on_fsync(self, descriptor: int) -> None:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            if os.path.samestat(status, self.folder.stat()):
                self.note(FolderSynced())
            return
        for name, file in self.disk.names.items():
            if os.path.samestat(status, (self.folder / name).stat()):
                self.note(Synced(file))

    def _ours(self, name: bytes | str | Path | None) -> str | None:
        """The name inside the folder; None for what is elsewhere."""
        if not name:
            return None
        path = Path(os.fsdecode(name))
        return path.name if path.parent == self.folder and is_kept(path.name) else None
