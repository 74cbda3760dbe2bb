"""The last that was done with something, in words: newest first, ours marked as long as it is."""

from app.base.ages import age
from app.base.amounts import plain
from app.base.labels import label
from app.ui.looks import Mark, RowLook, Tone
from sync.core.lifecycle import Life
from sync.core.lookup_slices import LookupSlice, PastRow
from sync.core.operations import Kind
from sync.core.quality import Verdict

_UNSENT = frozenset({Life.HERE, Life.HELD})
_VERDICTS = {
    Verdict.PASSED: "deed_check_passed",
    Verdict.FAILED: "deed_check_failed",
}


def past_rows(slice_: LookupSlice) -> tuple[RowLook, ...]:
    """Lay out what was done, under one heading."""
    return tuple(
        _row(number, one, slice_, label("lookup_past") if not number else "")
        for number, one in enumerate(slice_.past)
    )


def _row(number: int, one: PastRow, slice_: LookupSlice, heading: str) -> RowLook:
    named = slice_.product is None
    parts = [
        one.product.name if named else "",
        _way(one),
        one.lot or "",
        one.package or "",
        f"{one.who} · {age(max(slice_.now_ms - one.wall_ms, 0))}" if one.who else "",
        one.checked.inspector if one.checked else "",
    ]
    return RowLook(
        id=f"past-{number}",
        title=_title(one),
        subtitle=" · ".join(part for part in parts if part),
        amount=plain(one.amount) if one.amount is not None else "",
        unit=one.unit.name if one.amount is not None else "",
        heading=heading,
        mark=Mark.HERE if one.life in _UNSENT else None,
        tone=Tone.STOP if one.checked and one.checked.blocks else Tone.PLAIN,
    )


def _title(one: PastRow) -> str:
    if one.checked is not None:
        return label(_VERDICTS.get(one.checked.verdict, "deed_check_unsure"))
    if one.document is not None:
        return one.document.name
    return label("deed_undo_short" if one.kind is Kind.UNDO else "deed_move_short")


def _way(one: PastRow) -> str:
    source, bin = one.source.label if one.source else "", one.bin.label if one.bin else ""
    if one.kind is Kind.UNDO:
        source, bin = bin, source
    return f"{source} → {bin}" if source else label("to_bin", bin=bin) if bin else ""
