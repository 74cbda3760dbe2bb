"""What goes into which tote of the cart: told by letter and colour, and confirmed by its label."""

from dataclasses import replace

from app.base.decision import Decision, Refuse, Stay
from app.base.messages import Scanned
from app.base.notice import Notice, Sound
from app.base.packing import pack_named
from app.base.picking import pick_place, tote, tote_code, tote_of
from app.base.session import Session
from app.base.wording import text
from sync.core.pick_slices import PickSlice


def put(session: Session, message: Scanned, slice_: PickSlice) -> Decision:
    """Say whether goods were put into their order's tote; nothing else is done before."""
    place, found = pick_place(session), slice_.found
    code, right = _code(message), place.into
    mine = tote_code(session, right)
    if message.by_hand and code == tote(session, right):
        return _in(session)
    if code in {one.code for one in place.totes if one.code}:
        return _in(session) if code == mine else _wrong(session, code)
    is_other = found.products or found.bins or found.documents
    if is_other or mine or message.by_hand:
        return Refuse(session, text("pick_tote_first", tote=tote(session, right)))
    # The first label that is scanned for a tote is that tote's from then on.
    named = tuple(one for one in place.totes if one.document != right)
    kept = replace(tote_of(session, right), code=code)
    return _in(replace(session, place=replace(place, totes=(*named, kept))))


def confirm_put(session: Session) -> Decision:
    """Somebody says that the goods are in, where the tote has no label that could be scanned."""
    return _in(session) if pick_place(session).into else Stay(session)


def full(session: Session, slice_: PickSlice, document: int) -> Decision:
    """A tote is full: the same order goes on in another one, which has a label of its own."""
    place = pick_place(session)
    if not tote(session, document) or document not in {one.id for one in slice_.documents}:
        return Refuse(session, text("label_without_use"))
    before = tote(session, document)
    known = tote_of(session, document)
    totes = tuple(one for one in place.totes if one.document != document)
    more = replace(known, code="", full=known.full + 1)
    after = replace(session, place=replace(place, totes=(*totes, more)))
    words = text("pick_tote_full", tote=before, next=tote(after, document))
    return Stay(replace(after, notice=Notice(Sound.BUSY, words)), Sound.BUSY)


def _code(message: Scanned) -> str:
    return (pack_named(message.scan) or message.scan.text).strip().upper()


def _in(session: Session) -> Decision:
    # It ticks: which tote goods are in is written nowhere.
    place = replace(pick_place(session), into=0)
    return Stay(replace(session, place=place, notice=None), Sound.BUSY)


def _wrong(session: Session, code: str) -> Decision:
    place = pick_place(session)
    other = next(one.document for one in place.totes if one.code == code)
    words = text("pick_tote_wrong", other=tote(session, other), tote=tote(session, place.into))
    return Refuse(session, words)
