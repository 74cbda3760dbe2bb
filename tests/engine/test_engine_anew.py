"""The loop where a device or an ERP was put back, or begins anew."""

import asyncio
from dataclasses import replace

import pytest

from sync.core.envelope import sealed
from sync.core.lifecycle import Outcome, Result
from sync.core.page import Page
from sync.engine.batch import IN_FLIGHT_MAX
from sync.engine.events import PullPutOff
from sync.engine.pull import Ask, pull
from sync.engine.status import Mark
from sync.wire.messages import PullRequest
from tests.engine.looping import SCOPES, bench
from tests.engine.small import ROWS, SmallErp, SmallStore
from tests.engine.virtual import VirtualTime


def test_a_restored_device_goes_on_under_a_new_epoch() -> None:
    """An older copy of a journal: its numbers are taken, and what it writes is kept."""
    time, erp = VirtualTime(7), SmallErp()
    first = bench(time, erp)
    for second in range(8):
        time.at(time.now_ms + second * 1_000, first.write)
    time.at(time.now_ms + 60_000, first.stop)
    asyncio.run(first.engine.run())
    old = SmallStore()
    old.journal, old.written = first.store.journal[:5], first.store.written[:5]
    old.results = {seq: first.store.results[seq] for seq in range(1, 4)}
    later = bench(time, erp, old)
    old.written.append("op-new")
    new = replace(first.store.journal[5], op_id="op-new", raw_scan="after the restore")
    old.journal.append(sealed(new))
    time.at(time.now_ms + 60_000, later.stop)
    asyncio.run(later.engine.run())
    assert old.epoch == 2, "one new epoch is enough"
    assert erp.effects == [*first.store.written, "op-new"]
    assert later.said[-1].mark is Mark.IN_ERP
    assert old.settled == len(old.journal) == 3


def test_a_restored_device_with_nothing_to_send_finds_out_by_the_page() -> None:
    time, erp = VirtualTime(8), SmallErp()
    first = bench(time, erp)
    for _ in range(4):
        time.at(time.now_ms, first.write)
    time.at(time.now_ms + 60_000, first.stop)
    asyncio.run(first.engine.run())
    old = SmallStore()
    later = bench(time, erp, old)
    time.at(time.now_ms + 5_000, later.stop)
    asyncio.run(later.engine.run())
    assert old.epoch == 2
    assert sorted(old.base.values()) == first.store.written


def test_an_erp_that_was_put_back_gets_again_what_it_lacks() -> None:
    time, erp = VirtualTime(9), SmallErp()
    one = bench(time, erp)
    for second in range(40):
        time.at(time.now_ms + second * 100, one.write)

    async def put_back() -> None:
        erp.epochs[1] = 12
        del erp.effects[12:]
        erp.hashes = {at: one for at, one in erp.hashes.items() if at[1] <= 12}

    time.at(time.now_ms + 30_000, put_back)
    time.at(time.now_ms + 31_000, one.write)
    time.at(time.now_ms + 60_000, one.stop)
    asyncio.run(one.engine.run())
    assert erp.effects == one.store.written
    assert len(erp.effects) == 41


def test_a_long_outbox_goes_out_in_several_pushes_at_once() -> None:
    time, erp = VirtualTime(10), SmallErp()
    one = bench(time, erp)
    for _ in range(400):
        one.store.commit(0)
    time.at(time.now_ms + 5_000, one.stop)
    asyncio.run(one.engine.run())
    assert erp.effects == one.store.written
    assert erp.in_flight_most == IN_FLIGHT_MAX


def test_what_waits_for_another_device_is_answered_later() -> None:
    time = VirtualTime(11)

    class Waits(SmallErp):
        ready = False

        def _file(self, one):
            if one.op_id == "op-2" and not self.ready:
                self.epochs[1] = one.seq
                return Result(one.op_id, one.seq, Outcome.WAITING)
            return super()._file(one)

    erp = Waits()
    one = bench(time, erp)
    for _ in range(3):
        one.store.commit(0)

    async def come() -> None:
        erp.ready = True

    time.at(time.now_ms + 30_000, come)
    time.at(time.now_ms + 130_000, one.stop)
    asyncio.run(one.engine.run())
    assert erp.effects == ["op-1", "op-3", "op-2"]
    assert one.store.results.keys() == {1, 2, 3}


def test_a_mirror_that_fits_no_page_begins_anew() -> None:
    time = VirtualTime(12)

    class Confused(SmallErp):
        async def pull(self, request):
            page = await super().pull(request)
            return replace(page, from_cursor="elsewhere") if request.cursor else page

    erp = Confused()
    erp.effects += [f"other-{n}" for n in range(3 * ROWS)]
    one = bench(time, erp)
    time.at(time.now_ms + 60_000, one.stop)
    asyncio.run(one.engine.run())
    assert one.store.anew > 1


@pytest.mark.parametrize(("applied", "lost"), [(0, True), (1, False)])
def test_a_copy_waits_for_its_answers_only_where_the_erp_can_give_them(
    applied: int, lost: bool
) -> None:
    """An ERP that was put back and lacks the first takes none behind it: all goes again then."""
    store = SmallStore()
    store.commit(1)
    store.commit(2)
    store.results[1] = Result(store.journal[0].op_id, 1, Outcome.APPLIED)

    class Copied(SmallErp):
        async def pull(self, request: PullRequest) -> Page:
            return Page(request.cursor, "1", False, applied, copied=True)

    end, _ = asyncio.run(pull(store, Copied(), Ask(SCOPES, with_sums=False), 5))
    assert end == PullPutOff(lost=lost)
    assert store.cursor == ""
