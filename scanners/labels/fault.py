"""Everything that can be wrong with a label, its data or its template: a closed set, no words."""

from dataclasses import dataclass
from enum import StrEnum


class Wrong(StrEnum):
    """What is wrong; the words are added by whoever speaks to a person."""

    UNKNOWN_FIELD = "unknown_field"
    MISSING = "missing"
    NOT_NONE = "not_none"
    WRONG_TYPE = "wrong_type"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    CONTROL_CHARACTER = "control_character"
    BAD_CHARACTER = "bad_character"
    NOT_DIGITS = "not_digits"
    WRONG_LENGTH = "wrong_length"
    CHECK_DIGIT = "check_digit"
    BAD_DATE = "bad_date"
    DATE_TOO_FAR = "date_too_far"
    UNKNOWN_COMMAND = "unknown_command"
    BAD_IMAGE = "bad_image"
    NO_FONT = "no_font"
    NO_GLYPH = "no_glyph"
    TEXT_DOES_NOT_FIT = "text_does_not_fit"
    BARCODE_TOO_LONG = "barcode_too_long"
    BARCODE_DOES_NOT_FIT = "barcode_does_not_fit"
    UNKNOWN_WORD = "unknown_word"
    LABEL_TOO_WIDE = "label_too_wide"
    LABEL_TOO_LARGE = "label_too_large"
    OUTSIDE_THE_LABEL = "outside_the_label"
    NO_TEMPLATE = "no_template"
    BROKEN_ZPL = "broken_zpl"
    FORBIDDEN_COMMAND = "forbidden_command"
    UNKNOWN_NUMBER = "unknown_number"
    ONLY_ZPL = "only_zpl"
    WRONG_DPI = "wrong_dpi"


@dataclass(frozen=True, slots=True)
class Fault:
    """`field` names what of the data or template it is about; `detail` is what was found there."""

    wrong: Wrong
    field: str
    detail: str = ""
