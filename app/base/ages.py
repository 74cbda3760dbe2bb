"""How long ago, in the fewest words."""

_STEPS = ((86_400_000, "d"), (3_600_000, "h"), (60_000, "min"))


def age(ms: int) -> str:
    """Write an age as 3 d, 5 h or 12 min; less than a minute is "now"."""
    for size, unit in _STEPS:
        if ms >= size:
            return f"{ms // size} {unit}"
    return "now"
