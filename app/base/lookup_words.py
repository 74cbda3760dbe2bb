"""The words where something is looked up."""

LOOKUP_LABELS = {
    "lookup": "Look up",
    "lookup_article": "Article",
    "lookup_bin": "Bin",
    "lookup_lot": "Lot",
    "lookup_pack": "Pack",
    "lookup_hint": "Name, code, lot or bin",
    "lookup_begin": "Scan anything, or type it",
    "lookup_begin_words": "An article, a bin, a lot or a pack. It works without the network.",
    "lookup_none": "Nothing here is called so",
    "lookup_none_words": "Type fewer letters, or scan its code.",
    "lookup_reading": "The list of articles is still being read. Try again in a moment.",
    "lookup_gone": "It is not here any more",
    "lookup_gone_words": "The office took it away. Look it up again.",
    "lookup_lies_in": "TAKE IT FROM",
    "lookup_nowhere": "NONE IS FREE",
    "lookup_in_bin": "IN THIS BIN",
    "lookup_in_pack": "IN THIS PACK",
    "lookup_packed": "As the orders say",
    "lookup_articles": "articles",
    "lookup_content": "Content",
    "lookup_free": "{unit} free",
    "lookup_there": "In all",
    "lookup_reserved": "Reserved",
    "lookup_held": "On hold",
    "lookup_expected": "Expected",
    "lookup_on_hold": "on hold",
    "lookup_between": "On its way",
    "lookup_on_way": "on its way",
    "lookup_unsent": "with what is here only",
    "lookup_past": "Last",
}  # fmt: skip

LOOKUP_TEXTS = {
    "lookup_unknown": "Nothing here has the code {code}. Type its name instead.",
}  # fmt: skip
