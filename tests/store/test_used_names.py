"""Names of lots that goods have already, by what the ERP said or by what was done here."""

from pathlib import Path

from sync.core.apply import apply
from tests.store.floor import CATALOGUE, LOTTED, SERIAL, Floor, goods, run
from tests.store.given import WORK, answer


def test_of_an_article_by_lots_and_by_what_was_done_here(tmp_path: Path):
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    deed = goods(WORK, 1, lot="HERE")
    done = floor.did(deed)
    names = ("L1", "HERE", "NEW", *(f"N{number}" for number in range(900)))
    assert run(floor.store.looking.used_names(LOTTED, names)) == {"L1", "HERE"}
    assert run(floor.store.looking.used_names(SERIAL, names)) == set()
    # Filed, and in no list of lots that an ERP gives which was put back since.
    run(floor.store.record((answer(done),)))
    floor.absorb(apply(WORK, deed), applied_seq=1)
    assert run(floor.store.looking.used_names(LOTTED, names)) == {"L1", "HERE"}
    floor.store.close()
