"""The pieces that looks are put together from: marks, bars, rows, cards, questions, notices.

Every string is already in the person's words; nothing here knows Flet. A `percent` is 0 to 100
and may be above. A `key` is the name of the key that does the same as a tap ("F2", "Escape",
"Enter"); the shell listens to it and shows it where there is a keyboard.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.base.messages import Action
from app.base.notice import Sound
from app.ui.forms import ChoiceLook


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
    DRAW = "draw"
    PIN = "pin"
    """Digits that nobody else may read."""


@dataclass(frozen=True, slots=True)
class Badge:
    """The mark, and its words for who wants to know: "2 not in Odoo yet, oldest 4 min".

    `parked` of them wait for a person at the settle desk. `guard` says what the office would take
    away at once, where somebody has to agree first. `training` says that nothing here is real.
    `pictures` are on their way behind what was done; `loading` is what is being fetched, and
    `percent` how much of it is here.
    """

    mark: Mark
    count: str = ""
    words: str = ""
    detail: str = ""
    tone: Tone = Tone.PLAIN
    parked: int = 0
    guard: str = ""
    training: str = ""
    pictures: int = 0
    loading: str = ""
    percent: int | None = None


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


NO_BAR = BottomBar()


@dataclass(frozen=True, slots=True)
class FactLook:
    """A small labelled value: `name` is stable ("lot"); with an action it can be tapped."""

    name: str
    label: str
    value: str
    action: Action | None = None
    act_value: str = ""
    tone: Tone = Tone.PLAIN
    swatch: int | None = None
    """One of the colours that totes on a cart are told apart by."""


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
    tone: Tone = Tone.ACCENT


@dataclass(frozen=True, slots=True)
class RowLook:
    """A row of a list; `id` is stable and names it to tests. `steps` are one-tap next steps.

    `heading` is the title of what begins with this row.
    """

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
    heading: str = ""


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
    place: str = ""
    """Where to go with it, the largest thing there is; `check` is what its label ends with."""
    check: str = ""
    printer: str = ""
    """Which printer the labels of this work will come out of, where no fact says it."""
    swatch: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionLook:
    """A question in the card's place. `typed` is what is entered so far; `error` what to mend.

    DRAW is a field to write on, with `clear` to begin again. PAD draws digits, decimal mark and
    back; TEXT, DATE and BIN draw the field and, by touch, a real keyboard. An entry is sent as
    `Answered`, a pad key as `Tapped(PAD, "7")`, where "back" takes one away; OK is
    `Tapped(CONFIRM)`: what counts is what arrived, not what was drawn yet.
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
    clear: str = ""


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


@dataclass(frozen=True, slots=True)
class BannerLook:
    """A calm line over the work that wants to be looked at some time; a tap goes there, if any."""

    text: str
    action: Action | None = None
    value: str = ""
    detail: str = ""
    tone: Tone = Tone.ASK
    icon: str = "question"
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class StepLook:
    """One thing that happened in a story, and by whom and when; `icon` is a word of icons."""

    text: str
    about: str = ""
    icon: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class StoryLook:
    """Work that cannot be filed as it was meant: how much of what, what happened, what to do.

    `about` is what tells the goods apart: code, lot, bin. The first choice is the next step, and
    stands out. `id` changes when it is another story.
    """

    id: str
    title: str
    article: str = ""
    about: str = ""
    amount: str = ""
    unit: str = ""
    steps: tuple[StepLook, ...] = ()
    ask: str = ""
    choices: tuple[ChoiceLook, ...] = ()
