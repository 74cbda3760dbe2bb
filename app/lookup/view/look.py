"""What a look-up shows: where it is and how much is free first, then the rest of what is known."""

from dataclasses import replace

from app.base.amounts import plain
from app.base.days import show_day
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Lookup, Session
from app.lookup.view.past import past_rows
from app.ui.look_of import notice_look, printer_words
from app.ui.looks import (
    ActionButton,
    Badge,
    BottomBar,
    CardLook,
    EmptyLook,
    FactLook,
    LookupLook,
    Mark,
    RowLook,
    Tone,
    TopBar,
    WorkLook,
)
from sync.core.lookup_slices import About, Hit, KeptRow, LookupSlice, Subject
from sync.core.quantity import ZERO
from sync.core.records import LocationKind, Tracking
from sync.core.slices import Offer


def view(slice_: LookupSlice, session: Session, badge: Badge) -> WorkLook | LookupLook:
    """Lay out one thing, or the search for one."""
    if slice_.about is None:
        return _search(slice_, session, badge)
    return WorkLook(
        top=TopBar(title=label(f"lookup_{slice_.about.subject}"), badge=badge, back=True),
        card=replace(_card(slice_, slice_.about), printer=printer_words(session)),
        rows=(*_lying(slice_, slice_.about), *_expected(slice_), *past_rows(slice_)),
        bar=_bar(slice_, slice_.about),
        notice=notice_look(session.notice),
    )


def _search(slice_: LookupSlice, session: Session, badge: Badge) -> LookupLook:
    words = session.place.words if isinstance(session.place, Lookup) else ""
    nothing = EmptyLook(label("lookup_none"), label("lookup_none_words"), icon="search")
    begin = EmptyLook(label("lookup_begin"), label("lookup_begin_words"), icon="search")
    return LookupLook(
        top=TopBar(title=label("lookup"), badge=badge, back=True),
        rows=tuple(_hit(one) for one in slice_.hits),
        words=words,
        hint=label("lookup_hint"),
        more=label("lookup_reading") if slice_.is_reading else "",
        empty=nothing if words else begin,
        notice=notice_look(session.notice),
    )


def _hit(one: Hit) -> RowLook:
    return RowLook(
        id=value_of(one.about),
        title=one.title,
        subtitle=one.code,
        state=label(f"lookup_{one.about.subject}"),
        action=Action.LOOK_AT,
        value=value_of(one.about),
    )


def value_of(about: About) -> str:
    """Write what a row is about for its tap."""
    return f"{about.subject}|{about.id}|{about.name}"


def _card(slice_: LookupSlice, about: About) -> CardLook:
    match about.subject:
        case Subject.ARTICLE | Subject.LOT:
            return _article(slice_, about)
        case Subject.BIN:
            bin = slice_.bin
            if bin is None:
                return CardLook(label("lookup_gone"), label("lookup_gone_words"))
            return CardLook(
                kicker=label("lookup_in_bin"),
                place=bin.label,
                name=bin.name,
                done=str(len(slice_.rows)),
                unit=label("lookup_articles"),
                state="" if slice_.rows else label("bin_is_empty"),
            )
        case Subject.PACK:
            return CardLook(
                kicker=label("lookup_in_pack"),
                place=about.name,
                name=label("lookup_packed"),
                done=str(len(slice_.rows)),
                unit=label("lookup_articles"),
            )


def _article(slice_: LookupSlice, about: About) -> CardLook:
    product, sums = slice_.product, slice_.sums
    if product is None:
        return CardLook(label("lookup_gone"), label("lookup_gone_words"))
    unit = slice_.unit.name if slice_.unit else ""
    first = next((row for row in slice_.rows if row.lying.free > 0 and not row.held), None)
    facts = [FactLook("there", label("lookup_there"), plain(sums.there))]
    facts += [
        FactLook(name, label(f"lookup_{name}"), plain(amount))
        for name, amount in (
            ("reserved", sums.reserved),
            ("held", sums.held),
            ("between", sums.between),
            ("expected", sums.expected),
        )
        if amount
    ]
    if about.subject is Subject.LOT:
        facts.insert(0, FactLook("lot", label("lot"), about.name))
    if slice_.lot and slice_.lot.expiry:
        facts.append(FactLook("expiry", label("expiry"), show_day(slice_.lot.expiry)))
    state, tone = _state(slice_)
    return CardLook(
        kicker=label("lookup_lies_in") if first else label("lookup_nowhere"),
        place=first.lying.place.label if first else "",
        name=product.name,
        code=product.code,
        done=plain(sums.free),
        unit=label("lookup_free", unit=unit),
        state=state,
        tone=tone,
        facts=tuple(facts),
    )


