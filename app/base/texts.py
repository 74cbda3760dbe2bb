"""Every text a person can read: short, in the words of the floor, with what to do next."""

from types import MappingProxyType

_PROBLEMS = {
    "document_missing": "This order is not on this device. Go back and open it again.",
    "document_done": "{document} is finished already. Scan another order, or set the goods aside.",
    "document_cancelled": "{document} was cancelled. Set the goods aside and ask the office.",
    "line_missing": "This line was taken off the order. Set the goods aside and ask the office.",
    "product_not_on_document": "{article} is not on this order. Set it aside, or scan the order it belongs to.",
    "quantity_unreadable": "“{given}” is not an amount. Enter digits, like 3 or 1.5.",
    "quantity_not_positive": "Enter more than 0. To take something back, use Undo.",
    "quantity_too_large": "That is more than 999,999. Was a barcode scanned into the amount? Enter it again.",
    "quantity_too_fine": "{article} is counted in steps of {step} {unit}. Enter it again.",
    "quantity_over": "{over} {unit} more than ordered. Counted. Undo if it was a slip.",
    "unit_mismatch": "This packing cannot be turned into {unit}. Enter the amount in {unit}.",
    "lot_missing": "This article has lots. Scan or enter the lot.",
    "lot_not_wanted": "This article has no lots. Scan the article again.",
    "lot_too_long": "A lot has 64 characters at most. Was a barcode scanned twice? Scan the lot again.",
    "lot_unprintable": "This lot has a hidden character or a line break. Scan or enter it again.",
    "serial_not_one": "A serial number is one piece. Scan the pieces one by one.",
    "serial_twice": "Serial {lot} is here already. Check the label, or set the piece aside.",
    "expiry_missing": "This article expires. Enter the date on the pack.",
    "expiry_unreadable": "“{given}” is not a date. Enter day, month and year, like 300627.",
    "expiry_past": "{expiry} is in the past. Check the date, or set the goods aside.",
    "expiry_not_wanted": "This article has no expiry date. Scan the article again.",
    "bin_missing": "No bin has this code. Scan the bin's label.",
    "bin_elsewhere": "{bin} is not a bin of this warehouse. Scan a bin that is.",
    "bin_closed": "{bin} is closed. Scan another bin.",
    "source_missing": "No bin has this code. Scan the label of the bin it is taken from.",
    "source_elsewhere": "Nothing may be taken from {source}. Scan the bin it is taken from.",
    "source_short": "The books have less of it in {source}. Moved; a count will put them right.",
    "same_place": "It is in {bin} already. Scan the bin it goes to.",
    "reserved_elsewhere": "Others count on some of it. They are shown where it is now.",
    "serial_elsewhere": "The books have serial {lot} in another place. Check the label, or set it aside.",
    "lot_unknown": "There was never a lot {lot} of it. Check the label, or set it aside.",
    "other_work": "{document} asks for other work. Scan the order it belongs to.",
    "company_mismatch": "This belongs to another company. Switch company in Setup, or set it aside.",
    "nothing_received": "Nothing is received yet. Scan the goods first.",
    "undo_target_missing": "There is nothing to undo on this order.",
    "already_undone": "This is undone already.",
    "settle_target_missing": "There is nothing to decide here any more.",
    "already_settled": "This is decided already.",
    "number_reused": "This device was restored or copied. The office looks at both.",
    "no_rights": "You may not do this here. Ask your supervisor.",
    "kind_unknown": "The office system is older than this app. Saved here until it is updated.",
    "erp_refused": "Saved here. Odoo has a rule against it: the office looks at it.",
    "erp_unknown": "Saved here. The office is checking.",
}  # fmt: skip

_FAILURES = {
    "unreachable": "No answer from {url}. Check the address and the network, then test again.",
    "answer_lost": "{url} stopped answering. Test again.",
    "busy": "Odoo is busy. Test again in a moment.",
    "key_refused": "Odoo does not take this API key. Make a new one in Odoo: Preferences, Security, API keys.",
    "database_missing": "There is no database “{database}” there. Check its name.",
    "epoch_fenced": "This device was restored or copied. Its work is kept and sent again under new numbers.",
    "not_an_erp": "There is no Odoo at {url}. Check the address: it is the one in the browser, without /odoo.",
    "inventory_missing": "This Odoo has no Inventory. Install the Inventory app in Odoo, then test again.",
    "company_forbidden": "You may not see this company. Choose another, or ask the office for access.",
    "no_rights": "This user may not work with stock. In Odoo, give the user Inventory / User.",
    "version_unknown": "This Odoo is of a version this app does not know. It speaks with Odoo 17, 18 and 19.",
    "answer_unreadable": "{url} answered, but not as an Odoo does. Check the address.",
}  # fmt: skip

