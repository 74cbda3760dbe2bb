"""How far a device has pulled, as opaque text: which books, whose rows, up to which change.

It is also what a device can say of books that were put back to an older day, and forgot it.
"""

from dataclasses import dataclass

from sync.core.page import Table

_PARTS = 10


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the change log; while `todo` is not empty, also a place in whole tables.

    `after` is the last id sent of the first of `todo`. `at` is the newest change that anything
    sent by then may hold (tables are read as they are, not as they were), and `mark` its mark.
    Operations up to `began` were answered before these books knew the device: by older ones.
    """

    books: str
    companies: tuple[int, ...]
    warehouses: tuple[int, ...]
    since: int
    todo: tuple[Table, ...] = ()
    after: int = 0
    sent: int = 0
    at: int = 0
    mark: str = ""
    began: int = 0

    def __str__(self) -> str:
        """Write it as the text a device keeps."""
        parts = (
            self.books,
            ",".join(map(str, self.companies)),
            ",".join(map(str, self.warehouses)),
            self.since,
            ",".join(self.todo),
            self.after,
            self.sent,
            self.at,
            self.mark,
            self.began,
        )
        return ";".join(map(str, parts))


def read_cursor(text: str) -> Cursor | None:
    """Read that text; what cannot be read is no cursor, and the device starts over."""
    parts = text.split(";")
    if len(parts) != _PARTS:
        return None
    books, companies, warehouses, since, todo, after, sent, at, mark, began = parts
    try:
        return Cursor(
            books,
            _ids(companies),
            _ids(warehouses),
            int(since),
            tuple(Table(table) for table in todo.split(",") if table),
            int(after),
            int(sent),
            int(at),
            mark,
            int(began),
        )
    except ValueError:
        return None


def _ids(text: str) -> tuple[int, ...]:
    return tuple(int(id) for id in text.split(",") if id)
