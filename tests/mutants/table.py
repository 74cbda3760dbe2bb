"""THE TABLE of planted bugs: what is changed in the sources, and which proof must see it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """A piece of source, and what stands in its place in the mutant."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Mutant:
    """One planted bug. `proof` is `sim`, `powercut`, or the paths of tests.

    `focus` names faults that the simulator is to have more of, so that the bug is met sooner.
    One that `hangs` is a bug of liveness: only for it is a proof that never ends a proof.
    """

    name: str
    edits: tuple[Edit, ...]
    proof: str = "sim"
    focus: str = ""
    hangs: bool = False


FILING = "sync/erp/training/filing.py"
FINISHING = "sync/erp/training/finishing.py"
PULLING = "sync/erp/training/pulling.py"
SUSPENSE = "sync/erp/training/suspense.py"
FACTS = "sync/erp/training/facts.py"
COMMIT = "sync/store/commit.py"
ABSORB = "sync/store/absorb.py"
JOURNAL = "sync/store/journal.py"
OUTBOX = "sync/store/outbox.py"
FILES = "sync/store/files.py"
SWEEP = "sync/store/sweep.py"
REISSUE = "sync/store/reissue.py"
RENEWAL = "sync/store/renewal.py"
PUSH = "sync/engine/push.py"
PULL = "sync/engine/pull.py"
AFTER = "sync/engine/after.py"
LIFECYCLE = "sync/core/lifecycle.py"
APPLY = "sync/core/apply.py"
RULES = "sync/core/rules.py"
COUNTING = "sync/core/counting.py"


def _one(name: str, file: str, old: str, new: str, seen_by: str = "sim") -> Mutant:
    proof, _, focus = seen_by.partition(" with ")
    return Mutant(name, (Edit(file, old, new),), proof, focus)


