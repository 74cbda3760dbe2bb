"""What a person likes, as choices: sound, screen, hand; and the way out."""

from app.base.labels import label
from app.base.messages import Action
from app.base.people import TEXT_SIZES, Likes, MineSlice, Theme
from app.base.session import Session
from app.ui.forms import ChoiceLook, GroupLook
from app.ui.look_of import notice_look
from app.ui.looks import ActionButton, Badge, BottomBar, SetupLook, TopBar

VOLUMES = (0, 30, 60, 100)
_SWITCHES = ("haptics", "left_handed", "hands_free", "spoken")
_SAID = frozenset(_SWITCHES) - {"haptics"}


def view_mine(slice_: MineSlice, session: Session, badge: Badge) -> SetupLook:
    """Lay out what can be liked, with what is."""
    likes = slice_.likes
    role = label(f"role_{session.role}") if slice_.is_shared else ""
    return SetupLook(
        top=TopBar(
            title=label("mine"),
            badge=badge,
            subtitle=" · ".join(part for part in (session.user, role) if part),
            back=True,
        ),
        groups=(
            GroupLook("volume", label("volume"), tuple(_volume(one, likes) for one in VOLUMES)),
            GroupLook("text", label("text_size"), tuple(_text(one, likes) for one in TEXT_SIZES)),
            GroupLook("theme", label("theme"), tuple(_theme(one, likes) for one in Theme)),
            GroupLook("comfort", label("comfort"), tuple(_switch(one, likes) for one in _SWITCHES)),
        ),
        bar=BottomBar((_report(), *((_sign_off(),) if slice_.is_shared else ()))),
        notice=notice_look(session.notice),
        form="mine",
    )


def _report() -> ActionButton:
    return ActionButton(Action.OPEN_REPORT, label("report"), icon="question")


def _sign_off() -> ActionButton:
    return ActionButton(Action.SIGN_OFF, label("sign_off"), key="F9", icon="person", primary=True)


def _volume(percent: int, likes: Likes) -> ChoiceLook:
    value = f"volume:{percent}"
    chosen = likes.volume == percent
    return ChoiceLook(label(f"volume_{percent}"), Action.CHOOSE, value, chosen=chosen)


def _text(percent: int, likes: Likes) -> ChoiceLook:
    words, chosen = label("text_percent", percent=percent), likes.text == percent
    return ChoiceLook(words, Action.CHOOSE, f"text:{percent}", chosen=chosen)


def _theme(theme: Theme, likes: Likes) -> ChoiceLook:
    chosen = likes.theme is theme
    return ChoiceLook(label(f"theme_{theme}"), Action.CHOOSE, f"theme:{theme}", chosen=chosen)


def _switch(what: str, likes: Likes) -> ChoiceLook:
    return ChoiceLook(
        label(what),
        Action.CHOOSE,
        f"{what}:",
        detail=label(f"{what}_detail") if what in _SAID else "",
        chosen=getattr(likes, what),
        id=what,
    )
