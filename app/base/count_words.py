"""The words of counting."""

from types import MappingProxyType

COUNT_LABELS = MappingProxyType(
    {
        "deed_tally": "Counting: {amount} so far",
        "deed_counted": "Counted {amount}",
        "deed_undo_count": "Took back a count of {amount}",
        "deed_count_short": "Counted",
        "did_count": "{who} counted a bin",
    }
)
