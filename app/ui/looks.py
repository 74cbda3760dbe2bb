"""The vocabulary of looks: frozen values, ready to draw, that views make and screens show.

Every string is already in the person's words; nothing here knows Flet. A `percent` is 0 to 100
and may be above. A `key` is the name of the key that does the same as a tap ("F2", "Escape",
"Enter"); the shell listens to it and shows it where there is a keyboard.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.base.messages import Action, Message
from app.base.notice import Sound
from app.ui.forms import ChoiceLook, FieldLook, GroupLook

Send = Callable[[Message], None]
"""What a screen does with a tap or an answer: it hands it over and returns at once."""


class Tone(StrEnum):
    """What state a thing is in; the only reason for a colour."""

    PLAIN = "plain"
    ACCENT = "accent"
    GOOD = "good"
    ASK = "ask"
    STOP = "stop"


class Mark(StrEnum):
    """How far work has travelled: here only, safe on site, in the ERP."""

    HERE = "here"
    SAFE = "safe"
    DONE = "done"


class Field(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    DATE = "date"
    PAD = "pad"
    CHOICE = "choice"
    BIN = "bin"


# ------------------------------------------------------------------ pieces


@dataclass(frozen=True, slots=True)
class Badge:
    """The mark, and its words for who wants to know: "2 not in Odoo yet, oldest 4 min"."""

    mark: Mark
    count: str = ""
    words: str = ""
    detail: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class TopBar:
    """Place, what it is about, how far it is ("3 of 12"), and the badge; `back` shows an arrow."""

    title: str
    badge: Badge
    subtitle: str = ""
    progress: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class ActionButton:
    """One thing that can be done; `icon` is a word of `app/ui/icons`, drawn above the label."""

    action: Action
    label: str
    value: str = ""
    key: str = ""
    icon: str = ""
    primary: bool = False
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class BottomBar:
    """At most four actions in reach of the thumb; the primary one stands last."""

    actions: tuple[ActionButton, ...] = ()


@dataclass(frozen=True, slots=True)
class FactLook:
    """A small labelled value: `name` is stable ("lot"); with an action it can be tapped."""

    name: str
    label: str
    value: str
    action: Action | None = None
    act_value: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class TileLook:
    """One kind of work: `waiting` is the big figure, `begun` and `late` are short words or ""."""

    kind: str
    title: str
    waiting: str
    action: Action
    value: str = ""
    waiting_words: str = "waiting"
    begun: str = ""
    late: str = ""
    icon: str = ""
    key: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class RowLook:
    """A row of a list; `id` is stable and names it to tests. `steps` are one-tap next steps."""

    id: str
    title: str
    subtitle: str = ""
    amount: str = ""
    unit: str = ""
    state: str = ""
    percent: int | None = None
    action: Action | None = None
    value: str = ""
    tone: Tone = Tone.PLAIN
    mark: Mark | None = None
    chosen: bool = False
    steps: tuple[ActionButton, ...] = ()


@dataclass(frozen=True, slots=True)
class CardLook:
    """What is in hand. With no `name` it says what to do: `kicker` large, `hint` under it.

    `picture` is an address under assets or "" for a placeholder; `done` / `demand` are drawn as
    the big amount; `state` says in words what the tone says in colour ("2 over").
    """

    kicker: str
    hint: str = ""
    name: str = ""
    code: str = ""
    picture: str = ""
    done: str = ""
    demand: str = ""
    unit: str = ""
    state: str = ""
    tone: Tone = Tone.PLAIN
    facts: tuple[FactLook, ...] = ()
    percent: int | None = None
    left: str = ""
    next: str = ""
    amount_action: Action | None = None


@dataclass(frozen=True, slots=True)
class QuestionLook:
    """A question in the card's place. `typed` is what is entered so far; `error` what to mend.

    PAD draws digits, decimal mark and back; TEXT, DATE and BIN draw the field and, by touch, a
    real keyboard. An entry is sent as `Answered`, a pad key as `Tapped(PAD, "7")`, where "back"
    takes one away; OK is `Tapped(CONFIRM)`: what counts is what arrived, not what was drawn yet.
    """

    kind: Field
    title: str
    hint: str = ""
    typed: str = ""
    unit: str = ""
    error: str = ""
    about: str = ""
    decimal_mark: str = ","
    choices: tuple[ChoiceLook, ...] = ()
    confirm: str = "OK"
    cancel: str = ""


@dataclass(frozen=True, slots=True)
class NoticeLook:
    """What became of the last message. `stays` until a scan or a tap acknowledges it."""

    sound: Sound
    text: str
    detail: str = ""
    stays: bool = False


@dataclass(frozen=True, slots=True)
class EmptyLook:
    """What a list says when there is nothing in it, and what to do then."""

    title: str
    words: str = ""
    icon: str = ""


# ------------------------------------------------------------------ screens


@dataclass(frozen=True, slots=True)
class HomeLook:
    """What waits, biggest first; `who` and `where` say whose hands and which warehouse."""

    top: TopBar
    tiles: tuple[TileLook, ...]
    who: str = ""
    where: str = ""
    hint: str = ""
    bar: BottomBar = BottomBar()
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


@dataclass(frozen=True, slots=True)
class ReceiptsLook:
    """Open receipts; `more` says how to reach those that are not shown."""

    top: TopBar
    rows: tuple[RowLook, ...]
    hint: str = ""
    more: str = ""
    empty: EmptyLook | None = None
    bar: BottomBar = BottomBar()
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
    bar: BottomBar = BottomBar()
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
    bar: BottomBar = BottomBar()
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


@dataclass(frozen=True, slots=True)
class SetupLook:
    """Which ERP, which company and warehouse; `words` say how the last try went.

    `submit` sends the form: the shell hands it over as `Filled`, not as a Message.
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
    bar: BottomBar = BottomBar()
    question: QuestionLook | None = None
    notice: NoticeLook | None = None


ScreenLook = HomeLook | ReceiptsLook | ReceiveLook | OutboxLook | SetupLook
