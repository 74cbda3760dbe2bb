"""Bugs planted at the ERP's side: filing, pulling, suspense, and who works where."""

from tests.mutants.mutant import Mutant, one

FILING = "sync/erp/training/filing.py"
FINISHING = "sync/erp/training/finishing.py"
PULLING = "sync/erp/training/pulling.py"
SUSPENSE = "sync/erp/training/suspense.py"
FACTS = "sync/erp/training/facts.py"
COMMIT = "sync/store/commit.py"
COUNTING = "sync/core/counting.py"
CLAIMS = "sync/erp/training/claims.py"


AT_ERP: tuple[Mutant, ...] = (
    # ---- the ERP's side
    one(
        "no dedupe",
        FILING,
        "        known = _known(books, envelope)\n        if envelope.seq <= last and not",
        "        known = None\n        if envelope.seq <= last and False and not",
        "sim with lost=0.3",
    ),
    one(
        "gap accepted",
        FILING,
        "        if envelope.seq > last + 1:\n            return Gap(last + 1)\n",
        "",
        "tests/training",
    ),
    one(
        "split transaction",
        FILING,
        "        _write_down(books, envelope, result)\n        return _told(",
        '        books.file.do("COMMIT")\n        books.file.do("BEGIN IMMEDIATE")\n'
        "        _write_down(books, envelope, result)\n        return _told(",
        "sim with server_crashes=4,drop=0.0,lost=0.3",
    ),
    one(
        "epoch not fenced",
        FILING,
        "            return Fenced()\n",
        "            return Result(envelope.op_id, envelope.seq, Outcome.DUPLICATE)\n",
        # The hash of what is answered mends it in the simulator: another wall sees it first.
        "tests/training/test_filing.py",
    ),
    one(
        "undo not deduped",
        FACTS,
        'return TargetState.UNDONE if rows[0]["undone_by"] else TargetState.STANDING',
        "return TargetState.STANDING",
        "tests/training tests/contract",
    ),
    one(
        "settle applied twice",
        FACTS,
        'and not rows[0]["settled_by"]',
        "",
        "tests/training tests/contract",
    ),
    one(
        "a count is booked though goods moved meanwhile",
        COUNTING,
        "facts.there.quantity != deed.expected",
        "False",
        "tests/contract/test_counted.py",
    ),
    one(
        "a piece comes back to where it was missing",
        COUNTING,
        "return deed.quantity < 0 and deed.lot in serials",
        "return False",
        "tests/contract/test_counted.py",
    ),
    one(
        "what was counted so far is in stock",
        "sync/core/paperless.py",
        "self.counted - self.expected if self.stage is Stage.COUNTED else Decimal(0)",
        "self.counted - self.expected",
        "tests/store/test_counted.py",
    ),
    one(
        "no tombstone",
        "sync/erp/training/changes.py",
        "        found += [Found(Table(row",
        "        [Found(Table(row",
        "sim with office=20,mirror_drift=0",
    ),
    one(
        "lost answers stay lost",
        PULLING,
        "            answers=answers,\n",
        "",
        "sim with lost=0.4,office=12,acts=20",
    ),
    one(
        "what an older backup lacks is not asked for",
        PULLING,
        "resend_from=applied_seq + 1 if applied_seq < request.answered_seq else 0,",
        "resend_from=0,",
        "sim with server_restored=2",
    ),
    one(
        "books that were put back look as before",
        PULLING,
        "return cursor if cursor.mark == mark_at(books.file, cursor.at) else None",
        "return cursor",
        "sim with server_restored=2,office=12,acts=20",
    ),
    one(
        "a serial in two places",
        FINISHING,
        "product.tracking is Tracking.SERIAL and is_in_stock(",
        "False and is_in_stock(",
        "tests/training",
    ),
    one(
        "stock in the wrong unit",
        FINISHING,
        "(entry.lot, entry.expiry))\n"
        "        add_stock(books, Spot(document.company, line.product, entry.bin, lot), amount)",
        "(entry.lot, entry.expiry))\n"
        "        amount = entry.quantity\n"
        "        add_stock(books, Spot(document.company, line.product, entry.bin, lot), amount)",
        "sim with finish=0.3,acts=30,lines=4",
    ),
    one(
        "suspense never emptied",
        SUSPENSE,
        '    add_stock(books, spot, -amount)\n    books.file.do("DELETE',
        '    books.file.do("DELETE',
        "sim with settle=0.5,office=12,acts=30",
    ),
    one(
        "a naive time of change",
        "sync/erp/odoo/cursor.py",
        "return (moment(began) - OVERLAP).strftime(STAMP)",
        "return moment(began).strftime(STAMP)",
        "tests/odoo/test_cursor.py",
    ),
    # ---- who works where
    one(
        "a lease is ignored",
        CLAIMS,
        'if is_alive and not mine and not _takes(request, row["token"]):',
        "if False:",
        "sim with claims=0.4,lease_s=120,devices=4,receipts=1",
    ),
    one(
        "an old token lets go",
        CLAIMS,
        "WHERE document = ? AND token = ?",
        "WHERE document = ? AND ? > 0",
        "sim with claims=0.4,lease_s=15,devices=4,receipts=1,drop=0.3",
    ),
    one(
        "a late take-over takes from somebody else",
        CLAIMS,
        "return request.take_over and request.seen in {0, token}",
        "return request.take_over",
        "sim with claims=0.9,lease_s=120,devices=4,receipts=1,twice=0.5",
    ),
    one(
        "books that were put back give a token again",
        CLAIMS,
        'max(row["token"] + 1, now)',
        'row["token"] + 1',
        "sim with claims=0.9,lease_s=15,devices=4,receipts=1,server_restored=2",
    ),
    one(
        "a lease that never ends",
        CLAIMS,
        '"until": now + lease.seconds,',
        '"until": now + 10 * lease.seconds,',
        "sim with claims=0.4,lease_s=45",
    ),
    one(
        "what was left is not let go of",
        "sync/engine/claims.py",
        "token: int | Failure = left.token or await self._token_of(document)",
        "token: int | Failure = 0",
        "tests/engine/test_claims.py",
    ),
    one(
        "a closed receipt frees a lot that failed",
        "sync/erp/training/quality.py",
        "if blocked is not lot.blocked and (blocked or frees):",
        "if blocked is not lot.blocked:",
        "tests/training/test_lots_blocked.py",
    ),
    one(
        "a shipment is taken back that another house took in",
        "sync/core/crossing.py",
        "facts.on_way is not None and facts.on_way < deed.quantity",
        "False",
        "sim with beyond=0.4,devices=4,acts=40",
    ),
    one(
        "each who asks for it has a bin filled once more",
        "sync/erp/training/refilling.py",
        "    if there is not None:\n        return there.document.name",
        "",
        "tests/contract/test_refilled.py",
    ),
    one(
        "more comes back than went by its paper",
        "sync/core/papers.py",
        "return Problem.MORE_THAN_PAPER if deed.quantity > whole else None",
        "return None",
        "tests/contract/test_by_paper.py",
    ),
    one(
        "what is on its way is brought back though it is here",
        "sync/core/leaving.py",
        "return leaves(bin) or is_between(bin)",
        "return leaves(bin)",
        "tests/contract/test_crossed_again.py -k training",
    ),
    one(
        "what is here is taken off its way as well",
        "sync/core/crossing.py",
        "if is_here and not sent else None",
        "if False else None",
        "tests/contract/test_crossed_again.py -k training",
    ),
    one(
        "a second judgement is not heard of",
        PULLING,
        "before = judged_otherwise(books, request)",
        "before = ()",
        "tests/engine/test_put_back.py",
    ),
    one(
        "a new epoch forgets its ERP",
        "sync/store/places.py",
        "or begun_at(journal)",
        'or ""',
        "tests/engine/test_put_back.py",
    ),
)
