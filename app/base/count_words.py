"""The words of counting."""

from types import MappingProxyType

from app.base.language import Plural

COUNT_LABELS = MappingProxyType(
    {
        "deed_tally": "Counting: {amount} so far",
        "deed_counted": "Counted {amount}",
        "deed_undo_count": "Took back a count of {amount}",
        "deed_count_short": "Counted",
        "did_count": "{who} counted a bin",
        "count": "Count",
        "count_waiting": "bins to count",
        "deed_asked": "Asked for a count",
        "count_tasks": "To be counted",
        "count_due": "its day has come",
        "count_asked": "somebody asks for it",
        "count_things": "{count} to count",
        "count_all_done": "ALL COUNTED",
        "count_all_done_hint": "Go back, or scan another bin.",
        "count_prompt": "SCAN A BIN",
        "count_hint": "Then scan what is in it, piece by piece or carton by carton.",
        "count_goods": "SCAN WHAT IS IN {bin}",
        "count_goods_hint": "Then the bin once more: nothing more is there.",
        "count_more": "ONE MORE, OR ANOTHER ARTICLE",
        "count_of_bin": "{counted} of {total}",
        "count_not_yet": "not counted yet",
        "count_as_expected": "as in the books",
        "count_off": "books {now}",
        "count_moved": "moved: count again",
        "count_close": "Nothing more",
        "count_missing": "They are missing",
        "count_missing_detail": "The books follow: none of it is in this bin.",
        "count_look_again": "I look again",
        "count_again": "I count again",
        "count_leave": "Leave it to a supervisor",
        "count_leave_detail": "The books stay as they are until somebody decides.",
        "count_far_hint": "Another person looks, and scans their badge.",
        "count_lot_hint": "Scan it from the pack, or enter it.",
        "count_amount_hint": "All that is there, not how many more.",
    }
)
COUNT_TEXTS = MappingProxyType(
    {
        "count_lies_nowhere": "The books have {article} in no bin. Scan the bin you found it in.",
        "count_one_only": "Only one article is counted here. Set {article} aside, or go back.",
        "count_no_zones": "Zones are chosen before a bin is, where the building has any.",
        "ask_count_zone": "Which zone do you count?",
        "count_bin_first": "Scan the bin first, then what is in it.",
        "count_how_many": "How many are there?",
        "count_twice": "Serial {lot} is counted already.",
        "count_brought": "The books had serial {lot} in {bin}. It is moved here.",
        "count_begun_anew": "Stock of {article} moved meanwhile: this is the first of it again.",
        "count_stale": "Stock of {article} moved while you counted. Count it again.",
        "ask_missing": Plural(
            "{count} articles were not found. Are they missing?",
            one="{count} article was not found. Is it missing?",
        ),
        "count_far": Plural(
            "{count} articles are far from the books. Another person has to look.",
            one="{count} article is far from the books. Another person has to look.",
        ),
        "count_empty": "{bin} is empty, and the books say so too.",
        "count_right": "{bin} counted: all {count} as in the books.",
        "count_differs": "{bin} counted: {differ} of {count} differ.",
        "count_waits": "{bin} counted: {waits} of {count} wait for another person.",
        "count_taken_back": "Taken back: {amount} of {article}.",
        "count_nothing_to_undo": "There is no count to take back here.",
    }
)
