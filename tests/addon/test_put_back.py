"""Odoo is put back to an older day under a device that worked on: nothing lost, nothing doubled.

As an administrator does it, with PostgreSQL's own tools: what is restored is another database under
the old name.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from sync.core.envelope import Envelope, sealed
from sync.core.lifecycle import Outcome
from sync.erp.choose import Odoo, open_remote
from sync.wire.messages import PushReply, PushRequest
from tests.addon.test_taken_away import give_rights
from tests.addon.test_tier_change import Hiding, numbered
from tests.contract.device import Device
from tests.contract.odoo_erp import odoo_erp
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo

APPLIED = Outcome.APPLIED


@dataclass
class Floor:
    """A receipt, a device that counts it, and backups of the Odoo they are in."""

    odoo: RunningOdoo
    device: Device
    receipt: str
    written: list[Envelope] = field(default_factory=list)

    def count(self, number: int) -> list[Envelope]:
        """So many operations of four to the power of their number: a sum says which are in it."""
        device, code = self.device, self.device.erp.goods.plain
        made = []
        for _ in range(number):
            amount = 4 ** len(self.written)
            made.append(device.write(device.receive(self.receipt, code, str(amount))))
            self.written.append(made[-1])
        return made

    def file(self, number: int) -> None:
        """Count, send and pull."""
        assert self.offer(self.count(number)) == ([APPLIED] * number, 0)
        self.device.answered_seq = self.written[-1].seq
        self.device.pull()

    def offer(self, operations: list[Envelope]) -> tuple[list[Outcome], int]:
        request = PushRequest(device=self.device.name, epoch=1, operations=tuple(operations))
        reply = self.device.runner.run(self.device.erp.remote.push(request))
        assert isinstance(reply, PushReply), reply
        return [one.outcome for one in reply.results], reply.resend_from

    def in_odoo(self) -> list[int]:
        """What the office finds on the receipt, smallest first, whatever lines it is on."""
        domain = [["picking_id.name", "=", self.receipt], ["picked", "=", True]]
        rows = self.odoo.person.find("stock.move.line", domain, ["quantity"])
        left, found = int(sum(row["quantity"] for row in rows)), []
        for at in range(len(self.written)):
            found += [at] * (left // 4**at % 4)
        return found


@pytest.fixture
def floor(odoo_addon: RunningOdoo) -> Iterator[Floor]:
    with odoo_erp(odoo_addon) as erp, asyncio.Runner() as runner:
        receipt = erp.office.make_receipt([(erp.goods.plain, "9999")])
        yield Floor(odoo_addon, Device(erp, runner), receipt)
        runner.run(erp.remote.close())


def test_to_before_the_device_was_ever_heard_of(floor: Floor):
    device, odoo = floor.device, floor.odoo
    with odoo.backed_up() as backup:
        device.pull()
        floor.file(5)
        backup.put_back()
        assert floor.in_odoo() == []
        # A scan since, and it comes before the device heard anything: it waits.
        late = floor.count(1)
        assert floor.offer(late) == ([], 0)
        page = device.ask()
        assert (page.anew, page.resend_from, page.applied_seq) == (True, 1, 0)
        assert floor.offer(late) == ([], 1)
        # All of it again, in two batches, each of them twice.
        for batch in (floor.written[:3], floor.written[3:]):
            for _ in range(2):
                assert floor.offer(batch) == ([APPLIED] * len(batch), 0)
        device.answered_seq = late[-1].seq
        device.pull()
        assert floor.in_odoo() == list(range(6))
        assert (device.applied_seq, device.ask().resend_from) == (6, 0)


def test_to_a_moment_between(floor: Floor):
    device, odoo = floor.device, floor.odoo
    device.pull()
    floor.file(2)
    with odoo.backed_up() as backup:
        floor.file(3)
        backup.put_back()
    late = floor.count(1)
    assert floor.offer(late) == ([], 3)
    assert device.ask().resend_from == 3
    assert floor.offer(floor.written[2:]) == ([APPLIED] * 4, 0)
    device.answered_seq = late[-1].seq
    device.pull()
    assert floor.in_odoo() == list(range(6))
    assert device.ask().resend_from == 0


def test_to_before_the_module_knew_what_plain_odoo_had_answered(floor: Floor):
    """What was filed without the module is in the backup, or not: each is there once."""
    device, odoo = floor.device, floor.odoo
    give_rights(odoo)
    ours = device.erp
    door = Odoo(odoo.url, odoo.database, odoo.api_key)
    plain = open_remote(door, Hiding())
    device.erp = replace(ours, remote=plain)
    device.pull()
    floor.file(2)
    with odoo.backed_up() as backup:
        floor.file(1)
        device.erp = ours
        # The module is asked to go on behind what it never saw.
        assert {page.resend_from for page in device.pull()} == {0}
        assert device.applied_seq == 3
        floor.file(2)
        backup.put_back()
    assert device.ask().resend_from == 1
    assert floor.offer(floor.written[:1]) == ([APPLIED], 0)
    assert floor.offer(floor.written[1:]) == ([APPLIED] * 4, 0)
    device.pull()
    assert floor.in_odoo() == list(range(5))
    device.runner.run(plain.close())


def test_a_number_that_stands_for_another_operation_there(floor: Floor):
    """A copy of the device went on under the same numbers: all that either did comes again."""
    device, odoo = floor.device, floor.odoo
    device.pull()
    floor.file(1)
    with odoo.backed_up() as backup:
        floor.file(2)
        backup.put_back()
    copy = replace(device, filed=device.filed[:1], cursor="", answered_seq=1)
    copy.pull()
    for at in (3, 4):
        made = copy.write(copy.receive(floor.receipt, copy.erp.goods.plain, str(4**at)))
        other = replace(made, op_id=f"01890000-0000-7000-8000-00000000000{at}", hash="")
        copy.filed[-1] = sealed(other)
    assert floor.offer(copy.filed[1:]) == ([APPLIED] * 2, 0)
    floor.written += copy.filed[1:]
    page = device.ask()
    assert (page.strange, page.resend_from) == (True, 0)
    late = device.write(device.receive(floor.receipt, device.erp.goods.plain, str(4**5)))
    floor.written.append(late)
    request = PushRequest(device=device.name, epoch=1, operations=(late,))
    reply = device.runner.run(device.erp.remote.push(request))
    assert isinstance(reply, PushReply)
    assert (reply.results, reply.strange) == ((), True)
    # The engine begins an epoch that has everything in it.
    device.epoch = 2
    everything = numbered(device, device.filed)
    answers = device.send(everything)
    assert [one.outcome for one in answers] == [APPLIED] * 4
    assert floor.in_odoo() == list(range(6))
    assert copy.ask().copied
