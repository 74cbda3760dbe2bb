"""The designer, decided: which label, what is in its fields, and where its parts stand."""

from dataclasses import replace

from app.base.commands import action_of
from app.base.decision import Ask, AtPrinter, Decision, Go, Refuse, Stay
from app.base.designing import DesignSlice, FieldRow
from app.base.messages import Action, Answered, Message, Scanned, Tapped
from app.base.printing import LabelWanted, SaveDesign
from app.base.session import Design, Hand, Home, Labels, Question, Session
from app.base.wording import text

NUDGES = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
"""A tap moves a part by a millimetre."""


def decide(session: Session, message: Message, slice_: DesignSlice) -> Decision:
    """Decide what one message means; a scan is the value of the field that is asked for."""
    place = session.place
    assert isinstance(place, Design)
    match message:
        case Scanned(scan=scan) if action_of(scan) in {Action.BACK, Action.CANCEL}:
            return _back(place)
        case Scanned(scan=scan) if place.field:
            return _set(session, place, scan.text)
        case Scanned():
            return Go(Home(), repeat=True)
        case Answered(text=given):
            return _set(session, place, given) if place.field else Stay(session)
        case Tapped():
            return _tapped(session, place, message, slice_)
        case _:
            return Stay(session)


def _tapped(session: Session, place: Design, tap: Tapped, slice_: DesignSlice) -> Decision:
    match tap.action:
        case Action.OPEN_DESIGN:
            return Go(Design(tap.value))
        case Action.CHOOSE:
            return _chosen(session, place, tap.value, slice_)
        case Action.CONFIRM if place.field:
            return _set(session, place, tap.value or session.hand.typed)
        case Action.CANCEL if place.field:
            return _at(session, replace(place, field=""))
        case Action.UNDO:
            return _at(session, replace(place, moves=place.moves[:-1]))
        case Action.SAVE if place.moves and slice_.faults:
            # Nothing would come out of any printer from then on.
            return Refuse(session, slice_.faults[0])
        case Action.SAVE if place.moves:
            deed = SaveDesign(place.label, place.moves)
            return AtPrinter(replace(session, place=replace(place, moves=())), deed)
        case Action.PRINT_LABEL if place.label:
            return _print(session, place, slice_)
        case Action.BACK | Action.CANCEL:
            return _back(place)
        case Action.GO_HOME:
            return Go(Home())
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case _:
            return Stay(session)


def _chosen(session: Session, place: Design, value: str, slice_: DesignSlice) -> Decision:
    """Take `field:lot`, `none:lot`, `element:3`, `nudge:left`."""
    group, _, what = value.partition(":")
    match group:
        case "field":
            row = _row(slice_, what)
            if row is None or row.is_list:
                return Stay(session)
            hand = Hand(question=Question.VALUE, typed="")
            asked = replace(session, place=replace(place, field=what), hand=hand, notice=None)
            return Ask(asked, text("ask_value", field=what))
        case "none":
            return _at(session, replace(place, field="", values=_with(place, what, None)))
        case "element":
            return _at(session, replace(place, element=int(what)))
        case "nudge" if place.element is not None:
            right, down = NUDGES[what]
            return _at(session, replace(place, moves=(*place.moves, (place.element, right, down))))
        case _:
            return Stay(session)


def _set(session: Session, place: Design, given: str) -> Decision:
    values = _with(place, place.field, given.strip())
    return _at(session, replace(place, field="", values=values))


def _with(place: Design, field: str, value: str | None) -> tuple[tuple[str, str | None], ...]:
    return tuple({**dict(place.values), field: value}.items())


def _at(session: Session, place: Design) -> Stay:
    return Stay(replace(session, place=place, hand=Hand(), notice=None))


def _row(slice_: DesignSlice, name: str) -> FieldRow | None:
    return next((row for row in slice_.fields if row.name == name), None)


def _print(session: Session, place: Design, slice_: DesignSlice) -> Decision:
    if place.moves:
        return Refuse(session, text("design_save_first"))
    if slice_.faults:
        return Refuse(session, slice_.faults[0])
    return AtPrinter(session, LabelWanted(place.label, place.label, slice_.values))


def _back(place: Design) -> Decision:
    return Go(Design() if place.label else Labels())
