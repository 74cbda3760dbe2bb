"""Who works at a shared device: their roles, what they like, and how often a PIN was wrong."""

from dataclasses import dataclass, replace
from enum import StrEnum

from sync.core.slices import Scope


class Role(StrEnum):
    """What somebody is in the house, from the narrowest to the widest."""

    PICKER = "picker"
    CLERK = "clerk"
    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Theme(StrEnum):
    """How the screen is dressed."""

    SYSTEM = "system"
    """By day and by night as the device says."""
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    """Black on white and white on black, for the sun and for weak eyes."""


@dataclass(frozen=True, slots=True)
class Likes:
    """What one person likes: `volume` and `text` size in percent, motor, dress, hand.

    `hands_free` answers what asks only for a yes, by itself; `spoken` reads outcomes aloud.
    """

    volume: int = 100
    haptics: bool = True
    theme: Theme = Theme.SYSTEM
    left_handed: bool = False
    hands_free: bool = False
    spoken: bool = False
    text: int = 100


TEXT_SIZES = (100, 130, 160, 200)
"""How large words can be, in percent of what they are by themselves."""


@dataclass(frozen=True, slots=True)
class Worker:
    """One person of the house. No company or warehouse named means all of them.

    `badge` is what their badge says, in capitals.
    """

    name: str
    role: Role
    badge: str = ""
    has_pin: bool = False
    companies: tuple[int, ...] = ()
    warehouses: tuple[int, ...] = ()

    def may_work_in(self, scope: Scope | None) -> bool:
        """Say whether they work where this device does."""
        if scope is None:
            return True
        here = not self.warehouses or scope.warehouse in self.warehouses
        return here and (not self.companies or scope.company in self.companies)

    @property
    def may_agree(self) -> bool:
        """Say whether their badge agrees to what the house does not take without asking."""
        return self.role in {Role.SUPERVISOR, Role.ADMINISTRATOR}


TRIES_MAX = 5
"""Wrong PINs in a row before a name has to wait."""
FIRST_WAIT_MS = 60_000
LONGEST_WAIT_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong PINs in a row, and until when no other is looked at."""

    wrong: int = 0
    until_ms: int = 0

    def waits_ms(self, now_ms: int) -> int:
        """How long there is to wait; a clock that was set back makes nobody wait for years."""
        return max(0, min(self.until_ms - now_ms, LONGEST_WAIT_MS))


def after_wrong(tries: Tries, now_ms: int) -> Tries:
    """Count one more wrong PIN: from the fifth on each takes twice the wait of the one before."""
    wrong = tries.wrong + 1
    if wrong < TRIES_MAX:
        return Tries(wrong)
    # The exponent is bounded before it is used: a thousand tries make no number of a thousand bits.
    doubled = min(wrong - TRIES_MAX, 10)
    return Tries(wrong, now_ms + min(FIRST_WAIT_MS << doubled, LONGEST_WAIT_MS))


@dataclass(frozen=True, slots=True)
class SignOnSlice:
    """Who may sign on here, who has to wait (in ms), and what this device has not sent yet."""

    workers: tuple[Worker, ...]
    waits: tuple[tuple[str, int], ...] = ()
    unsent: int = 0
    parked: int = 0

    def named(self, name: str) -> Worker | None:
        """Find somebody by name."""
        return next((one for one in self.workers if one.name == name), None)

    def with_badge(self, badge: str) -> Worker | None:
        """Find somebody by what their badge says."""
        said = badge.strip().upper()
        return next((one for one in self.workers if said and one.badge == said), None)


@dataclass(frozen=True, slots=True)
class MineSlice:
    """What a person likes; whether the device is shared, and whether it can speak."""

    likes: Likes
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class WorkerForm:
    """A person being written down or changed; `was` is the name they have now, "" for a new one.

    A PIN is never shown; `has_pin` says that one is kept.
    """

    was: str = ""
    name: str = ""
    role: Role = Role.CLERK
    badge: str = ""
    has_pin: bool = False
    companies: tuple[int, ...] = ()
    warehouses: tuple[int, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ListSlice:
    """Everybody of the house, the form that is open, and the places they may be kept to."""

    workers: tuple[Worker, ...]
    places: tuple[tuple[int, str], ...] = ()


def with_place(form: WorkerForm, warehouse: int) -> WorkerForm:
    """Keep somebody to a warehouse, or no more."""
    kept = set(form.warehouses) ^ {warehouse}
    return replace(form, warehouses=tuple(sorted(kept)))
