"""The designer as people see it: a label's fields, its elements, and what speaks against it."""

from dataclasses import dataclass

from app.base.wording import Text, text
from scanners.labels.fault import Fault

Values = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field, and what stands in it now; a list is shown as its example and not changed."""

    name: str
    about: str
    value: object
    may_be_none: bool = False
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One thing on the label: what kind, what it holds, and how far it was moved, in mm."""

    kind: str
    holds: str
    right: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class DesignSlice:
    """All labels there are (`names`, with what each is), and the one that is open.

    `picture` is a PNG of it; a customer's own ZPL has none, and `numbered` says what is in its
    fields. `bad` are files that are no templates.
    """

    names: tuple[tuple[str, str], ...] = ()
    fields: tuple[FieldRow, ...] = ()
    elements: tuple[ElementRow, ...] = ()
    faults: tuple[Text, ...] = ()
    bad: tuple[Text, ...] = ()
    picture: bytes = b""
    size: str = ""
    numbered: tuple[tuple[int, str], ...] = ()

    @property
    def values(self) -> Values:
        return tuple((row.name, row.value) for row in self.fields)


def fault_text(fault: Fault) -> Text:
    """Name the text that says what is wrong with a label, and what to do."""
    return text(f"fault.{fault.wrong}", field=fault.field or "–", detail=fault.detail or "–")
