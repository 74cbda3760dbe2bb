"""What a pack weighs: as a scale says, as a finger enters it, or reckoned from what is in it."""

from dataclasses import replace
from decimal import Decimal

from app.base.amounts import plain
from app.base.decision import Ask, Decision, Refuse, Stay
from app.base.notice import Notice, Sound
from app.base.packing import pack_place, reckoned, type_of_open
from app.base.session import PackStep, Question, Session
from app.base.wording import problem_text, text
from scanners.codes.scan import Weighed
from sync.core.operations import FinishReceipt
from sync.core.pack_slices import PackSlice
from sync.core.pack_types import WEIGHED_MAX, WEIGHT_MAX, WEIGHT_STEP, PackWeight, in_unit
from sync.core.problems import Problem
from sync.core.quantity import read_amount


def ask_weight(session: Session, slice_: PackSlice) -> Decision:
    """Ask what the open pack weighs."""
    package = session.hand.package
    if package is None or not slice_.weight_unit:
        return Refuse(session, text("pack_open_first"))
    lies = session.on_scale
    weight = in_unit(lies.value, lies.unit, slice_.weight_unit) if lies else None
    typed = plain(weight) if weight is not None else ""
    hand = replace(session.hand, question=Question.WEIGHT, typed=typed)
    words = text("ask_weight", package=package)
    return Ask(replace(session, hand=hand, notice=None), words)


def answer_weight(session: Session, given: str, slice_: PackSlice) -> Decision:
    """Take the weight that was typed; nothing typed means what is reckoned, if all of it is."""
    package = session.hand.package
    if package is None:
        return Stay(session)
    weight: Decimal | Problem
    if given:
        weight = read_amount(given)
    elif slice_.weighs_all(package) and slice_.inside(package):
        weight = reckoned(session, package, slice_)
    else:
        return Refuse(session, text("ask_weight", package=package))
    if isinstance(weight, Problem):
        return Refuse(session, problem_text(weight, given=given[:20]))
    return _weighs(session, weight, slice_)


def on_scale(session: Session, said: Weighed, slice_: PackSlice) -> Decision:
    """Take what a scale says for the open pack; nobody is asked where none is."""
    is_asked = session.hand.package and slice_.weight_unit
    if not is_asked or pack_place(session).step is PackStep.LOAD:
        return Stay(session)
    weight = in_unit(said.value, said.unit, slice_.weight_unit)
    if weight is None:
        return Refuse(session, text("pack_scale_unit", unit=said.unit))
    return _weighs(session, weight, slice_)


def _weighs(session: Session, weight: Decimal, slice_: PackSlice) -> Decision:
    package, type_ = session.hand.package or "", type_of_open(session, slice_)
    others = tuple(one for one in session.weighed if one.package != package)
    if not 0 < weight <= WEIGHT_MAX or weight % WEIGHT_STEP or len(others) >= WEIGHED_MAX:
        return Refuse(session, text("pack_no_weight", weight=plain(weight)))
    about = {"package": package, "weight": plain(weight), "unit": slice_.weight_unit}
    if type_ and type_.is_too_heavy(weight):
        most = plain(type_.weight_max)
        return Refuse(session, text("pack_too_heavy", type=type_.name, most=most, **about))
    hand = replace(session.hand, question=None, typed="")
    after = replace(session, hand=hand, weighed=(*others, PackWeight(package, weight)))
    notice = Notice(Sound.BUSY, text("pack_weighs", **about))
    return Stay(replace(after, notice=notice), Sound.BUSY)


def not_weighed(session: Session, package: str | None) -> Session:
    """Forget what a pack was weighed at: something went in, or came out."""
    return replace(session, weighed=tuple(one for one in session.weighed if one.package != package))


def with_weights(deed: FinishReceipt, session: Session, slice_: PackSlice) -> FinishReceipt:
    """Let a finish tell what the packs of its document were weighed at."""
    mine = frozenset(slice_.packages)
    told = tuple(one for one in session.weighed if one.package in mine)
    return replace(deed, packs=told)
