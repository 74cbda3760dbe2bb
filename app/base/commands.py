"""Command labels: what a scanned command does is what its button does."""

from app.base.messages import Action
from scanners.codes.house import Command
from scanners.codes.scan import HouseKind, Scan

ACTION_OF: dict[Command, Action] = {
    Command.FINISH: Action.FINISH,
    Command.UNDO: Action.UNDO,
    Command.QUANTITY: Action.ASK_QUANTITY,
    Command.BACK: Action.BACK,
    Command.HOME: Action.GO_HOME,
    Command.YES: Action.CONFIRM,
    Command.NO: Action.CANCEL,
    Command.DROP: Action.REST_DROPPED,
    Command.SETTLE: Action.OPEN_SETTLE,
    Command.FILE: Action.FILE,
    Command.LET_GO: Action.LET_GO,
    Command.OFFICE: Action.OFFICE,
    Command.PUTAWAY: Action.OPEN_PUTAWAY,
    Command.COUNT: Action.OPEN_COUNT,
    Command.MOVE: Action.OPEN_MOVE,
    Command.LOOKUP: Action.OPEN_LOOKUP,
    Command.PACKING: Action.OPEN_PACKS,
    Command.WHOLE: Action.WHOLE,
    Command.SKIP: Action.SKIP,
    Command.CART: Action.CART,
    Command.FULL: Action.TOTE_FULL,
    Command.ZONE: Action.ASK_ZONE,
    Command.SHORT: Action.SHORT,
    Command.DAMAGED: Action.DAMAGED,
    Command.PACK: Action.NEW_PACK,
    Command.PALLET: Action.ASK_PALLET,
    Command.LABEL: Action.PRINT_LABEL,
    Command.ASIDE: Action.SET_ASIDE,
    Command.PASS: Action.PASS,
    Command.FAIL: Action.FAIL,
    Command.UNSURE: Action.UNSURE,
}


def action_of(scan: Scan) -> Action | None:
    """Name the action a scanned command label asks for, if it is one."""
    house = scan.house
    if house is None or house.kind is not HouseKind.COMMAND:
        return None
    return ACTION_OF.get(Command(house.value))
