"""Where a person begins at a device."""

from app.base.session import Home, Session, Setup
from app.runtime.device import Device


def fresh(device: Device) -> Session:
    """Stand at home; where no place of work is chosen yet, at the setup desk."""
    place = Setup() if device.scope is None else Home()
    return Session(
        place,
        device.scope,
        device.user,
        notice=device.notice,
        training=device.training,
        rules=device.rules,
    )