def _state(slice_: LookupSlice) -> tuple[str, Tone]:
    if slice_.blocked:
        return label("checks_blocked"), Tone.STOP
    if any(row.unsent for row in slice_.rows):
        return label("lookup_unsent"), Tone.PLAIN
    return "", Tone.PLAIN


def _lying(slice_: LookupSlice, about: About) -> tuple[RowLook, ...]:
    in_bin = about.subject in {Subject.BIN, Subject.PACK}
    heading = label("lookup_content") if in_bin else label("lies_in")
    return tuple(
        _kept(number, row, in_bin, heading if not number else "")
        for number, row in enumerate(slice_.rows)
    )


def _kept(number: int, row: KeptRow, in_bin: bool, heading: str) -> RowLook:  # noqa: FBT001
    lying = row.lying
    reserved = lying.quantity - lying.free
    state = label("lookup_on_hold") if row.held else ""
    if lying.place.kind is LocationKind.TRANSIT:
        state = label("lookup_on_way")
    if not state and reserved > ZERO:
        state = label("reserved", amount=plain(reserved))
    parts = (lying.product.code if in_bin else "", lying.lot or "")
    return RowLook(
        id=f"lying-{number}",
        title=lying.product.name if in_bin else lying.place.label,
        subtitle=" · ".join(part for part in parts if part),
        amount=plain(lying.quantity),
        unit=lying.unit.name,
        state=state,
        action=Action.LOOK_AT,
        value=value_of(_leads_to(row, in_bin)),
        tone=Tone.ASK if row.held else Tone.PLAIN,
        mark=Mark.HERE if row.unsent else None,
        heading=heading,
    )


def _leads_to(row: KeptRow, in_bin: bool) -> About:  # noqa: FBT001
    lying = row.lying
    if lying.lot and (in_bin or lying.product.tracking is Tracking.LOT):
        return About(Subject.LOT, lying.product.id, lying.lot)
    return (
        About(Subject.ARTICLE, lying.product.id) if in_bin else About(Subject.BIN, lying.place.id)
    )


def _expected(slice_: LookupSlice) -> tuple[RowLook, ...]:
    return tuple(
        _offer(number, one, label("lookup_expected") if not number else "")
        for number, one in enumerate(slice_.expected)
    )


def _offer(number: int, one: Offer, heading: str) -> RowLook:
    due = one.document.due
    parts = (one.document.party, label("due_on", due=show_day(due)) if due else "")
    return RowLook(
        id=f"expected-{number}",
        title=one.document.name,
        subtitle=" · ".join(part for part in parts if part),
        amount=plain(one.line.demand - one.line.done),
        unit=one.unit.name,
        heading=heading,
    )


def _bar(slice_: LookupSlice, about: About) -> BottomBar:
    known = slice_.product is not None or slice_.bin is not None
    pack = about.subject is Subject.PACK
    actions = [
        ActionButton(
            Action.OPEN_MOVE, label("move"), key="F2", icon="transfer", enabled=known and not pack
        ),
        ActionButton(
            Action.PRINT_LABEL, label("print"), key="F4", icon="label", enabled=known or pack
        ),
    ]
    count = ActionButton(
        Action.OPEN_COUNT, label("count"), key="F8", icon="count", enabled=known and not pack
    )
    actions.insert(1, count)
    if any(row.held for row in slice_.rows) or slice_.blocked:
        actions.append(ActionButton(Action.OPEN_CHECKS, label("checks"), key="F6", icon="check"))
    else:
        actions.append(ActionButton(Action.OPEN_LOOKUP, label("lookup"), key="F3", icon="search"))
    return BottomBar(tuple(actions))
