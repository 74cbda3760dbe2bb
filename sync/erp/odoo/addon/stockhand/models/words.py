"""What the office reads of a problem or a deed: the codes are for machines."""

PROBLEMS = {
    "document_missing": "the document is gone",
    "document_done": "the document was closed by then",
    "document_cancelled": "the document was cancelled",
    "line_missing": "its line was taken off the document",
    "product_not_on_document": "the article is not on the document",
    "quantity_unreadable": "the amount cannot be read",
    "quantity_not_positive": "nothing was counted",
    "quantity_too_large": "the amount is too large to be true",
    "quantity_too_fine": "the unit has no such decimals",
    "quantity_over": "more than ordered",
    "over_tolerance": "more than the house pays for: a supervisor approves it",
    "shelf_life_short": "it expires too soon",
    "package_unreadable": "the number of the package cannot be read",
    "unit_mismatch": "the line is in another unit by now",
    "lot_missing": "the lot is missing",
    "lot_not_wanted": "the article has no lots",
    "lot_too_long": "the lot's name is too long for a label",
    "lot_unprintable": "the lot's name has hidden characters",
    "serial_not_one": "a serial number is one piece",
    "serial_twice": "the serial number is here already",
    "expiry_missing": "the expiry date is missing",
    "expiry_unreadable": "the expiry date cannot be read",
    "expiry_past": "it is expired",
    "expiry_not_wanted": "the article has no expiry date",
    "bin_missing": "there is no such bin",
    "bin_elsewhere": "the bin is in another building, or takes no goods",
    "bin_closed": "the bin was closed",
    "source_missing": "there is no such bin to take from",
    "source_elsewhere": "the bin to take from is in another building",
    "more_than_there": "there is less in the bin than leaves",
    "more_than_paper": "more than went by that paper, less what came back of it",
    "lot_not_on_paper": "no such lot went by that paper",
    "reason_missing": "nobody said why it leaves, or comes back",
    "source_short": "there is less in the bin than was taken",
    "same_place": "taken from and put into the same bin",
    "reserved_elsewhere": "the goods are promised to somebody else",
    "moved_meanwhile": "goods moved while they were counted: count again",
    "variance_large": "so far from the books that another person has to look",
    "counted_since": "it was counted again since",
    "serial_elsewhere": "the serial number lies elsewhere",
    "lot_unknown": "there is no such lot",
    "other_work": "it is another kind of work",
    "company_mismatch": "it is another company's",
    "nothing_received": "nothing was received yet",
    "undo_target_missing": "what was to be taken back is not there",
    "already_undone": "it was taken back already",
    "taken_in": "the other house has taken it in",
    "settle_target_missing": "nothing of it is set aside",
    "already_settled": "somebody decided already",
    "lot_blocked": "the lot is blocked",
    "check_nothing_there": "there is nothing to check",
    "check_twice": "it was checked already",
    "check_failed_before": "it failed its check before",
    "check_unanswered": "a question of the check has no answer",
    "disposition_missing": "nobody said what becomes of it",
    "second_missing": "a second person has to agree",
    "number_reused": "its number stands for something else: a restored or copied device",
    "no_rights": "the user has no right to it",
    "kind_unknown": "the module is older than the app",
    "erp_refused": "Odoo refused it",
    "erp_unknown": "something unknown went wrong",
}

DEEDS = {
    "receive_line": "counted",
    "finish_receipt": "finished",
    "move_line": "moved",
    "move": "moved",
    "undo": "taken back",
    "record_check": "checked",
    "count": "counted in the bin",
    "settle": "decided",
}


DEVICE_LOST = "the device was lost, or retired, before it had sent everything"
DEVICE_BACK = (
    "The device is back: what it still holds comes in now, each operation once."
    " Count only what is missing then."
)


def lost_words(device, operations, bins):
    """Say what is missing of a lost device, as far as it ever said."""
    what = "1 operation" if operations == 1 else f"{operations} operations"
    where = "1 bin" if bins == 1 else f"{bins} bins"
    return f"{device}: {what} not recovered, {where} to recount"


def problem_words(problem):
    """Say what is wrong; a newer code stands for itself."""
    return PROBLEMS.get(problem, problem) or ""


def deed_words(kind):
    """Say what was done."""
    return DEEDS.get(kind, kind)
