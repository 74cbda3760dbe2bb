"""How long ago, in the fewest words."""

from app.base.labels import label

MINUTE_MS = 60_000
_STEPS = ((86_400_000, "age_days"), (3_600_000, "age_hours"), (MINUTE_MS, "age_minutes"))


def age(ms: int) -> str:
    """Write an age as 3 d, 5 h or 12 min; less than a minute is "now"."""
    for size, unit in _STEPS:
        if ms >= size:
            return label(unit, count=ms // size)
    return label("age_now")
