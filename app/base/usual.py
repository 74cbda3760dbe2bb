"""Where received goods go when nobody says otherwise."""

from sync.core.records import Location
from sync.core.slices import LineRow, ReceiveSlice


def usual_place(row: LineRow, slice_: ReceiveSlice) -> Location | None:
    """Name the place: what an inspector has to see goes where nobody takes it."""
    if slice_.hold is not None and row.product.id in slice_.to_check:
        return slice_.hold
    return slice_.destination
