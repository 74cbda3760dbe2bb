"""Article numbers of the training goods: digits with the check digit that belongs to them."""

_PREFIX = "4098765"
"""Stands for a company prefix; the goods are made up, and so is it."""


def with_check_digit(digits: str) -> str:
    """Append the GS1 check digit: weights three and one, from the right."""
    weighed = sum(
        int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))
    )
    return f"{digits}{-weighed % 10}"


def ean13(article: int) -> str:
    """The number of one piece."""
    return with_check_digit(f"{_PREFIX}{article:05d}")


def gtin14(article: int, level: int) -> str:
    """The number of a case or pallet; `level` 1 to 8 tells the sizes apart."""
    return with_check_digit(f"{level}{_PREFIX}{article:05d}")
