"""What a story says first: what is so now, by what speaks against an operation."""

from types import MappingProxyType

from sync.core.problems import Problem

P = Problem
PARKED_WORDS = MappingProxyType(
    {
        P.DOCUMENT_MISSING: "{document} is gone from the office.",
        P.DOCUMENT_DONE: "{document} was finished before this arrived.",
        P.DOCUMENT_CANCELLED: "{document} was cancelled.",
        P.LINE_MISSING: "{article} was taken off {document}.",
        P.PRODUCT_NOT_ON_DOCUMENT: "{article} is not on {document}.",
        P.QUANTITY_UNREADABLE: "The amount cannot be read.",
        P.QUANTITY_NOT_POSITIVE: "The amount is 0.",
        P.QUANTITY_TOO_LARGE: "The amount is more than 999,999.",
        P.QUANTITY_TOO_FINE: "{article} is not counted in such small steps.",
        P.QUANTITY_OVER: "More {article} than {document} asks for.",
        P.UNIT_MISMATCH: "The unit of {article} changed.",
        P.LOT_MISSING: "{article} has lots now.",
        P.LOT_NOT_WANTED: "{article} has no lots any more.",
        P.LOT_TOO_LONG: "The lot is too long for a label.",
        P.LOT_UNPRINTABLE: "The lot has a sign in it that cannot be printed.",
        P.SERIAL_NOT_ONE: "{article} has serial numbers now: one piece, one number.",
        P.SERIAL_TWICE: "Serial {lot} is here already.",
        P.EXPIRY_MISSING: "{article} has a date now.",
        P.EXPIRY_UNREADABLE: "The date cannot be read.",
        P.EXPIRY_PAST: "The date is in the past.",
        P.EXPIRY_NOT_WANTED: "{article} has no date any more.",
        P.SHELF_LIFE_SHORT: "{article} does not last as long as it has to.",
        P.OVER_TOLERANCE: "More {article} came than the house takes.",
        P.PACKAGE_UNREADABLE: "The pack has no name that a label can carry.",
        P.BIN_MISSING: "The bin is gone.",
        P.BIN_ELSEWHERE: "{bin} is not a bin of this warehouse.",
        P.BIN_CLOSED: "{bin} was closed.",
        P.SOURCE_MISSING: "The bin it was taken from is gone.",
        P.SOURCE_ELSEWHERE: "Nothing may be taken from where it was taken.",
        P.SOURCE_SHORT: "The books had less of {article} there.",
        P.SAME_PLACE: "It was moved to where it was.",
        P.RESERVED_ELSEWHERE: "Others counted on {article}.",
        P.MOVED_MEANWHILE: "Goods moved while {article} was counted.",
        P.VARIANCE_LARGE: "The count of {article} is far from the books.",
        P.COUNTED_SINCE: "{article} was counted again since.",
        P.SERIAL_ELSEWHERE: "The books have serial {lot} in another place.",
        P.LOT_UNKNOWN: "The books know no lot {lot} of {article}.",
        P.OTHER_WORK: "{document} asks for other work.",
        P.COMPANY_MISMATCH: "This belongs to another company.",
        P.NOTHING_RECEIVED: "Nothing was received on {document}.",
        P.UNDO_TARGET_MISSING: "What was taken back is not there.",
        P.ALREADY_UNDONE: "It was taken back already.",
        P.SETTLE_TARGET_MISSING: "There is nothing to decide any more.",
        P.ALREADY_SETTLED: "Somebody decided it already.",
        P.LOT_BLOCKED: "Lot {lot} failed a check and is blocked.",
        P.CHECK_NOTHING_THERE: "What was checked was taken back.",
        P.CHECK_TWICE: "Somebody else checked it, and said the same.",
        P.CHECK_FAILED_BEFORE: "Somebody else found {article} bad.",
        P.CHECK_UNANSWERED: "The rule asks more by now.",
        P.DISPOSITION_MISSING: "Nobody said what becomes of the goods.",
        P.SECOND_MISSING: "Only one person checked it.",
        P.NUMBER_REUSED: "This device was restored or copied.",
        P.NO_RIGHTS: "{who} may not do this any more.",
        P.KIND_UNKNOWN: "The office is older than this app.",
        P.ERP_REFUSED: "The office has a rule against it.",
        P.ERP_UNKNOWN: "The office did not take it.",
    }
)
"""What a story says first, by what speaks against it: what is so now, not what to do."""


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
