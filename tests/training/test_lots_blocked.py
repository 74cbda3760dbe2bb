"""A lot that failed on a paper that is gone is free again only when somebody finds it good."""

from dataclasses import replace

from sync.core.records import Line, Lot
from sync.erp.training.books import Books, Owner
from sync.erp.training.quality import mark_lot


def test_only_a_good_verdict_lets_a_lot_go(books: Books):
    lot = books.find(Lot, "1")[0]
    line = replace(books.find(Line, "1")[0], product=lot.product, checks=())
    with books.file.transaction():
        books.put([(replace(lot, blocked=True), Owner(lot.company))])
        mark_lot(books, lot.company, line, lot.name, frees=False)
        assert books.must(Lot, lot.id).blocked
        mark_lot(books, lot.company, line, lot.name, frees=True)
        assert not books.must(Lot, lot.id).blocked
