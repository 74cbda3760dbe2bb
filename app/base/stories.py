"""The words of the settle desk: what changed, what is asked, and what each choice is called."""

from dataclasses import dataclass
from types import MappingProxyType

from app.base.language import worded
from app.base.parked_words import PARKED_WORDS
from sync.core.operations import Choice, Kind
from sync.core.policies import Amend
from sync.core.problems import Problem
from sync.core.scenarios import Scenario

STORY = "story"
"""The key of every word of the desk that has none of its own: they are told apart by themselves."""


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """A choice in one scenario: what its button says, and under it what becomes of the goods."""

    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class ScenarioWords:
    """A scenario as a person reads it: what changed, the one question, and its choices."""

    changed: str
    ask: str
    file: ChoiceWords
    let_go: ChoiceWords
    office: ChoiceWords


_OFFICE = ChoiceWords("Let the office decide", "Set the goods aside. The office takes it over.")
_SUPERVISOR = ChoiceWords("Ask the supervisor", "Set the goods aside until there is an answer.")
_EXTRA = ChoiceWords("Keep as extra", "The goods are booked, over what was ordered.")
_AGAIN = ChoiceWords("Try again", "It is sent once more, as it was counted.")
_RIGHT = ChoiceWords("It is right", "It is booked as it was counted.")
_RECOUNT = ChoiceWords("Count it again", "Nothing is booked until it is counted again.")
_BACK = ChoiceWords("Put it back", "The goods go back. Nothing is booked.")
_NOTHING = ChoiceWords("It was nothing", "Nothing is booked.")
_OTHER_ORDER = ChoiceWords("Book on another order", "Scan the order it belongs to.")
_OTHER_BIN = ChoiceWords("Book into another bin", "Scan the bin the goods are in.")
_AMOUNT = ChoiceWords("Enter the amount", "In the unit that holds now.")
_SERIAL = ChoiceWords("Scan its serial again", "Another piece, misread before.")
_GOODS = "What about the goods?"
_COUNT = "What about this count?"
_WHERE = "Where are the goods?"


def _words(
    changed: str,
    ask: str,
    file: ChoiceWords = _AGAIN,
    let_go: ChoiceWords = _BACK,
    office: ChoiceWords = _OFFICE,
) -> ScenarioWords:
    return ScenarioWords(changed, ask, file, let_go, office)


S = Scenario
SCENARIO_WORDS = MappingProxyType(
    {
        S.CANCELLED: _words("The order was cancelled.", _GOODS, _OTHER_ORDER),
        S.TWO_ON_ONE_LINE: _words("Somebody else counted this line too.", _GOODS, _EXTRA),
        S.LOT_EXHAUSTED: _words("The office has less of the lot.", _COUNT, _RIGHT, _RECOUNT),
        S.BARCODE_CHANGED: _words("The article has a new barcode.", _GOODS, _RIGHT),
        S.BIN_ARCHIVED: _words("The bin was closed.", _WHERE, _OTHER_BIN),
        S.OVER_RECEIPT: _words(
            "More came than was ordered.",
            _GOODS,
            _EXTRA,
            ChoiceWords("Send it back", "The extra goods go back. Nothing is booked."),
            ChoiceWords("Ask the buyer", "Set the extra goods aside until there is an answer."),
        ),
        S.CHECK_FAILED: _words(
            "The lot was blocked. Do not use it.",
            _GOODS,
            ChoiceWords("Book it as blocked", "It is here, and nobody may take it."),
        ),
        S.VALIDATED_BY_OTHER: _words(
            "Somebody else finished the order first.",
            _GOODS,
            _OTHER_ORDER,
            ChoiceWords("It was counted already", "It is in what was finished. Nothing is added."),
        ),
        S.BIN_BLOCKED: _words("The bin takes nothing.", _WHERE, _OTHER_BIN),
        S.RIGHTS_LOST: _words("The right to do this was taken away.", _GOODS, office=_SUPERVISOR),
        S.CLOCK_WRONG: _words("The clock of the device was off.", _COUNT, _RIGHT, _NOTHING),
        S.DUPLICATE_SERIAL: _words(
            "The serial number is here already.",
            "Which piece is it?",
            _SERIAL,
            let_go=ChoiceWords("It was counted already", "The same piece. Nothing is added."),
        ),
        S.COMPANY_MISMATCH: _words(
            "The goods belong to another company.",
            _GOODS,
            let_go=ChoiceWords("Hand it over", "Nothing is booked here. The other company has it."),
        ),
        S.UNIT_CHANGED: _words("The unit of the article changed.", _COUNT, _AMOUNT, _RECOUNT),
        S.DEVICE_LOST: _words(
            "A device was lost, with work on it.", _COUNT, let_go=_RECOUNT, office=_SUPERVISOR
        ),
        S.COUNTED_WHILE_MOVED: _words("Stock moved while you counted.", _COUNT, _RIGHT, _RECOUNT),
        S.PREDECESSOR_MISSING: _words("What came before it is not there.", _COUNT, let_go=_NOTHING),
        S.NUMBER_REUSED: _words(
            "This device was restored or copied.",
            _COUNT,
            ChoiceWords("It is right", "It is booked beside the other one."),
            ChoiceWords("It was counted already", "The other one stands. Nothing is added."),
        ),
        S.LINE_MOVED: _words("The line is not on the order any more.", _GOODS, _OTHER_ORDER),
        S.TRACKING_CHANGED: _words(
            "The article wants another label than it was counted with.",
            "What is on the pack?",
            ChoiceWords("Give what is missing", "Scan it from the pack, or enter it."),
        ),
        S.SAME_TWICE: _words("It came in by two ways.", _COUNT, let_go=_NOTHING),
        S.UNKNOWN_TROUBLE: _words("The office did not take it.", _COUNT),
        S.NEEDS_APPROVAL: _words(
            "A supervisor has to agree.",
            _GOODS,
            ChoiceWords("A supervisor agrees", "Scan the supervisor's badge. Then it is booked."),
            ChoiceWords("Send it back", "The goods go back. Nothing is booked."),
        ),
    }
)
"""The 23 things that can happen while a device is away, each as the desk puts it."""