_OPENING = {
    "newer_version": "This device's data was written by a newer Stockhand. Install that version again; nothing is lost.",
    "in_use": "Stockhand is already open on this device. Use that window, or close it first.",
    "no_space": "This device's disk is full. Free some space, then start again; nothing is lost.",
    "not_writable": "Stockhand may not write to {path}. Allow it, or set STOCKHAND_DATA to another folder.",
}  # fmt: skip

_WRITING = {
    "no_space": "The disk is full: this was not counted. Free some space, then scan again.",
    "not_writable": "The disk does not take it: this was not counted. Call support, then scan again.",
    "damaged": "The journal is damaged: this was not counted. Close the app and open it again.",
    "no_new_work": "The disk is nearly full: finish what you began, and free some space for new work.",
}  # fmt: skip

_CARRYING = {
    "other_erp": "That work is for another Odoo than this device works with. Set that one up first.",
    "other_company": "That work is for a company this device does not know. Choose that company first.",
    "damaged": "That file is not as it was written. Save it again on the other device.",
    "newer_version": "A newer Stockhand wrote that file. Install that version here first.",
    "no_space": "The disk is full: nothing was saved. Free some space, then save again.",
    "not_writable": "Stockhand may not write to {path}. Allow it, then save again.",
    "not_readable": "{path} cannot be read. Put the file there again.",
}  # fmt: skip

_WORK = {
    "code_unknown": "Nothing here has the code {code}. Scan it again, or set the goods aside.",
    "order_unknown": "No order here has the code {code}. Check it, and scan it again.",
    "label_without_use": "That label does nothing here.",
    "not_counted": "{article} was not counted: its label was never finished. Scan it again.",
    "scan_its_lot": "That is the article. Now scan or enter its lot.",
    "scan_its_serial": "That is the article. Now scan or enter its serial number.",
    "scan_its_expiry": "That is the article. Now enter the date on the pack.",
    "code_unreadable": "That code could not be read. Scan it again.",
    "code_separator_lost": "This code may have run two fields together. Scan the lot by itself.",
    "product_at_home": "No receipt waits for {article}. Scan the order it came with, or set it aside.",
    "expected_on": "{count} receipts wait for {article}. Scan it again for the oldest, or tap one.",
    "on_other_receipt": "Now on {document}, of the same supplier: it waits for this.",
    "rules_unreadable": "{path} cannot be read, so none of its rules hold. Put it right and start again: {why}",
    "not_a_receipt": "{document} is not a receipt. This device receives goods so far.",
    "two_on_order": "This code stands for several articles of this order. Tap the one you hold.",
    "bin_set": "Into {bin}.",
    "taken_back": "Taken back: {amount} {unit} {article}.",
    "receipt_done": "{document} done. {done} of {lines} lines complete.",
    "line_done": "{article} complete.",
    "all_done": "All is here. Finish {document}.",
    "take_line_first": "Scan an article first, or tap its line.",
    "ask_lot": "Which lot?",
    "ask_serial": "Which serial number?",
    "ask_expiry": "Expires when?",
    "ask_quantity": "How much more?",
    "ask_bin": "Into which bin?",
    "ask_finish": "{missing} of {lines} lines short. What about the rest?",
    "ask_over": "{total} {unit}, and {demand} were ordered. Is that right?",
    "ask_over_blind": "{total} {unit} in all. Is that right?",
    "ask_finish_blind": "Is that all that came?",
    "receipt_done_blind": "{document} done.",
    "over_first": "First say whether that amount is right.",
    "ask_order": "Which order?",
    "ask_which": "Which one is it?",
    "all_settled": "All settled. Nothing waits for you.",
    "nothing_of_it": "Nothing of this article waits here. Scan what the story is about.",
    "bin_not_asked": "No bin is asked for here. Choose below.",
    "broke": "That did not work, and nothing was counted. Scan it again; if it stays so, call support.",
    "saved_setup": "Ready. First data is on its way.",
    "working": "Asking {url} …",
    "connected": "{server} · {user}. Choose company and warehouse.",
    "key_in_file": "This computer has no keyring: the key is kept in a file only you can read.",
    "journal_salvaged": "The journal was damaged and mended; nothing is lost. The old one is kept as {path}.",
    "journal_set_aside": "{lost} counts in the damaged journal could not be read. Give {path} to support.",
    "journal_restored": "This device was restored. {kept} operations are sent again, and booked once.",
    "carried_nothing": "All is in the office. There is nothing to carry.",
    "carried_out": "{count} operations are in {path}. Carry that file to the other device.",
    "carried_in": "{added} operations taken in. {known} were here already.",
    "agreed": "Agreed. It is taken away.",
}  # fmt: skip

TEXTS = MappingProxyType(
    {f"problem.{key}": words for key, words in _PROBLEMS.items()}
    | {f"failure.{key}": words for key, words in _FAILURES.items()}
    | {f"opening.{key}": words for key, words in _OPENING.items()}
    | {f"writing.{key}": words for key, words in _WRITING.items()}
    | {f"carrying.{key}": words for key, words in _CARRYING.items()}
    | _WORK
)
