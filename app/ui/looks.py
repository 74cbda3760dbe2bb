"""The looks of the screens: frozen values, ready to draw, that views make and screens show."""

from collections.abc import Callable
from dataclasses import dataclass

from app.base.messages import Message
from app.ui.forms import ChoiceLook, FieldLook, GroupLook, PictureLook, ScannerLook
from app.ui.pieces import (
    NO_BAR,
    ActionButton,
    Badge,
    BannerLook,
    BottomBar,
    CardLook,
    EmptyLook,
    FactLook,
    Field,
    Mark,
    NoticeLook,
    QuestionLook,
    RowLook,
    StepLook,
    StoryLook,
    TileLook,
    Tone,
    TopBar,
)

__all__ = [
    "NO_BAR",
    "ActionButton",
    "Badge",
    "BannerLook",
    "BottomBar",
    "CardLook",
    "CheckLook",
    "ChecksLook",
    "EmptyLook",
    "FactLook",
    "Field",
    "HomeLook",
    "LookupLook",
    "Mark",
    "NoticeLook",
    "OutboxLook",
    "QuestionLook",
    "ReceiptsLook",
    "ReceiveLook",
    "RowLook",
    "ScreenLook",
    "Send",
    "SettleLook",
    "SetupLook",
    "StepLook",
    "StoryLook",
    "TileLook",
    "Tone",
    "TopBar",
    "WorkLook",
]

Send = Callable[[Message], None]
"""What a screen does with a tap or an answer: it hands it over and returns at once."""


@dataclass(frozen=True, slots=True)
class HomeLook:
    """What waits, biggest first; `who` and `where` say whose hands and which warehouse."""

    top: TopBar
    tiles: tuple[TileLook, ...]
    who: str = ""
    where: str = ""
    hint: str = ""
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None
    banner: BannerLook | None = None


@dataclass(frozen=True, slots=True)
class ReceiptsLook:
    """Open receipts; `more` says how to reach those that are not shown."""

    top: TopBar
    rows: tuple[RowLook, ...]
    hint: str = ""
    filters: tuple[ChoiceLook, ...] = ()
    more: str = ""
    empty: EmptyLook | None = None
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


@dataclass(frozen=True, slots=True)
class ReceiveLook:
    """One receipt: the card in hand, its lines beside or below, its paper (order, supplier)."""

    top: TopBar
    card: CardLook
    rows: tuple[RowLook, ...]
    rows_title: str = ""
    paper: tuple[FactLook, ...] = ()
    more: str = ""
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None
    banner: BannerLook | None = None


@dataclass(frozen=True, slots=True)
class WorkLook:
    """Work on goods: the card in hand, and the rows that belong to it."""

    top: TopBar
    card: CardLook
    rows: tuple[RowLook, ...]
    rows_title: str = ""
    more: str = ""
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None
    banner: BannerLook | None = None


@dataclass(frozen=True, slots=True)
class LookupLook:
    """A search: what was typed, and what that may mean; the rows follow while it is typed."""

    top: TopBar
    rows: tuple[RowLook, ...]
    words: str = ""
    hint: str = ""
    more: str = ""
    empty: EmptyLook | None = None
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


@dataclass(frozen=True, slots=True)
class OutboxLook:
    """What is not in the ERP yet: a headline, what waits for a person first, then the queue."""

    top: TopBar
    rows: tuple[RowLook, ...]
    headline: str = ""
    words: str = ""
    tone: Tone = Tone.PLAIN
    more: str = ""
    empty: EmptyLook | None = None
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


@dataclass(frozen=True, slots=True)
class LabelsLook:
    """The printer of this place, and what became of each label; or a question about one."""

    top: TopBar
    rows: tuple[RowLook, ...]
    headline: str
    words: str
    tone: Tone = Tone.PLAIN
    empty: EmptyLook | None = None
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


@dataclass(frozen=True, slots=True)
class DesignLook:
    """A label as it will come out, what speaks against it, its fields, and its parts.

    `nudges` move the part in hand; without a label, `rows` are all labels there are.
    """

    top: TopBar
    rows: tuple[RowLook, ...]
    rows_title: str = ""
    picture: bytes = b""
    picture_name: str = ""
    words: str = ""
    faults: tuple[str, ...] = ()
    nudges: tuple[ChoiceLook, ...] = ()
    parts: tuple[RowLook, ...] = ()
    parts_title: str = ""
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


@dataclass(frozen=True, slots=True)
class SettleLook:
    """One story with its choices in reach of the thumb, and the others that wait."""

    top: TopBar
    story: StoryLook | None
    rows: tuple[RowLook, ...] = ()
    rows_title: str = ""
    more: str = ""
    empty: EmptyLook | None = None
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


@dataclass(frozen=True, slots=True)
class SetupLook:
    """Which ERP, which company and warehouse; `words` say how the last try went.

    `after` follows a test that went well, `tail` always, `more` stands below the scanners. Another
    `form` forgets what was typed into the one before. `submit` sends the form: the shell hands
    it over as `Filled`, not as a Message.
    """

    top: TopBar
    groups: tuple[GroupLook, ...] = ()
    fields: tuple[FieldLook, ...] = ()
    submit: str = ""
    busy: bool = False
    intro: str = ""
    words: str = ""
    tone: Tone = Tone.PLAIN
    after: tuple[GroupLook, ...] = ()
    tail: tuple[GroupLook, ...] = ()
    scanners: tuple[ScannerLook, ...] = ()
    scanners_title: str = ""
    printers: tuple[ScannerLook, ...] = ()
    printers_title: str = ""
    more: tuple[ChoiceLook, ...] = ()
    pictures: tuple[PictureLook, ...] = ()
    form: str = ""
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


@dataclass(frozen=True, slots=True)
class ChecksLook:
    """What waits for an inspector, then what failed; each opens with a tap or a scan."""

    top: TopBar
    rows: tuple[RowLook, ...]
    hint: str = ""
    more: str = ""
    empty: EmptyLook | None = None
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


@dataclass(frozen=True, slots=True)
class CheckLook:
    """One check: one question, the goods it is about, and what was answered so far (`rows`).

    `shows` are pictures of the instructions, `evidence` those that were taken.
    """

    top: TopBar
    card: CardLook
    rows: tuple[RowLook, ...] = ()
    rows_title: str = ""
    shows: tuple[PictureLook, ...] = ()
    evidence: tuple[PictureLook, ...] = ()
    banner: BannerLook | None = None
    bar: BottomBar = NO_BAR
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


ScreenLook = (
    HomeLook
    | LookupLook
    | ReceiptsLook
    | ReceiveLook
    | WorkLook
    | OutboxLook
    | LabelsLook
    | DesignLook
    | SettleLook
    | SetupLook
    | ChecksLook
    | CheckLook
)
