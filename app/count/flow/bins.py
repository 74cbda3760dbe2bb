"""Which bins are counted: those of one article, those of one zone, or what shall be counted."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Refuse, Stay
from app.base.messages import Action, Tapped
from app.base.notice import Sound
from app.base.session import Count, Hand, Question, Session
from app.base.wording import text
from sync.core.count_slices import CountSlice
from sync.core.records import Product


def count_place(session: Session) -> Count:
    """What the person counts."""
    assert isinstance(session.place, Count), "nobody counts elsewhere"
    return session.place


def by_article(session: Session, product: Product, slice_: CountSlice) -> Decision:
    """Count an article in all of its bins, and nothing else in them."""
    if product.id not in slice_.lying:
        return Refuse(session, text("count_lies_nowhere", article=product.name))
    return _from(session, Count(product=product.id))


def is_other(session: Session, product: Product) -> bool:
    """Say whether only another article is counted."""
    only = count_place(session).product
    return only is not None and only != product.id


def zone_tapped(session: Session, tap: Tapped, slice_: CountSlice) -> Decision:
    """Ask for a zone, or count all the bins of the one that was chosen."""
    asked = session.hand.question is Question.ZONE
    if tap.action is Action.ASK_ZONE:
        if not slice_.zones or slice_.bin is not None:
            return Refuse(session, text("count_no_zones"))
        hand = Hand(question=Question.ZONE)
        return Ask(replace(session, hand=hand, notice=None), text("ask_count_zone"))
    if asked and tap.value in slice_.zones:
        return _from(session, Count(zone=tap.value))
    return Stay(session)


def closed(session: Session) -> Session:
    """The bin in hand is counted: of an article's or a zone's bins it is not the next any more."""
    place, bin = count_place(session), session.hand.bin
    if bin is not None and (place.product is not None or place.zone):
        place = replace(place, done=(*place.done, bin))
    return replace(session, place=place, hand=Hand(), notice=None)


def back_to_all(session: Session) -> Decision:
    """Leave the article or the zone for what shall be counted."""
    return Stay(replace(session, place=Count(), hand=Hand(), notice=None))


def _from(session: Session, place: Count) -> Stay:
    return Stay(replace(session, place=place, hand=Hand(), notice=None), Sound.BUSY)
