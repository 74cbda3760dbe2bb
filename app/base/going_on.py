"""Where somebody was when the app ended under them, and the way back there."""

from app.base.session import Count, Left, Pack, Pick, Place, Putaway, Receive

NUMBERS_MAX = 50
"""Documents of one walk that are remembered."""


def left_at(place: Place, title: str) -> Left | None:
    """Remember a place where work is half done; None where there is nothing to go on with."""
    match place:
        case Receive(document=document):
            return Left(f"receive:{document}", title)
        case Pack(document=document):
            return Left(f"pack:{document}", title)
        case Pick(documents=documents):
            numbers = ",".join(str(one) for one in documents[:NUMBERS_MAX])
            return Left(f"pick:{numbers}", title)
        case Putaway(planned=planned):
            return Left("transfer:" if planned else "putaway:", title)
        case Count():
            return Left("count:", title)
        case _:
            return None


def place_of(way: str) -> Place | None:
    """Find the place by its way; None where it is no way, or one of another app."""
    kind, _, said = way.partition(":")
    numbers = tuple(int(one) for one in said.split(",") if one.isdecimal())
    match kind, numbers:
        case "receive", (document, *_):
            return Receive(document)
        case "pack", (document, *_):
            return Pack(document)
        case "pick", (_, *_):
            return Pick(numbers)
        case "transfer", ():
            return Putaway(planned=True)
        case "putaway", ():
            return Putaway()
        case "count", ():
            return Count()
        case _:
            return None
