"""Packs: a scanned label opens one, goods go into it, and the same label again closes it."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Number, Refuse, Stay
from app.base.notice import Notice, Sound
from app.base.session import Question, Session
from app.base.wording import Text, text
from app.receive.flow.refusing import refuse
from scanners.codes.scan import HouseKind, Scan, Sscc
from sync.core.rules import check_package

_TEXTS = frozenset({Question.LOT, Question.SERIAL})


def pack_of(scan: Scan, question: Question | None) -> str | None:
    """Name the pack that a label stands for, if it is one's and says nothing of what is inside."""
    house, message = scan.house, scan.message
    if house and house.kind is HouseKind.PACKAGE:
        return house.value
    if message:
        return None if message.content or message.gtin else message.sscc
    # Eighteen digits may be a lot as well, where one is asked for.
    plain = next((one for one in scan.readings if isinstance(one, Sscc)), None)
    return plain.value if plain and question not in _TEXTS else None


def take_pack(session: Session, name: str) -> Decision:
    """Open a pack, or close it where it is open; or take it as the pallet that was asked for."""
    problem = check_package(name)
    if problem:
        return refuse(session, problem)
    hand = session.hand
    if hand.question is Question.PALLET:
        if name == hand.package:
            return Refuse(session, text("pallet_is_pack"))
        return _told(
            replace(session, hand=replace(hand, pallet=name, question=None)),
            text("pallet_opened", pallet=name),
        )
    if name == hand.package:
        return close_pack(session)
    opened = replace(hand, package=name, question=_kept(hand.question))
    return _told(replace(session, hand=opened), text("package_opened", package=name))


def new_pack(session: Session) -> Decision:
    """Close the pack that is open; with none, take the next number this device was given."""
    if session.hand.package is not None:
        return close_pack(session)
    return Number(session)


def close_pack(session: Session) -> Decision:
    """What comes next is loose again."""
    name = session.hand.package or ""
    hand = replace(session.hand, package=None, question=_kept(session.hand.question))
    return _told(replace(session, hand=hand), text("package_closed", package=name))


def ask_pallet(session: Session) -> Decision:
    """Ask for the label of the pallet; where there is one already, packs go on none again."""
    hand = session.hand
    if hand.pallet is not None:
        closed = replace(session, hand=replace(hand, pallet=None))
        return _told(closed, text("pallet_closed", pallet=hand.pallet))
    asked = replace(hand, question=Question.PALLET, typed="")
    return Ask(replace(session, hand=asked, notice=None), text("ask_pallet"))


def _kept(question: Question | None) -> Question | None:
    return None if question is Question.PALLET else question


def _told(session: Session, words: Text) -> Stay:
    # It ticks: nothing is written by opening a pack.
    return Stay(replace(session, notice=Notice(Sound.BUSY, words)), Sound.BUSY)
