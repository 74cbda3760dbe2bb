"""What a person likes, decided: every tap is kept at once."""

from dataclasses import replace

from app.base.commands import action_of
from app.base.decision import Decision, Go, Like, OfPeople, Stay
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.people import TEXT_SIZES, Likes, MineSlice, Theme
from app.base.session import Home, Report, Session, SignOn


def decide_mine(session: Session, message: Message, slice_: MineSlice) -> Decision:
    """Decide what one message means at what a person likes."""
    match message:
        case Scanned(scan=scan) if action_of(scan) is None:
            return Go(Home(), repeat=True)
        case Tapped(action=Action.CHOOSE, value=value):
            return OfPeople(session, Like(_chosen(slice_.likes, value)))
        case Tapped(action=Action.OPEN_REPORT):
            return Go(Report())
        case Tapped(action=Action.SIGN_OFF) if slice_.is_shared:
            return Go(SignOn(), repeat=True)
        case Scanned() | Tapped(action=Action.BACK | Action.GO_HOME):
            return Go(Home())
        case Tapped(action=Action.ACKNOWLEDGE):
            return Stay(replace(session, notice=None))
        case _:
            return Stay(session)


def _chosen(likes: Likes, value: str) -> Likes:
    what, _, chosen = value.partition(":")
    if what == "volume" and chosen.isdecimal():
        return replace(likes, volume=min(int(chosen), 100))
    if what == "theme" and chosen in set(Theme):
        return replace(likes, theme=Theme(chosen))
    if what == "text" and chosen in {str(one) for one in TEXT_SIZES}:
        return replace(likes, text=int(chosen))
    match what:
        case "haptics":
            return replace(likes, haptics=not likes.haptics)
        case "left_handed":
            return replace(likes, left_handed=not likes.left_handed)
        case "hands_free":
            return replace(likes, hands_free=not likes.hands_free)
        case "spoken":
            return replace(likes, spoken=not likes.spoken)
        case _:
            return likes
