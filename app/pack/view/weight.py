"""What a pack is and what it weighs, as it is shown, asked and offered."""

from app.base.amounts import decimal_mark, plain
from app.base.labels import label
from app.base.messages import Action
from app.base.packing import pack_place, reckoned, type_of_open, weight_of
from app.base.session import PackStep, Session
from app.base.wording import say, text
from app.ui.looks import FactLook, Field, QuestionLook, RowLook
from sync.core.pack_slices import PackSlice
from sync.core.pack_types import PackType

TYPES_OFFERED_MAX = 6
"""Types that are offered to a finger; all of them have a barcode to be scanned."""


def pack_facts(slice_: PackSlice, session: Session) -> tuple[FactLook, ...]:
    """Say what the open pack is, where somebody has said it."""
    type_ = type_of_open(session, slice_)
    return (FactLook("pack_type", label("pack_type"), type_.name),) if type_ else ()


def title_parts(package: str, slice_: PackSlice, session: Session) -> tuple[str, ...]:
    """Say of a pack in the list what it is, and what it was weighed at."""
    type_, weight = slice_.type_of(package), weight_of(session, package)
    weighs = f"{plain(weight)} {slice_.weight_unit}" if weight is not None else ""
    return (type_.name if type_ else "", weighs)


def about_rows(slice_: PackSlice, session: Session) -> tuple[RowLook, ...]:
    """Offer what can be said of the open pack: its type while it is empty, then its weight."""
    package, is_filled = session.hand.package, pack_place(session).step is PackStep.FILL
    if package is None or not slice_.types or not is_filled:
        return ()
    if slice_.inside(package):
        return (_weight_row(package, slice_, session),) if slice_.weight_unit else ()
    chosen = session.hand.pack_type
    return tuple(
        _type_row(one, number == 0, one.id == chosen)
        for number, one in enumerate(slice_.types[:TYPES_OFFERED_MAX])
    )


def _type_row(one: PackType, is_first: bool, is_chosen: bool) -> RowLook:  # noqa: FBT001
    sides = (one.length, one.width, one.height)
    return RowLook(
        id=f"pack-type-{one.id}",
        title=one.name,
        subtitle=" × ".join(map(plain, sides)) if all(sides) else "",
        amount=plain(one.weight_max) if one.weight_max else "",
        unit=one.weight_unit if one.weight_max else "",
        action=Action.CHOOSE,
        value=str(one.id),
        chosen=is_chosen,
        heading=label("pack_which_type") if is_first else "",
    )


def _weight_row(package: str, slice_: PackSlice, session: Session) -> RowLook:
    weight = weight_of(session, package)
    known = "pack_reckoned" if slice_.weighs_all(package) else "pack_reckoned_part"
    shown = reckoned(session, package, slice_) if weight is None else weight
    return RowLook(
        id="pack-weight",
        title=label("pack_weight"),
        subtitle=label("pack_weighed" if weight is not None else known),
        amount=plain(shown),
        unit=slice_.weight_unit,
        action=Action.ASK_WEIGHT,
    )


def weight_question(slice_: PackSlice, session: Session) -> QuestionLook:
    """Ask on the pad; a scale may answer instead."""
    package = session.hand.package or ""
    knows = slice_.weighs_all(package) and slice_.inside(package)
    return QuestionLook(
        kind=Field.PAD,
        title=say(text("ask_weight", package=package)),
        hint=plain(reckoned(session, package, slice_)) if knows else "",
        typed=session.hand.typed,
        unit=slice_.weight_unit,
        decimal_mark=decimal_mark(),
        confirm=label("ok"),
        cancel=label("cancel"),
    )
