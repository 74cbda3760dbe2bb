"""Somebody with a handheld: receives, counts too much, takes back, finishes, scans twice."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from random import Random

from sync.core.envelope import from_json
from sync.core.operations import (
    Approval,
    Choice,
    Count,
    Damage,
    Deed,
    FinishReceipt,
    Goods,
    Move,
    Occasion,
    ReceiveLine,
    RecordCheck,
    Rest,
    Settle,
    Stage,
    Undo,
    effect_of,
)
from sync.core.quality import Disposition, Verdict
from sync.core.records import OPEN_STATES, Tracking
from sync.core.slices import LineRow, ReceiveSlice
from sync.store.told import CountWanted
from tests.sim import ground
from tests.sim.beyond import Beyond
from tests.sim.device import Device
from tests.sim.disk import CrashNow
from tests.sim.picker import Picker
from tests.sim.profile import Profile

PAUSE_S, BURST_S = 8.0, 0.4


class Clerk:
    """Works at one device until the shift ends."""

    def __init__(self, device: Device, profile: Profile, dice: Random) -> None:
        self.device, self.profile, self.dice = device, profile, dice
        self.picker = Picker(device, profile, dice)
        self.beyond = Beyond(device, profile, dice)

    async def shift(self) -> None:
        """So many acts, with pauses."""
        pause = self.profile.fault_s / self.profile.acts
        for _ in range(self.profile.acts):
            is_burst = self.dice.random() < self.profile.burst
            await asyncio.sleep(self.dice.uniform(0, BURST_S if is_burst else 2 * pause))
            await self.act()
        self.device.turn_to(None)

    async def act(self) -> None:
        """One thing that comes to mind at what is on the screen."""
        device = self.device
        if not device.up:
            return
        try:
            shown = await self._open_one()
            self._sit_down(shown)
            deed = (
                self._settle(shown) or self._move() or await self._count() or self.picker.act()
                or self.beyond.act()
                or (self._choose(shown) if shown else None)
            )  # fmt: skip
        except CrashNow:
            return
        if deed is None:
            return
        stamp = device.stamp()
        done = await device.commit(deed, stamp)
        if done is not None and self.dice.random() < self.profile.again:
            # The wheel of a mouse, a double tap: the same act again is no second one.
            again = await device.commit(deed, stamp)
            assert again is None or again.envelope == done.envelope

    async def _open_one(self) -> ReceiveSlice | None:
        device = self.device
        listed = await device.store.receipts(device.scope, (), ground.TODAY)
        if not listed.rows:
            return None
        documents = [row.document.id for row in listed.rows]
        if self.dice.random() < self.profile.check:
            # Most goods are looked at when their receipt is closed.
            over = "SELECT id FROM live_documents WHERE state = 'done' ORDER BY id"
            documents += [row[0] for row in device.mirror.execute(over)]
        return device.look(self.dice.choice(documents))

    def _sit_down(self, shown: ReceiveSlice | None) -> None:
        """Say that somebody is at what is open; another's work is gone on with now and then."""
        device = self.device
        if device.claims is None or shown is None or shown.document is None:
            return
        document = shown.document.id
        device.turn_to(document)
        if device.claims.holder(document) and self.dice.random() < self.profile.claims:
            device.claims.take_over(document)

    def _choose(self, shown: ReceiveSlice) -> Deed | None:
        assert shown.document is not None
        what, profile = self.dice.random(), self.profile
        if what < profile.finish:
            drops = self.dice.random() < profile.dropped
            return FinishReceipt(shown.document.id, Rest.DROPPED if drops else Rest.STAYS_OPEN)
        if what < profile.finish + profile.undo:
            return self._undo(shown)
        if what < profile.finish + profile.undo + profile.check:
            return self._check(shown)
        is_open = shown.document.state in OPEN_STATES
        return self._receive(self.dice.choice(shown.rows)) if shown.rows and is_open else None

    def _move(self) -> Move | None:
        """Bring something from one bin to another, as the books have it, or not quite."""
        dice = self.dice
        if dice.random() >= self.profile.move:
            return None
        lying = self.device.mirror.execute(
            "SELECT s.product, l.name, s.location, s.quantity, p.unit, p.tracking FROM stock s"
            " JOIN products p ON p.id = s.product LEFT JOIN lots l ON l.id = s.lot"
            " WHERE CAST(s.quantity AS REAL) > 0 ORDER BY s.id"
        ).fetchall()
        if not lying:
            return None
        product, lot, source, quantity, unit, tracking = dice.choice(lying)
        is_serial = tracking == Tracking.SERIAL
        amount = Decimal(1 if is_serial else dice.randint(1, max(1, int(Decimal(quantity)))))
        if dice.random() < self.profile.over and not is_serial:
            amount += 20
        bin = dice.choice(ground.place_of(self.device.scope).bins)
        return Move(product, amount, amount, None, lot, source, bin, unit)

    async def _count(self) -> Count | None:
        """Count something in a bin, as the books have it, or not quite; or so far only."""
        dice, device = self.dice, self.device
        if dice.random() >= self.profile.count:
            return None
        bin = dice.choice(ground.place_of(device.scope).bins)
        wanted = CountWanted(bin, None, (), (), ground.TODAY)
        rows = (await device.store.moving.count(device.scope, wanted)).rows
        row = dice.choice(rows) if rows and dice.random() < 0.8 else None
        product, lot, expected = (
            self._found() if row is None else (row.product.id, row.lot, row.now)
        )
        is_serial = row.product.tracking is Tracking.SERIAL if row else product == ground.SERIAL
        counted = expected if dice.random() < 0.3 else expected + dice.randint(-3, 3)
        if is_serial:
            counted = Decimal(dice.randint(0, 1))
        far = Approval.VARIANCE if dice.random() < self.profile.needs else None
        unit = row.unit.id if row else ground.PIECE.id
        return Count(
            product, max(counted, Decimal(0)), expected, None, lot, bin, unit,
            dice.choice((Stage.TALLY, Stage.COUNTED, Stage.COUNTED, Stage.LOW)),
            dice.choice(tuple(Occasion)),
            dice.random() < 0.5, far, "Ida" if far and dice.random() < 0.5 else "",
        )  # fmt: skip

    def _found(self) -> tuple[int, str | None, Decimal]:
        """Something that nobody expected there."""
        dice = self.dice
        product = dice.choice((ground.PLAIN, ground.LOTTED, ground.SERIAL))
        lots = {ground.LOTTED: f"L-{dice.randint(1, 3)}", ground.SERIAL: f"SN-{dice.randint(0, 4)}"}
        return product, lots.get(product), Decimal(0)

    def _settle(self, shown: ReceiveSlice | None) -> Settle | None:
        """Decide about something that was set aside."""
        if self.dice.random() >= self.profile.settle:
            return None
        parked = self.device.journal.execute(
            "SELECT o.payload FROM operations o JOIN standing s ON s.seq = o.seq"
            " WHERE s.life = 'parked' ORDER BY o.seq"
        ).fetchall()
        if not parked:
            return None
        one = from_json(self.dice.choice(parked)[0])
        choice = self.dice.choice(tuple(Choice))
        deed = effect_of(one.deed)
        if choice is not Choice.FILE or deed is None:
            choice = Choice.OFFICE if choice is Choice.FILE else choice
            return Settle(one.op_id, one.deed.document, choice, None)
        if shown and shown.rows and self.dice.random() < 0.7:
            deed = self._receive(self.dice.choice(shown.rows))
        return Settle(one.op_id, deed.document, choice, deed)

    def _undo(self, shown: ReceiveSlice) -> Undo | None:
        if shown.undoable is not None and self.dice.random() < 0.7:
            return Undo(shown.undoable.op_id, shown.undoable.deed)
        ours = [
            one for one in self.device.promised.written.values()
            if isinstance(one.deed, Goods)
        ]  # fmt: skip
        if not ours:
            return None
        one = self.dice.choice(ours)
        assert isinstance(one.deed, Goods)
        return Undo(one.op_id, one.deed)

    def _check(self, shown: ReceiveSlice) -> RecordCheck | None:
        """Look at something that came; what two people say of it need not be the same."""
        came = [row for row in shown.rows if row.line.entries]
        if not came:
            return None
        row, dice = self.dice.choice(came), self.dice
        line, place = row.line, ground.place_of(self.device.scope)
        lot = dice.choice(line.entries).lot
        verdict = dice.choice(tuple(Verdict))
        bad = verdict is Verdict.FAILED
        disposition = dice.choice(tuple(Disposition)) if bad else None
        goes = place.hold if bad and disposition is not Disposition.ACCEPT else place.stock
        moves = verdict in {Verdict.PASSED, Verdict.FAILED} and dice.random() < 0.8
        return RecordCheck(
            line.document, line.id, line.product, lot,
            sum((one.quantity for one in line.entries if one.lot == lot), Decimal(0)), line.unit,
            verdict, disposition, dice.choice(("Ines", "Leo")), dice.choice(("", "Ida")), (), (),
            None if goes == place.hold else place.hold, goes if moves else None,
        )  # fmt: skip

    def _receive(self, row: LineRow) -> ReceiveLine:
        line, product = row.line, row.product
        amount, dice = self._amount(row), self.dice
        packs = [None, None, "PACK-1", "PACK-2"]
        # Odoo keeps a pack in one place; here only the amounts in it count.
        package = dice.choice(packs)
        needs = dice.choice(tuple(Approval)) if dice.random() < self.profile.needs else None
        expiry = ground.TODAY + timedelta(self.dice.randint(1, 90)) if product.has_expiry else None
        return ReceiveLine(
            line.document, line.id, product.id, amount, amount, None,
            self._lot(row, product.tracking), expiry,
            self.dice.choice(ground.place_of(self.device.scope).bins), line.unit,
            package,
            "PALLET" if package and dice.random() < 0.3 else None,
            dice.choice(tuple(Damage)) if dice.random() < self.profile.damaged else None,
            needs, "Ida" if needs and dice.random() < 0.5 else "",
        )  # fmt: skip

    def _amount(self, row: LineRow) -> Decimal:
        if row.product.tracking is Tracking.SERIAL:
            return Decimal(1)
        left = int(row.line.demand - row.line.done)
        if left <= 0 or self.dice.random() < self.profile.over:
            return Decimal(self.dice.randint(1, 20))
        return Decimal(self.dice.randint(1, left))

    def _lot(self, row: LineRow, tracking: Tracking) -> str | None:
        match tracking:
            case Tracking.NONE:
                return None
            case Tracking.LOT:
                return f"L-{self.dice.randint(1, 3)}"
            case Tracking.SERIAL if self.dice.random() < self.profile.same_serial:
                return f"SN-{self.dice.randint(0, 4)}"
            case Tracking.SERIAL:
                return f"SN-{self.dice.getrandbits(30)}"