_AMENDS = {
    Amend.DOCUMENT: _OTHER_ORDER,
    Amend.BIN: _OTHER_BIN,
    Amend.LOT: ChoiceWords("Give its lot", "Scan it from the pack, or enter it."),
    Amend.EXPIRY: ChoiceWords("Give its date", "Enter the date on the pack."),
    Amend.AMOUNT: _AMOUNT,
}
_FILES = {
    Problem.LOT_NOT_WANTED: ChoiceWords("Book without its lot", "The article has no lots now."),
    Problem.EXPIRY_NOT_WANTED: ChoiceWords("Book without its date", "It has no dates now."),
    Problem.SERIAL_TWICE: _SERIAL,
    Problem.NUMBER_REUSED: SCENARIO_WORDS[S.NUMBER_REUSED].file,
    Problem.QUANTITY_OVER: ChoiceWords(
        "Some of it stays", "Enter how many stay. The others go back."
    ),
    Problem.SOURCE_SHORT: ChoiceWords(
        "Counted: book it now", "First count the bin: no stock falls below zero."
    ),
}
_UNDO_ASK = "What about taking it back?"
_UNDO_LET_GO = ChoiceWords("Leave it counted", "It stays as it was counted.")
_MOVES = frozenset({Kind.MOVE_LINE, Kind.MOVE})
_MOVE_ASK = "The goods were moved. What about the books?"
_MOVE_LET_GO = ChoiceWords("They go back", "Bring them back to where they were taken from.")
_SECOND = ChoiceWords("Another person agrees", "Look, then scan your badge. It is booked so.")
_CHECK_ASK = "What about this check?"
_CHECK_LET_GO = ChoiceWords("Leave it", "The check counts for nothing. The goods stay as they are.")
_FINISH_ASK = "What about finishing?"
_FINISH_LET_GO = ChoiceWords("Leave it", "Nothing is finished by this.")


def ask_words(kind: Kind, scenario: Scenario) -> str:
    """Put the one question of a story."""
    return worded(STORY, _asked(kind, scenario))


def _asked(kind: Kind, scenario: Scenario) -> str:
    match kind:
        case Kind.UNDO:
            return _UNDO_ASK
        case Kind.FINISH_RECEIPT:
            return _FINISH_ASK
        case Kind.MOVE_LINE | Kind.MOVE:
            return _MOVE_ASK
        case Kind.COUNT:
            return _COUNT
        case Kind.RECORD_CHECK:
            return _CHECK_ASK
        case Kind.RECEIVE_LINE | Kind.SETTLE:
            return SCENARIO_WORDS[scenario].ask


def choice_words(
    kind: Kind, problem: Problem, scenario: Scenario, amend: Amend, choice: Choice
) -> ChoiceWords:
    """Name a choice: by what has to be put right for it, else by what happened."""
    words = _chosen(kind, problem, scenario, amend, choice)
    return ChoiceWords(worded(STORY, words.label), worded(STORY, words.detail))


def _chosen(
    kind: Kind, problem: Problem, scenario: Scenario, amend: Amend, choice: Choice
) -> ChoiceWords:
    words = SCENARIO_WORDS[scenario]
    match choice:
        case Choice.FILE if kind in {Kind.UNDO, Kind.FINISH_RECEIPT, Kind.RECORD_CHECK}:
            return _AGAIN
        case Choice.FILE if kind is Kind.COUNT and amend is Amend.APPROVAL:
            return _SECOND
        case Choice.FILE:
            return _FILES.get(problem) or _AMENDS.get(amend) or words.file
        case Choice.LET_GO if kind is Kind.UNDO:
            return _UNDO_LET_GO
        case Choice.LET_GO if kind is Kind.COUNT:
            return _RECOUNT
        case Choice.LET_GO if kind in _MOVES:
            return _MOVE_LET_GO
        case Choice.LET_GO if kind is Kind.FINISH_RECEIPT:
            return _FINISH_LET_GO
        case Choice.LET_GO if kind is Kind.RECORD_CHECK:
            return _CHECK_LET_GO
        case Choice.LET_GO:
            return words.let_go
        case Choice.OFFICE:
            return words.office


def parked_words(problem: Problem) -> str:
    """Say what is so now, with names to fill in."""
    return worded(f"parked.{problem}", PARKED_WORDS[problem])


def every_story_word() -> frozenset[str]:
    """All that is put under the key `STORY`."""
    choices = {
        one for words in SCENARIO_WORDS.values() for one in (words.file, words.let_go, words.office)
    }
    choices |= {*_AMENDS.values(), *_FILES.values(), _AGAIN, _SECOND, _RECOUNT}
    choices |= {_UNDO_LET_GO, _MOVE_LET_GO, _FINISH_LET_GO, _CHECK_LET_GO}
    asked = {words.ask for words in SCENARIO_WORDS.values()} | {
        _UNDO_ASK,
        _FINISH_ASK,
        _MOVE_ASK,
        _COUNT,
        _CHECK_ASK,
    }
    return frozenset(asked | {part for one in choices for part in (one.label, one.detail)})
