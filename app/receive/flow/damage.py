"""Goods that came damaged: said before they are counted, and put where nobody picks them."""

from dataclasses import replace

from app.base.damage import damaged_place
from app.base.decision import Ask, Decision, Refuse, Stay
from app.base.labels import label
from app.base.notice import Notice, Sound
from app.base.session import Question, Session
from app.base.wording import text
from app.receive.flow.refusing import refuse
from sync.core.evidence import PICTURES_MAX, names_text, read_names
from sync.core.operations import Damage
from sync.core.records import Location
from sync.core.rules import check_bin
from sync.core.slices import ReceiveSlice


def ask_damage(session: Session) -> Decision:
    """Ask what is wrong; said twice, it was a mistake."""
    if session.hand.damage is not None:
        hand = replace(session.hand, damage=None, pictures="")
        return Stay(replace(session, hand=hand, notice=None))
    hand = replace(session.hand, question=Question.DAMAGE, typed="")
    return Ask(replace(session, hand=hand, notice=None), text("ask_damage"))


def say_damage(session: Session, given: str, slice_: ReceiveSlice) -> Decision:
    """Take the reason; then what is scanned next is counted as damaged."""
    if given not in set(Damage):
        return Refuse(session, text("ask_damage"))
    hand = replace(session.hand, damage=Damage(given), question=None)
    return _scan_next(replace(session, hand=hand), slice_)


def show_damage(session: Session, given: str) -> Decision:
    """Keep a picture of what is damaged: it goes with the piece that is counted next."""
    before, taken = read_names(session.hand.pictures), read_names(given)
    if session.hand.damage is None or not taken:
        return Stay(session)
    every = tuple(dict.fromkeys((*before, *taken)))
    if len(every) > PICTURES_MAX:
        return Refuse(session, text("pictures_enough", most=PICTURES_MAX))
    hand = replace(session.hand, pictures=names_text(every))
    words = text("damage_shown", count=len(every))
    return Stay(replace(session, hand=hand, notice=Notice(Sound.BUSY, words)), Sound.BUSY)


def take_damaged_bin(session: Session, bin_: Location, slice_: ReceiveSlice) -> Decision:
    """Take the bin for what comes damaged, for the rest of this receipt."""
    assert slice_.document is not None
    problem = check_bin(bin_, slice_.document)
    if problem:
        return refuse(session, problem, bin=bin_.label)
    hand = replace(session.hand, damaged_bin=bin_.id, question=None)
    return _said(replace(session, hand=hand))


def _scan_next(session: Session, slice_: ReceiveSlice) -> Decision:
    if damaged_place(session, slice_) is None:
        hand = replace(session.hand, question=Question.DAMAGED_BIN)
        return Ask(replace(session, hand=hand, notice=None), text("ask_damaged_bin"))
    return _said(session)


def _said(session: Session) -> Decision:
    damage = session.hand.damage
    words = text("damage_here", damage=label(f"damage_{damage}"))
    notice = Notice(Sound.BUSY, words, stays=True)
    return Stay(replace(session, notice=notice), Sound.BUSY)
