"""What a person can say to a screen: a closed set."""

from dataclasses import dataclass
from enum import StrEnum

from scanners.codes.scan import Scan


class Action(StrEnum):
    """Everything that can be tapped, or pressed by its key."""

    BACK = "back"
    GO_HOME = "go_home"
    OPEN_TILE = "open_tile"
    OPEN_DOCUMENT = "open_document"
    OPEN_OUTBOX = "open_outbox"
    OPEN_SETUP = "open_setup"
    OPEN_SETTLE = "open_settle"
    OPEN_CHECKS = "open_checks"
    OPEN_CHECK = "open_check"
    ANSWER = "answer"
    PASS = "pass"  # noqa: S105 -- a verdict
    FAIL = "fail"
    UNSURE = "unsure"
    DISPOSE = "dispose"
    OPEN_STORY = "open_story"
    FILE = "file"
    LET_GO = "let_go"
    OFFICE = "office"
    TAKE_LINE = "take_line"
    ONE_MORE = "one_more"
    ASK_QUANTITY = "ask_quantity"
    ASK_BIN = "ask_bin"
    ASK_LOT = "ask_lot"
    PAD = "pad"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    UNDO = "undo"
    SET_ASIDE = "set_aside"
    DAMAGED = "damaged"
    NEW_PACK = "new_pack"
    NEW_NUMBER = "new_number"
    ASK_PALLET = "ask_pallet"
    ASK_WEIGHT = "ask_weight"
    WHOLE = "whole"
    BIN_FULL = "bin_full"
    TOTE_FULL = "tote_full"
    ASK_ZONE = "ask_zone"
    SAME_BIN = "same_bin"
    OPEN_ARRIVE = "open_arrive"
    OPEN_RETURNS = "open_returns"
    OUT = "out"
    FATE = "fate"
    OPEN_PUTAWAY = "open_putaway"
    OPEN_MOVE = "open_move"
    OPEN_COUNT = "open_count"
    OPEN_TASK = "open_task"
    SKIP = "skip"
    CART = "cart"
    SHORT = "short"
    OPEN_LOOKUP = "open_lookup"
    OPEN_PACKS = "open_packs"
    LOOK_AT = "look_at"
    SEARCH = "search"
    FINISH = "finish"
    REST_STAYS_OPEN = "rest_stays_open"
    REST_DROPPED = "rest_dropped"
    ACKNOWLEDGE = "acknowledge"
    AGREE = "agree"
    TAKE_OVER = "take_over"
    OPEN_LABELS = "open_labels"
    OPEN_DESIGN = "open_design"
    OPEN_PRINT = "open_print"
    PRINT_LABEL = "print_label"
    CAME_OUT = "came_out"
    DID_NOT_COME = "did_not_come"
    PRINT_AGAIN = "print_again"
    GIVE_UP = "give_up"
    TAKE_PICTURE = "take_picture"
    NOTE = "note"
    CHOOSE = "choose"
    OPEN_MINE = "open_mine"
    OPEN_PEOPLE = "open_people"
    OPEN_PERSON = "open_person"
    SIGN_OFF = "sign_off"
    OPEN_REPORT = "open_report"
    GO_ON = "go_on"
    ONLY = "only"
    SAVE = "save"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A code was scanned, or typed and ended with Enter (`by_hand`)."""

    scan: Scan
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Tapped:
    """An action was chosen; `value` names what it was chosen for (an id, a digit)."""

    action: Action
    value: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A text was entered into the question's field."""

    text: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The store changed underneath: look again, nothing was asked."""


Message = Scanned | Tapped | Answered | Refreshed
