"""Somebody at the edge of the house: takes in, throws away, sends back and onward."""

from decimal import Decimal

from sync.core.operations import Goods, Move, Undo
from sync.core.returning import Fate, Grade, Reason
from sync.erp.training.group import (
    BETWEEN_COMPANIES,
    CUSTOMERS_PLACE,
    LOSS_PLACE,
    SUPPLIERS_PLACE,
)
from sync.store import rows
from sync.store.told import MoveWanted
from tests.sim import ground
from tests.sim.device import Device
from tests.sim.profile import Profile

COMES = (ground.PLAIN, ground.LOTTED, ground.SERIAL, ground.WEIGHED)


class Beyond:
    """Works at one device, as long as its clerk lets it."""

    def __init__(self, device: Device, profile: Profile, dice) -> None:
        self.device, self.profile, self.dice = device, profile, dice

    def act(self) -> Move | Undo | None:
        """Let something in or out, or take the last of it back."""
        if not self.profile.beyond or self.dice.random() >= self.profile.beyond:
            return None
        what = self.dice.random()
        if what < 0.2:
            return self._undo()
        if what < 0.5:
            return self._back()
        return self._in() if what < 0.65 else self._out()

    def _undo(self) -> Undo | None:
        device, wanted = self.device, MoveWanted(None, None, None, None, (), ground.TODAY)
        sent = [
            one for one in device.promised.written.values()
            if isinstance(one.deed, Move) and one.deed.bin == BETWEEN_COMPANIES
        ]  # fmt: skip
        if sent and self.dice.random() < 0.5:
            # Somebody may have taken it in long since.
            one = self.dice.choice(sent)
            assert isinstance(one.deed, Move)
            return Undo(one.op_id, one.deed)
        slice_ = device.at_once(lambda: device.store.moving.move(device.scope, wanted))
        last = slice_.undoable
        return Undo(last.op_id, last.deed) if last and isinstance(last.deed, Goods) else None

    def _back(self) -> Move:
        """A customer sends something back: its lot may be new, and it may be bad."""
        dice = self.dice
        product = dice.choice(COMES)
        is_serial = product == ground.SERIAL
        amount = Decimal(1 if is_serial else dice.randint(1, 6))
        lots = {ground.LOTTED: f"L-{dice.randint(1, 3)}", ground.SERIAL: f"SN-{dice.randint(0, 4)}"}
        fate = dice.choice((*Fate, None))
        bin = dice.choice(ground.place_of(self.device.scope).bins)
        by_paper = self._by_paper(fate, bin) if dice.random() < 0.5 else None
        if by_paper is not None:
            return by_paper
        return Move(
            *(product, amount, amount, None, lots.get(product), CUSTOMERS_PLACE),
            *(LOSS_PLACE if fate is Fate.SCRAP else bin, ground.stock_unit_of(product)),
            paper=dice.choice(("", "RMA-1")), grade=dice.choice(tuple(Grade)), fate=fate,
            returned=dice.choice((None, 1, 77)),
        )  # fmt: skip

    def _by_paper(self, fate: Fate | None, bin: int) -> Move | None:
        """Something comes back by what sent it, or more than that, or another lot."""
        dice = self.dice
        sent = self.device.mirror.execute(
            "SELECT l.id, l.product, l.entries FROM live_lines l"
            " JOIN live_documents d ON d.id = l.document"
            " WHERE d.kind = 'delivery' AND d.state = 'done' AND l.entries <> '' ORDER BY l.id"
        ).fetchall()
        if not sent:
            return None
        line, product, entries = dice.choice(sent)
        one = dice.choice(rows.entries(entries))
        amount = max(Decimal(1), one.quantity) + dice.choice((0, 0, 1))
        return Move(
            *(product, amount, amount, None, one.lot, CUSTOMERS_PLACE),
            *(LOSS_PLACE if fate is Fate.SCRAP else bin, ground.stock_unit_of(product)),
            paper="OUT", grade=dice.choice(tuple(Grade)), fate=fate, returned=line,
        )  # fmt: skip

    def _in(self) -> Move:
        """Something comes in from another house, sent by somebody here, or by nobody yet."""
        dice, device = self.dice, self.device
        wanted = MoveWanted(None, None, None, None, (), ground.TODAY)
        slice_ = device.at_once(lambda: device.store.moving.move(device.scope, wanted))
        bin = dice.choice(ground.place_of(device.scope).bins)
        if not slice_.on_way or dice.random() < 0.3:
            amount = Decimal(dice.randint(1, 4))
            goods = (ground.PLAIN, amount, amount, None, None)
            return Move(*goods, BETWEEN_COMPANIES, bin, ground.PIECE.id)
        row = dice.choice(slice_.on_way)
        amount = Decimal(dice.randint(1, max(1, int(row.quantity))))
        goods = (row.product.id, amount, amount, None, row.lot)
        return Move(*goods, BETWEEN_COMPANIES, bin, row.unit.id, paper="T-17")

    def _out(self) -> Move | None:
        """Something that lies there leaves for good, or a little more than lies there."""
        dice = self.dice
        lying = self.device.mirror.execute(
            "SELECT s.product, l.name, s.location, s.quantity, p.unit FROM stock s"
            " JOIN products p ON p.id = s.product LEFT JOIN lots l ON l.id = s.lot"
            " WHERE CAST(s.quantity AS REAL) > 0 ORDER BY s.id"
        ).fetchall()
        if not lying:
            return None
        product, lot, source, quantity, unit = dice.choice(lying)
        is_serial = product == ground.SERIAL
        amount = Decimal(1 if is_serial else dice.randint(1, max(1, int(Decimal(quantity)))))
        if dice.random() < self.profile.over and not is_serial:
            amount += 20
        return Move(
            *(product, amount, amount, None, lot, source),
            *(dice.choice((LOSS_PLACE, SUPPLIERS_PLACE, BETWEEN_COMPANIES)), unit),
            reason=dice.choice((*Reason, None)),
        )
