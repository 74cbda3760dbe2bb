"""What a pull tells of unsent work: should the device be lost, that is all there is."""

from pathlib import Path

from sync.core.lifecycle import Outcome, Result
from sync.store.outbox import UNSENT_TOLD_MAX
from tests.store.breaking import WORK, used
from tests.store.floor import BIN, OTHER_BIN, goods, run


def test_its_head_and_where_its_newest_unsent_work_is(tmp_path: Path):
    floor, done = used(tmp_path, 2)
    state = run(floor.store.pull_state())
    assert (state.head_seq, state.head_hash) == (2, done[-1].hash)
    assert state.unsent_documents == (WORK.document.id,)
    assert state.unsent_bins == tuple(sorted({one.deed.bin for one in done}))
    answers = tuple(Result(one.op_id, one.seq, Outcome.APPLIED) for one in done)
    run(floor.store.record(answers))
    state = run(floor.store.pull_state())
    assert (state.head_hash, state.unsent_documents, state.unsent_bins) == (done[-1].hash, (), ())
    floor.store.close()


def test_no_more_is_told_than_of_the_newest(tmp_path: Path):
    floor, _ = used(tmp_path, 0)
    floor.did(goods(WORK, bin=OTHER_BIN))
    for _ in range(UNSENT_TOLD_MAX - 1):
        floor.did(goods(WORK))
    assert run(floor.store.pull_state()).unsent_bins == (BIN, OTHER_BIN)
    floor.did(goods(WORK))
    assert run(floor.store.pull_state()).unsent_bins == (BIN,)
    floor.store.close()
