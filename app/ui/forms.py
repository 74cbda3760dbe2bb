"""What forms and questions are made of: choices, groups of them, fields, what was filled in."""

from dataclasses import dataclass, field

from app.base.messages import Action


@dataclass(frozen=True, slots=True)
class ChoiceLook:
    """One answer to a question, or one of a group on a desk; `id` names it instead of `value`."""

    label: str
    action: Action
    value: str = ""
    detail: str = ""
    key: str = ""
    primary: bool = False
    chosen: bool = False
    id: str | None = None


@dataclass(frozen=True, slots=True)
class FieldLook:
    """One field of a form; a `secret` one never shows what it holds."""

    name: str
    label: str
    value: str = field(default="", repr=False)
    hint: str = ""
    error: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class GroupLook:
    """Choices that stand together, one of them chosen: "Company", "Warehouse"."""

    name: str
    title: str
    choices: tuple[ChoiceLook, ...]


@dataclass(frozen=True, slots=True)
class ScannerLook:
    """One scanner: how it stands, and what it last read: the frame, its meaning, what was wrong.

    `edit` is what a tap on it chooses.
    """

    name: str
    title: str
    state: str
    good: bool
    raw: str = ""
    meaning: str = ""
    why: str = ""
    edit: str = ""


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture as it was taken, or what a finger wrote; kept, it becomes an answer."""

    data: bytes = field(default=b"", repr=False)
    strokes: tuple[tuple[tuple[int, int], ...], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PictureLook:
    """A picture that is shown; `name` tells it apart, `label` says what it is."""

    name: str
    label: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a desk's form holds when its button is pressed; no flow reads it, so no Message."""

    values: tuple[tuple[str, str], ...] = field(repr=False)
