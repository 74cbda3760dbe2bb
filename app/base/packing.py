"""Where whoever packs is: the pack that is open, what is to go into it, what is checked of it."""

from decimal import Decimal

from app.base.session import Pack, PackStep, Session
from scanners.codes.scan import HouseKind, Scan, Sscc
from sync.core.pack_slices import PackSlice
from sync.core.pack_types import PackType
from sync.core.pick_slices import PickTask
from sync.core.quantity import ZERO

Content = tuple[int, str | None]
"""An article, and its lot."""


def pack_place(session: Session) -> Pack:
    """The document that the person packs."""
    assert isinstance(session.place, Pack), "nobody packs elsewhere"
    return session.place


def pack_named(scan: Scan) -> str | None:
    """Name the pack that a label stands for, if it is one's and says nothing of what is inside."""
    house, message = scan.house, scan.message
    if house and house.kind is HouseKind.PACKAGE:
        return house.value
    if message:
        return None if message.content or message.gtin else message.sscc
    plain = next((one for one in scan.readings if isinstance(one, Sscc)), None)
    return plain.value if plain else None


def to_pack(slice_: PackSlice) -> tuple[PickTask, ...]:
    """What is still to be packed and lies where it is taken from."""
    return tuple(one for one in slice_.walk.tasks if one.place is not None)


def type_of_open(session: Session, slice_: PackSlice) -> PackType | None:
    """What the open pack is, where somebody said."""
    hand = session.hand
    said = slice_.type_of(hand.package) if hand.package else None
    return said or slice_.type_by(hand.pack_type)


def reckoned(session: Session, package: str, slice_: PackSlice) -> Decimal:
    """What a pack weighs with what is in it, as far as the ERP says."""
    is_open = package == session.hand.package
    type_ = type_of_open(session, slice_) if is_open else slice_.type_of(package)
    return slice_.goods_weight(package) + (type_.weight if type_ else ZERO)


def weight_of(session: Session, package: str) -> Decimal | None:
    """What a pack was weighed at, and is still."""
    return next((one.weight for one in session.weighed if one.package == package), None)


def in_pack(slice_: PackSlice, package: str) -> dict[Content, Decimal]:
    """How much of what is in a pack."""
    found: dict[Content, Decimal] = {}
    for row in slice_.inside(package):
        key = (row.product.id, row.lot)
        found[key] = found.get(key, ZERO) + row.quantity
    return found


def checked(place: Pack) -> dict[Content, Decimal]:
    """How much of what was scanned again in the pack that is checked."""
    found: dict[Content, Decimal] = {}
    for product, lot, amount in place.checked:
        found[product, lot] = found.get((product, lot), ZERO) + amount
    return found


def not_loaded(session: Session, slice_: PackSlice) -> tuple[str, ...]:
    """The packs that nobody has scanned at the door yet."""
    loaded = pack_place(session).loaded
    return tuple(one for one in slice_.packages if one not in loaded)


def is_loading(session: Session) -> bool:
    """Say whether packs are scanned at the door."""
    return pack_place(session).step is PackStep.LOAD
