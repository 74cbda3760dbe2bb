"""What of a device can be carried to another: its unsent work, and its settings."""

from app.base.labels import label
from app.base.messages import Action
from app.base.setup import Form
from app.ui.forms import ChoiceLook, GroupLook, PictureLook


def unsent_work(form: Form) -> tuple[GroupLook, ...]:
    """Offer to save unsent work to a file, and to take in that of other devices."""
    save = ChoiceLook(
        label("carry_save"),
        Action.CHOOSE,
        "work:save",
        detail=label("carry_save_detail", folder=form.carried_to),
    )
    take = (
        ChoiceLook(
            label("carry_take", name=name),
            Action.CHOOSE,
            f"work:{name}",
            detail=label("carry_take_detail"),
        )
        for name in form.carried
    )
    return (GroupLook("carry", label("carry"), (save, *take)),)


def settings_of(form: Form) -> tuple[GroupLook, ...]:
    """Offer to save the settings to a file and a code, and to take in those of others."""
    save = ChoiceLook(
        label("settings_save"),
        Action.CHOOSE,
        "settings:save",
        detail=label("settings_save_detail"),
    )
    take = (
        ChoiceLook(
            label("carry_take", name=name),
            Action.CHOOSE,
            f"settings:{name}",
            detail=label("settings_take_detail"),
        )
        for name in form.settings
    )
    return (GroupLook("settings", label("settings"), (save, *take)),)


def code_of(form: Form) -> tuple[PictureLook, ...]:
    """Show where the work is as a code, once it was asked for."""
    if not form.code:
        return ()
    return (PictureLook("settings-code", label("settings_code"), form.code),)
