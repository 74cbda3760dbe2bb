"""A device's numbers on disk: each is gone from the file before anybody hears of it.

The file holds for one device in one epoch, and for the place where it was written: a copy of the
folder, or one that was put back, sees by the mark beside it that it is elsewhere, and begins anew.
A whole disk that is copied bit by bit is noticed only when the ERP is asked.
"""

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sync.core.numbering import Block, Book, Purpose, Taken, due, given, take
from sync.store.files import sync_folder

_log = logging.getLogger(__name__)

FILE = "numbers.json"
MARK = "numbers.here"
_BOOK = TypeAdapter(Book)


class Numbers:
    """The numbers in one device's folder; whoever has the store open, has these."""

    def __init__(
        self, folder: Path, identity: Callable[[], tuple[str, int]], new_prefix: Callable[[], str]
    ) -> None:
        self._folder = folder
        self._identity = identity
        self._new_prefix = new_prefix
        self._one = threading.Lock()

    def take(self, purpose: Purpose) -> Taken:
        """Take the next number; none where there is none, or it cannot be kept."""
        with self._one:
            try:
                book, taken = take(self._read(), purpose)
                self._keep(book)
            except OSError as error:
                _log.warning("no number could be taken: %s", error)
                return Taken(None)
        return taken

    def due(self) -> tuple[tuple[Purpose, ...], tuple[str, ...], str]:
        """Say what to ask the ERP for, which blocks are held, and under which start of the app."""
        with self._one:
            book = self._read()
        return due(book), tuple(dict.fromkeys(one.id for _, one in book.blocks)), book.holder

    def given(
        self, purpose: Purpose, block: Block | None, void: frozenset[str], holder: str
    ) -> None:
        """Keep what the ERP gave; what it gave another is gone."""
        with self._one:
            book = given(self._read(), purpose, block, void)
            self._keep(replace(book, holder=holder))

    @property
    def owner(self) -> str:
        """Name this device, in this epoch, in this place: a range is for one of them."""
        device, epoch = self._identity()
        with self._one:
            return f"{device}/{epoch}/{self._place()}"

    def _read(self) -> Book:
        device, epoch = self._identity()
        owner = f"{device}/{epoch}/{self._place()}"
        try:
            book = _BOOK.validate_json((self._folder / FILE).read_bytes())
        except FileNotFoundError:
            return Book(owner, self._new_prefix())
        except ValidationError as error:
            _log.warning("%s cannot be read, and begins anew: %s", FILE, error)
            return Book(owner, self._new_prefix())
        if book.owner != owner:
            _log.warning("the numbers in %s are those of %s, not of %s", FILE, book.owner, owner)
            return Book(owner, self._new_prefix(), wishes=book.wishes)
        return book

    def _place(self) -> str:
        """Tell this folder from its copies: a file keeps these two only as long as it stays put."""
        path = self._folder / MARK
        if not path.exists():
            path.touch()
        seen = path.stat()
        return f"{seen.st_ino:x}-{seen.st_ctime_ns:x}"

    def _keep(self, book: Book) -> None:
        new = self._folder / f"{FILE}.new"
        with new.open("wb") as file:
            file.write(_BOOK.dump_json(book))
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._folder / FILE)
        sync_folder(self._folder)
