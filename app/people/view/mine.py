"""Who is at work, and the way out."""

from app.base.labels import label
from app.base.messages import Action
from app.base.people import MineSlice
from app.base.session import Session
from app.ui.look_of import notice_look
from app.ui.looks import ActionButton, Badge, BottomBar, SetupLook, TopBar


def view_mine(slice_: MineSlice, session: Session, badge: Badge) -> SetupLook:
    """Lay out who it is."""
    role = label(f"role_{session.role}") if slice_.is_shared else ""
    return SetupLook(
        top=TopBar(
            title=label("mine"),
            badge=badge,
            subtitle=" · ".join(part for part in (session.user, role) if part),
            back=True,
        ),
        intro=label("sign_off_detail") if slice_.is_shared else "",
        bar=BottomBar((_sign_off(),) if slice_.is_shared else ()),
        notice=notice_look(session.notice),
        form="mine",
    )


def _sign_off() -> ActionButton:
    return ActionButton(Action.SIGN_OFF, label("sign_off"), key="F9", icon="person", primary=True)