MUTANTS: tuple[Mutant, ...] = (
    # ---- the ERP's side
    _one(
        "no dedupe",
        FILING,
        "        known = _known(books, envelope)\n        if envelope.seq <= last and not",
        "        known = None\n        if envelope.seq <= last and False and not",
        "sim with lost=0.3",
    ),
    _one(
        "gap accepted",
        FILING,
        "        if envelope.seq > last + 1:\n            return Gap(last + 1)\n",
        "",
        "tests/training",
    ),
    _one(
        "split transaction",
        FILING,
        "        _write_down(books, envelope, result)\n        return result",
        '        books.file.do("COMMIT")\n        books.file.do("BEGIN IMMEDIATE")\n'
        "        _write_down(books, envelope, result)\n        return result",
        "sim with server_crashes=4,drop=0.0,lost=0.3",
    ),
    _one(
        "epoch not fenced",
        FILING,
        "            return Fenced()\n",
        "            return Result(envelope.op_id, envelope.seq, Outcome.DUPLICATE)\n",
        "sim with cloned=1",
    ),
    _one(
        "undo not deduped",
        FACTS,
        'return TargetState.UNDONE if rows[0]["undone_by"] else TargetState.STANDING',
        "return TargetState.STANDING",
        "tests/training tests/contract",
    ),
    _one(
        "settle applied twice",
        FACTS,
        'and not rows[0]["settled_by"]',
        "",
        "tests/training tests/contract",
    ),
    _one(
        "a count is booked though goods moved meanwhile",
        COUNTING,
        "facts.there.quantity != deed.expected",
        "False",
        "tests/contract/test_counted.py",
    ),
    _one(
        "a piece comes back to where it was missing",
        COUNTING,
        "return deed.quantity < 0 and deed.lot in serials",
        "return False",
        "tests/contract/test_counted.py",
    ),
    _one(
        "what was counted so far is in stock",
        "sync/core/paperless.py",
        "self.counted - self.expected if self.stage is Stage.COUNTED else Decimal(0)",
        "self.counted - self.expected",
        "tests/store/test_counted.py",
    ),
    _one(
        "no tombstone",
        "sync/erp/training/changes.py",
        "        found += [Found(Table(row",
        "        [Found(Table(row",
        "sim with office=20,mirror_drift=0",
    ),
    _one(
        "lost answers stay lost",
        PULLING,
        "            answers=answers,\n",
        "",
        "sim with lost=0.4,office=12,acts=20",
    ),
    _one(
        "what an older backup lacks is not asked for",
        PULLING,
        "resend_from=applied_seq + 1 if applied_seq < request.answered_seq else 0,",
        "resend_from=0,",
        "sim with server_restored=2",
    ),
    _one(
        "books that were put back look as before",
        PULLING,
        "return cursor if cursor.mark == mark_at(books.file, cursor.at) else None",
        "return cursor",
        "sim with server_restored=2,office=12,acts=20",
    ),
    _one(
        "a serial in two places",
        FINISHING,
        "product.tracking is Tracking.SERIAL and is_in_stock(",
        "False and is_in_stock(",
        "tests/training",
    ),
    _one(
        "stock in the wrong unit",
        FINISHING,
        "(entry.lot, entry.expiry))\n"
        "        add_stock(books, Spot(document.company, line.product, entry.bin, lot), amount)",
        "(entry.lot, entry.expiry))\n"
        "        amount = entry.quantity\n"
        "        add_stock(books, Spot(document.company, line.product, entry.bin, lot), amount)",
        "sim with finish=0.3,acts=30,lines=4",
    ),
    _one(
        "suspense never emptied",
        SUSPENSE,
        '    add_stock(books, spot, -amount)\n    books.file.do("DELETE',
        '    books.file.do("DELETE',
        "sim with settle=0.5,office=12,acts=30",
    ),
    # ---- the device's journal
    _one(
        "ack before commit",
        COMMIT,
        "    with writing(journal):\n        seq, prev_hash",
        '    journal.in_transaction or journal.execute("BEGIN")\n'
        "    if True:\n        seq, prev_hash",
        "sim with crash_statements=3,acts=20",
    ),
    _one(
        "volatile seq",
        COMMIT,
        "        seq, prev_hash = journal_file.head(journal)\n",
        "        seq, prev_hash = journal_file.head(journal)\n"
        '        seq = _append.__dict__["n"] = _append.__dict__.get("n", 0) + 1\n',
        "sim with restarts=2",
    ),
    _one("chain broken", COMMIT, "prev_hash=prev_hash,", "prev_hash=stamp.op_id,"),
    _one(
        "NORMAL instead of FULL",
        FILES,
        '_JOURNAL = ("journal_mode=WAL", "synchronous=FULL"',
        '_JOURNAL = ("journal_mode=WAL", "synchronous=NORMAL"',
        "powercut",
    ),
    _one(
        "double tap counts twice",
        COMMIT,
        "        if before is not None:\n",
        "        if before is not None and before.deed != deed:\n",
        "sim with again=0.5",
    ),
    _one(
        "clock decides the order",
        OUTBOX,
        'ORDER BY s.seq LIMIT ?",\n        (*values, limit),\n    )\n    taken',
        'ORDER BY o.wall_ms DESC LIMIT ?",\n        (*values, limit),\n    )\n    taken',
        "sim with acts=20,burst=1.0,clock_jumps=3",
    ),
    _one(
        "a new epoch forgets what is unsent",
        REISSUE,
        "                return not self.held\n            case Life.HELD:",
        "                return False\n            case Life.HELD:",
        "sim with restored=1,cloned=1,acts=20",
    ),
    _one(
        "a base is kept that knows another journal",
        RENEWAL,
        "if numbering and not known.shown:",
        "if False:",
        "sim with restored=1,cloned=1,journal_broken=1,acts=20",
    ),
    _one(
        "what a copy was answered is taken in",
        ABSORB,
        "if journal_file.are_of_others(journal, page.answers):",
        "if False:",
        "sim with cloned=1,acts=20,lost=0.3",
    ),
    # ---- the device's mirror
    _one(
        "cursor before rows",
        ABSORB,
        "    with reading(journal), writing(mirror):\n        state = mirror_file.state(mirror)\n"
        "        if page",
        "    if mirror_file.state(mirror).cursor == page.from_cursor:\n"
        '        mirror.execute("UPDATE state SET cursor = ?", (page.to_cursor,))\n'
        "    with reading(journal), writing(mirror):\n        state = mirror_file.state(mirror)\n"
        "        state = replace(state, cursor=page.from_cursor)\n        if page",
        "sim with crash_statements=4,office=12",
    ),
    Mutant(
        "stale page",
        (
            Edit(ABSORB, "if page.from_cursor != state.cursor:", "if False:"),
            Edit(PULL, "if page.from_cursor != request.cursor or", "if"),
        ),
        focus="stale=0.3,office=12",
    ),
    _one(
        "no confirm gate",
        JOURNAL,
        "(o.seq > ? OR s.life IN ('held', 'parked')",
        "((o.seq > ? AND s.life = 'here') OR s.life IN ('held', 'parked')",
        "sim with acts=20,delay_s=0.5",
    ),
    _one(
        "no replay",
        ABSORB,
        "replay(mirror, journal, after, worked_on | gone | settled | again)",
        "replay(mirror, journal, after, frozenset())",
    ),
    _one(
        "parked operation dropped",
        LIFECYCLE,
        "Life.ANSWERED, Life.PARKED})",
        "Life.ANSWERED})",
        "sim with office=12,acts=20",
    ),
    _one(
        "settled before all is there",
        ABSORB,
        "return known if page.more else max(known, applied_seq)",
        "return max(known, applied_seq)",
        "sim with rows_max=6,office=12,acts=20",
    ),
    _one(
        "a mirror begun anew hides what it lacks",
        ABSORB,
        "min(state.floor_seq, applied_seq) if page.anew else state.floor_seq",
        "state.floor_seq",
        "tests/store/test_absorb.py",
    ),
    _one(
        "a decision does not stand in its target's place",
        JOURNAL,
        "n.target = o.op_id AND n.kind = 'settle'",
        "n.target = o.op_id AND n.kind = 'no such kind'",
        "sim with settle=0.6,office=12,acts=30",
    ),
    # ---- the engine
    _one(
        "an old epoch's page counts in the new one",
        PULL,
        " or page.epoch not in {0, request.epoch}:",
        ":",
        "sim with cloned=1,restored=1,stale=0.3,acts=20",
    ),
    _one(
        "a new epoch pulls before it is answered",
        PULL,
        "if page.resend_from or at.answered_seq < at.taken_over:",
        "if page.resend_from:",
        "sim with cloned=1,lost=0.4,acts=20",
    ),
    _one(
        "mark on send",
        PUSH,
        "    heard = await _send(remote, batches)\n    took_ms",
        "    from sync.core.lifecycle import Outcome\n"
        "    await outbox.record(tuple(\n"
        "        Result(one.op_id, one.seq, Outcome.APPLIED) for one in operations\n    ))\n"
        "    heard = await _send(remote, batches)\n    took_ms",
        "sim with drop=0.3",
    ),
    _one(
        "new id on retry",
        PUSH,
        "def _request(batch: Batch) -> PushRequest:\n",
        "def _request(batch: Batch) -> PushRequest:\n"
        "    from dataclasses import replace\n\n    from sync.core.envelope import sealed\n"
        '    n = _request.__dict__["n"] = _request.__dict__.get("n", 0) + 1\n'
        '    batch = tuple(sealed(replace(one, op_id=f"{one.op_id}-{n}")) for one in batch)\n',
    ),
    _one(
        "unsent is forgotten after a failure",
        AFTER,
        "            return replace(state, unsent=True)\n        case NetworkBack()",
        "            return state\n        case NetworkBack()",
        "tests/engine",
    ),
    _one("undo adds", APPLY, "-goods.quantity", "goods.quantity"),
)
