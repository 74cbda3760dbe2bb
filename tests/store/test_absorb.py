"""Pages from the ERP: whole or not at all, each operation counted once, nothing falls back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.apply import apply
from sync.core.envelope import to_json
from sync.core.lifecycle import Life, Outcome, Result
from sync.core.page import Gone, Table
from sync.core.problems import Problem
from sync.core.records import DocumentState, Work
from sync.core.slices import Unsent
from sync.core.sums import Sums, add_up, record_mix
from sync.core.touched import Touched
from sync.store.outbox import BATCH_BYTES_MAX
from sync.store.told import OtherNumbers, PageMisfit
from tests.store.floor import (
    CATALOGUE,
    PLAIN,
    SCOPE,
    TODAY,
    Floor,
    article,
    finish,
    goods,
    receipt,
    run,
    undo,
)
from tests.store.given import WORK, answer, lives


def sums_of(*works: Work) -> Sums:
    return add_up((work.document.id, record_mix(work)) for work in works)


def test_a_page_that_does_not_fit_changes_nothing(floor: Floor):
    floor.absorb(WORK)
    before = floor.receive(), run(floor.store.pull_state()), run(floor.store.sums())
    page = replace(CATALOGUE, works=(receipt(2),), products=())
    assert run(floor.store.absorb(page)) == PageMisfit(stored="c2", given="")
    assert (floor.receive(), run(floor.store.pull_state()), run(floor.store.sums())) == before


def test_a_page_with_answers_for_another_journal_changes_nothing(floor: Floor):
    """A copy of this device has the number: what the page says is in is not what is here."""
    floor.absorb(WORK)
    ours, theirs = answer(floor.did(goods(WORK, quantity=3))), Result("theirs", 1, Outcome.APPLIED)
    before = floor.receive(), run(floor.store.pull_state()), run(floor.store.sums())
    cursor = before[1].cursor
    page = replace(CATALOGUE, from_cursor=cursor, to_cursor="next", works=(WORK,), applied_seq=1)
    assert run(floor.store.absorb(replace(page, answers=(theirs,)))) == OtherNumbers()
    assert (floor.receive(), run(floor.store.pull_state()), run(floor.store.sums())) == before
    assert isinstance(run(floor.store.absorb(replace(page, answers=(ours,)))), Touched)


def test_a_page_that_breaks_changes_nothing(floor: Floor):
    floor.absorb(WORK)
    before = run(floor.store.pull_state()), run(floor.store.sums())
    wrong = replace(receipt(2), lines=(replace(WORK.lines[0], demand="x"),))
    with pytest.raises(ValueError, match="format"):
        floor.absorb(wrong, products=(article(500),))
    assert (run(floor.store.pull_state()), run(floor.store.sums())) == before


def test_what_was_written_stays_seen_until_its_page_is_here(floor: Floor):
    floor.absorb(WORK)
    deed = goods(WORK, quantity=3)
    done = floor.did(deed)
    assert floor.done()[0] == 3
    assert lives(floor) == [(1, Life.HERE)]
    assert run(floor.store.unsent()) == Unsent(1, 1, 0)
    assert run(floor.store.record((answer(done),))) == Touched(frozenset({1}), outbox=True)
    assert floor.done()[0] == 3
    assert lives(floor) == [(1, Life.ANSWERED)]
    assert run(floor.store.unsent()) == Unsent(0, None, 0)
    # A page from before the answer: the operation is not in it.
    floor.absorb(replace(WORK, document=replace(WORK.document, version="v2")))
    assert floor.done()[0] == 3
    assert floor.absorb(apply(WORK, deed), applied_seq=1).documents == {1}
    assert floor.done()[0] == 3
    assert lives(floor) == []
    floor.reopen()
    assert floor.done()[0] == 3


def test_an_operation_whose_answer_was_lost_is_not_counted_twice(floor: Floor):
    floor.absorb(WORK)
    deed = goods(WORK, quantity=3)
    done = floor.did(deed)
    floor.absorb(apply(WORK, deed), applied_seq=1)
    assert floor.done()[0] == 3
    assert run(floor.store.batch(5)) == (done.envelope,)
    run(floor.store.record((answer(done, Outcome.DUPLICATE),)))
    assert floor.done()[0] == 3
    assert lives(floor) == []


def test_of_many_pages_only_those_with_the_document_settle_it(floor: Floor):
    floor.absorb(WORK, receipt(2))
    deeds = goods(WORK), goods(receipt(2))
    run(floor.store.record(tuple(answer(floor.did(deed)) for deed in deeds)))
    floor.absorb(apply(WORK, deeds[0]), applied_seq=2, more=True)
    assert (floor.done(1)[0], floor.done(2)[0]) == (1, 1)
    assert lives(floor) == [(2, Life.ANSWERED)]
    floor.absorb(apply(receipt(2), deeds[1]), applied_seq=2, more=False)
    assert (floor.done(1)[0], floor.done(2)[0]) == (1, 1)
    assert lives(floor) == []


def test_the_same_rows_again_say_nothing_new(floor: Floor):
    assert floor.absorb(WORK, receipt(2)).documents == {1, 2}
    assert floor.absorb(WORK, receipt(2)) == Touched()
    assert run(floor.store.sums())[Table.DOCUMENTS] == sums_of(WORK, receipt(2))


def test_a_document_is_replaced_whole(floor: Floor):
    floor.absorb(WORK)
    floor.did(goods(WORK, 0, 2))
    floor.did(goods(WORK, 1, 4, lot="L9"))
    less = replace(WORK, lines=(replace(WORK.lines[0], demand=Decimal(1)), WORK.lines[3]))
    floor.absorb(less)
    now = floor.receive()
    assert [(row.line.sequence, row.line.done) for row in now.rows] == [(3, 0), (0, 2)]
    assert (now.progress.lines, now.progress.lines_done, now.progress.demand) == (2, 1, 11)
    assert now.progress.done == 2
    assert now.advice == (Problem.LINE_MISSING,)


@pytest.mark.parametrize(
    ("state", "advice"),
    [
        (DocumentState.CANCELLED, (Problem.DOCUMENT_CANCELLED,)),
        (DocumentState.DONE, (Problem.DOCUMENT_DONE,)),
    ],
)
def test_a_document_that_was_closed_meanwhile_says_so(floor: Floor, state, advice):
    floor.absorb(WORK)
    done = floor.did(goods(WORK))
    closed = replace(WORK, document=replace(WORK.document, state=state))
    floor.absorb(closed)
    now = floor.receive()
    assert (now.document.state, now.advice, now.undoable) == (state, advice, None)
    assert floor.do(undo(done)) in set(Problem)
    floor.absorb(WORK)
    assert floor.receive().advice == ()


def test_a_document_that_is_gone_keeps_its_operations(floor: Floor):
    floor.absorb(WORK)
    done = floor.did(goods(WORK))
    touched = floor.absorb(gone=(Gone(Table.DOCUMENTS, (1,)),))
    assert touched.documents == {1}
    now = floor.receive()
    assert (now.document, now.advice) == (None, (Problem.DOCUMENT_MISSING,))
    assert run(floor.store.batch(5)) == (done.envelope,)
    assert run(floor.store.sums())[Table.DOCUMENTS] == {}
    floor.absorb(WORK)
    assert floor.done()[0] == 1
    assert floor.receive().advice == ()


def test_documents_that_were_never_here_are_no_news_when_they_go(floor: Floor):
    """An ERP that does not know what a device holds names everything it does not hold itself."""
    floor.absorb(WORK)
    touched = floor.absorb(gone=(Gone(Table.DOCUMENTS, tuple(range(1, 50_000))),))
    assert touched.documents == {1}
    assert floor.receive().document is None


def test_a_record_that_is_gone_is_not_found(floor: Floor):
    barcode = article(PLAIN).barcode
    assert len(floor.receive(keys=(barcode,)).found.products) == 1
    touched = floor.absorb(gone=(Gone(Table.PRODUCTS, (PLAIN,)),))
    assert touched.catalogue
    assert floor.receive(keys=(barcode,)).found.products == ()


def test_a_changed_barcode_leaves_the_old_one(floor: Floor):
    floor.absorb(products=(article(PLAIN, barcode="NEW"),))
    assert floor.receive(keys=(article(PLAIN).barcode,)).found.products == ()
    assert len(floor.receive(keys=("NEW",)).found.products) == 1


def test_forgetting_the_mirror_keeps_the_journal(floor: Floor):
    floor.absorb(WORK)
    done = floor.did(goods(WORK, quantity=2))
    run(floor.store.forget_mirror())
    assert run(floor.store.pull_state()).cursor == ""
    assert floor.receive().document is None
    assert run(floor.store.batch(5)) == (done.envelope,)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    assert floor.done()[0] == 2


def test_an_erp_that_knows_more_than_this_journal_cannot_swallow_new_work(floor: Floor):
    floor.absorb(WORK, applied_seq=40)
    floor.did(goods(WORK))
    assert floor.done()[0] == 1
    floor.absorb(WORK, applied_seq=0)
    assert floor.done()[0] == 1


def test_finished_here_is_shown_finished(floor: Floor):
    floor.absorb(WORK)
    floor.did(goods(WORK))
    floor.did(finish(WORK))
    assert floor.receive().document.state is DocumentState.DONE
    assert floor.receive().undoable is None
    floor.absorb(replace(WORK, document=replace(WORK.document, version="v9")))
    assert floor.receive().document.state is DocumentState.DONE


def test_what_another_device_took_back_is_settled_although_nothing_looks_new(floor: Floor):
    floor.absorb(WORK)
    done = floor.did(goods(WORK))
    run(floor.store.record((answer(done),)))
    floor.absorb(WORK, applied_seq=1, more=True)
    assert floor.done()[0] == 0
    assert lives(floor) == []


def test_what_came_to_nothing_settles_without_its_document(floor: Floor):
    floor.absorb(WORK)
    done = floor.did(goods(WORK))
    back = floor.did(undo(done))
    run(floor.store.record((answer(done), answer(back))))
    assert [tile.begun for tile in run(floor.store.home(SCOPE, (), TODAY)).tiles] == [1]
    touched = floor.absorb(applied_seq=2)
    assert touched == Touched(frozenset({1}), outbox=True)
    assert [tile.begun for tile in run(floor.store.home(SCOPE, (), TODAY)).tiles] == [0]
    assert lives(floor) == []


def test_a_refusal_on_one_line_leaves_another_begun(floor: Floor):
    floor.absorb(WORK)
    floor.did(undo(floor.did(goods(WORK))))
    refused = floor.did(goods(WORK, 1, lot="L1"))
    run(floor.store.record((answer(refused, Outcome.REJECTED),)))
    assert [tile.begun for tile in run(floor.store.home(SCOPE, (), TODAY)).tiles] == [1]


def test_a_batch_weighs_no_more_than_an_erp_takes(floor: Floor):
    floor.absorb(WORK)
    done = [floor.did(goods(WORK)) for _ in range(3)]
    weight = len(to_json(done[0].envelope).encode())
    many = BATCH_BYTES_MAX // weight + 20
    for _ in range(many):
        floor.did(goods(WORK))
    batch = run(floor.store.batch(10_000))
    assert 10 < len(batch) < many
    assert sum(len(to_json(one).encode()) for one in batch) <= BATCH_BYTES_MAX
    assert [one.seq for one in batch] == list(range(1, len(batch) + 1))


def test_answered_operations_can_be_sent_again_and_held_ones_asked_after(floor: Floor):
    floor.absorb(WORK)
    one, two, three = (floor.did(goods(WORK)) for _ in range(3))
    run(floor.store.record((answer(one), answer(two, Outcome.WAITING))))
    assert [each.seq for each in run(floor.store.batch(10))] == [3]
    assert [each.seq for each in run(floor.store.batch_from(1, 2))] == [1, 2]
    assert run(floor.store.held(10)) == (two.envelope,)
    run(floor.store.record((answer(two), answer(three))))
    assert run(floor.store.held(10)) == ()
    assert run(floor.store.batch_from(3, 9)) == (three.envelope,)


def test_to_begin_anew_blanks_no_screen(floor: Floor):
    floor.absorb(WORK)
    floor.did(goods(WORK, quantity=3))
    before = floor.receive()
    run(floor.store.forget_cursor())
    assert run(floor.store.pull_state()).cursor == ""
    assert floor.receive() == before


def test_an_erp_that_begins_anew_with_less_takes_nothing_off_the_screen(floor: Floor):
    """A page of long ago, or books put back to an older day: what was settled shows again."""
    floor.absorb(WORK)
    done = floor.did(goods(WORK, quantity=3))
    run(floor.store.record((answer(done),)))
    held = receipt(lines=4)
    first = replace(held.lines[0], done=Decimal(3))
    floor.absorb(replace(held, lines=(first, *held.lines[1:])), applied_seq=1)
    assert floor.done()[0] == 3
    run(floor.store.forget_cursor())
    older = replace(CATALOGUE, to_cursor="c9", works=(WORK,), anew=True)
    run(floor.store.absorb(older))
    assert floor.done()[0] == 3
