"""The list of people, decided: who is on it, with which role, badge, PIN and warehouse."""

from collections.abc import Mapping
from dataclasses import replace

from app.base.decision import Decision, DropWorker, Go, KeepWorker, OfPeople, Stay
from app.base.messages import Action, Message, Tapped
from app.base.people import ListSlice, Role, Worker, WorkerForm, with_place
from app.base.session import People, Session, Setup
from scanners.codes import house
from scanners.codes.scan import House, HouseKind

PIN_DIGITS_MIN, PIN_DIGITS_MAX = 4, 12


def decide_people(session: Session, message: Message, slice_: ListSlice) -> Decision:
    """Decide what a tap means at the list, or at the form of one person."""
    place = session.place
    assert isinstance(place, People)
    match message:
        case Tapped(action=Action.CHOOSE, value=value):
            return _chosen(session, place, value, slice_)
        case Tapped(action=Action.BACK) if place.form is not None:
            return Stay(replace(session, place=People(opened=place.opened), notice=None))
        case Tapped(action=Action.BACK | Action.GO_HOME):
            return Go(Setup())
        case Tapped(action=Action.ACKNOWLEDGE):
            return Stay(replace(session, notice=None))
        case _:
            return Stay(session)


def _chosen(session: Session, place: People, value: str, slice_: ListSlice) -> Decision:
    what, _, about = value.partition(":")
    form = place.form
    known = {one.name: one for one in slice_.workers}
    match what:
        case "add":
            # The first on the list has to be able to write down the others.
            role = Role.CLERK if slice_.workers else Role.ADMINISTRATOR
            return _open(session, place, WorkerForm(role=role))
        case "worker" if about in known:
            return _open(session, place, _form_of(known[about]))
        case "drop" if form is not None and form.was:
            return _dropped(session, place, form, slice_)
        case "role" if form is not None and about in set(Role):
            return _with(session, place, replace(form, role=Role(about)))
        case "place" if form is not None and about.isdecimal():
            return _with(session, place, with_place(form, int(about)))
        case _:
            return Stay(session)


def filled(session: Session, values: Mapping[str, str], slice_: ListSlice) -> Decision:
    """Take the form of one person; keep it, or say at each field what to mend."""
    place = session.place
    assert isinstance(place, People)
    if place.form is None:
        return Stay(session)
    pin = values.get("pin", "").strip()
    form = replace(
        place.form,
        name=" ".join(values.get("name", place.form.name).split()),
        badge=_badge(values.get("badge", place.form.badge)),
    )
    wrong = tuple(_wrong(form, pin, slice_.workers).items())
    if wrong:
        return _with(session, place, replace(form, wrong=wrong))
    done = replace(session, place=People(opened=place.opened))
    return OfPeople(done, KeepWorker(replace(form, wrong=()), pin))


def _wrong(form: WorkerForm, pin: str, workers: tuple[Worker, ...]) -> dict[str, str]:
    others = [one for one in workers if one.name != form.was]
    wrong: dict[str, str] = {}
    if not form.name:
        wrong["name"] = "required"
    elif any(one.name.upper() == form.name.upper() for one in others):
        wrong["name"] = "name_taken"
    if pin and not (pin.isdecimal() and PIN_DIGITS_MIN <= len(pin) <= PIN_DIGITS_MAX):
        wrong["pin"] = "pin_digits"
    if form.badge and any(one.badge == form.badge for one in others):
        wrong["badge"] = "badge_taken"
    if not (pin or form.has_pin or form.badge):
        wrong["pin"] = "pin_or_badge"
    if form.role is not Role.ADMINISTRATOR and not _has_administrator(others):
        wrong["name"] = "one_administrator"
    return wrong


def _has_administrator(workers: list[Worker]) -> bool:
    return any(one.role is Role.ADMINISTRATOR for one in workers)


def _dropped(session: Session, place: People, form: WorkerForm, slice_: ListSlice) -> Decision:
    others = [one for one in slice_.workers if one.name != form.was]
    if others and not _has_administrator(others):
        return _with(session, place, replace(form, wrong=(("name", "one_administrator"),)))
    done = replace(session, place=People(opened=place.opened))
    return OfPeople(done, DropWorker(form.was))


def _badge(given: str) -> str:
    """What a badge says: of one of our labels what is on it, else all of it."""
    read = house.read(given.strip())
    if isinstance(read, House) and read.kind is HouseKind.BADGE:
        return read.value.upper()
    return given.strip().upper()


def _form_of(worker: Worker) -> WorkerForm:
    return WorkerForm(
        was=worker.name,
        name=worker.name,
        role=worker.role,
        badge=worker.badge,
        has_pin=worker.has_pin,
        companies=worker.companies,
        warehouses=worker.warehouses,
    )


def _open(session: Session, place: People, form: WorkerForm) -> Decision:
    return Stay(replace(session, place=People(form, place.opened + 1), notice=None))


def _with(session: Session, place: People, form: WorkerForm) -> Decision:
    return Stay(replace(session, place=People(form, place.opened)))
