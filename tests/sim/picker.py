"""Somebody who picks: by the screen, and now and then too many, or from another bin."""

from dataclasses import replace
from decimal import Decimal

from sync.core.operations import Deed, FinishReceipt, MoveLine, Rest
from sync.core.pack_types import PackWeight
from sync.core.pick_slices import PickTask
from sync.core.records import PICKED_KINDS, Tracking
from sync.core.short import Short, ShortLine
from sync.store.told import PickWanted
from tests.sim import ground
from tests.sim.device import Device
from tests.sim.profile import Profile

PACKS = ("OUT-1", "OUT-2", "OUT-3")
TYPES = 4
"""Types of packs that people name; one may be gone."""


class Picker:
    """Walks at one device, as long as its clerk lets it."""

    def __init__(self, device: Device, profile: Profile, dice) -> None:
        self.device, self.profile, self.dice = device, profile, dice

    def act(self) -> Deed | None:
        """Take what is asked for somewhere, or finish an order."""
        if not self.profile.pick or self.dice.random() >= self.profile.pick:
            return None
        kinds = ", ".join(f"'{kind}'" for kind in sorted(PICKED_KINDS))
        found = self.device.mirror.execute(
            f"SELECT id FROM live_documents WHERE kind IN ({kinds}) AND company = ?"
            " AND state IN ('ready', 'waiting') ORDER BY id",
            (self.device.scope.company,),
        ).fetchall()
        if not found:
            return None
        documents = tuple({self.dice.choice(found)[0] for _ in range(self.dice.randint(1, 2))})
        if self.dice.random() < self.profile.finish:
            rest = self.dice.choice(tuple(Rest))
            return FinishReceipt(documents[0], rest, self._why(), self._weights())
        wanted = PickWanted(tuple(sorted(documents)), None, (), None, None, (), ground.TODAY)
        device = self.device
        slice_ = device.at_once(lambda: device.store.moving.pick(device.scope, wanted))
        stops = [one for one in slice_.tasks if one.place is not None]
        return self._taken(self.dice.choice(stops)) if stops else None

    def _why(self) -> tuple[ShortLine, ...]:
        if self.dice.random() < 0.5:
            return ()
        return (ShortLine(1, 1, self.dice.choice(tuple(Short))),)

    def _weights(self) -> tuple[PackWeight, ...]:
        if self.dice.random() < 0.5:
            return ()
        weight = Decimal(self.dice.randint(1, 40_000)) / 1_000
        return (PackWeight(self.dice.choice(PACKS), weight),)

    def _into(self, deed: MoveLine) -> MoveLine:
        if self.dice.random() < 0.5:
            return deed
        types = (None, *range(1, TYPES + 1))
        return replace(deed, package=self.dice.choice(PACKS), pack_type=self.dice.choice(types))

    def _taken(self, task: PickTask) -> MoveLine:
        assert task.place is not None
        dice, serial = self.dice, task.product.tracking is Tracking.SERIAL
        many = Decimal(1) if serial else Decimal(dice.randint(1, max(1, int(task.quantity))))
        source = task.place.id
        if dice.random() < self.profile.over:
            source = dice.choice(ground.place_of(self.device.scope).bins)
        lot = None if task.product.tracking is Tracking.NONE else task.lot
        goods = (task.product.id, many, many, None, lot, source, task.bin, task.unit.id)
        deed = self._into(MoveLine(task.document.id, task.line.id, *goods))
        if dice.random() < self.profile.over and not serial:
            more = many + dice.randint(1, 9)
            deed = replace(deed, quantity=more, scanned=more)
            return replace(deed, approved_by="Ida") if dice.random() < 0.5 else deed
        return deed
