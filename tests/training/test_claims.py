"""A claim lapses by the training server's own clock, and its token still only grows."""

from sync.core.records import Document
from sync.erp.training.books import Books
from sync.erp.training.claims import claim
from sync.wire.messages import ClaimRequest


def test_a_claim_that_lapsed_is_anybodys(books: Books):
    document = books.find(Document, "1")[0].id
    first = claim(books, ClaimRequest(device="ONE", person="Anna", document=document))
    books.file.do("UPDATE claims SET until = until - 24 * 3600, since = since - 24 * 3600")
    second = claim(books, ClaimRequest(device="TWO", person="Bo", document=document))
    assert (second.granted, second.person) == (True, "Bo")
    assert second.token > first.token
    mine = claim(books, ClaimRequest(device="TWO", person="Bo", document=document))
    assert mine.token == second.token
