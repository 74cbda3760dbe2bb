"""Bugs planted on the device: its journal, its mirror, its engine."""

from tests.mutants.mutant import Edit, Mutant, one

COMMIT = "sync/store/commit.py"
ABSORB = "sync/store/absorb.py"
JOURNAL = "sync/store/journal.py"
OUTBOX = "sync/store/outbox.py"
FILES = "sync/store/files.py"
REISSUE = "sync/store/reissue.py"
RENEWAL = "sync/store/renewal.py"
PUSH = "sync/engine/push.py"
PULL = "sync/engine/pull.py"
AFTER = "sync/engine/after.py"
LIFECYCLE = "sync/core/lifecycle.py"
APPLY = "sync/core/apply.py"


AT_DEVICE: tuple[Mutant, ...] = (
    # ---- the device's journal
    one(
        "ack before commit",
        COMMIT,
        "        with writing(files.journal):\n            return _written",
        '        files.journal.in_transaction or files.journal.execute("BEGIN")\n'
        "        if True:\n            return _written",
        "sim with crash_statements=3,acts=20",
    ),
    one(
        "a round is told before it is on disk",
        COMMIT,
        "        with writing(files.journal):\n            return tuple(",
        '        files.journal.in_transaction or files.journal.execute("BEGIN")\n'
        "        if True:\n            return tuple(",
        "tests/store/test_rounds.py",
    ),
    one(
        "volatile seq",
        COMMIT,
        "    seq, prev_hash = journal_file.head(journal)\n",
        "    seq, prev_hash = journal_file.head(journal)\n"
        '    seq = _append.__dict__["n"] = _append.__dict__.get("n", 0) + 1\n',
        "sim with restarts=2",
    ),
    one("chain broken", COMMIT, "prev_hash=prev_hash,", "prev_hash=stamp.op_id,"),
    one(
        "NORMAL instead of FULL",
        FILES,
        '_JOURNAL = ("journal_mode=WAL", "synchronous=FULL"',
        '_JOURNAL = ("journal_mode=WAL", "synchronous=NORMAL"',
        "powercut",
    ),
    one(
        "double tap counts twice",
        COMMIT,
        "    if before is not None:\n",
        "    if before is not None and before.deed != deed:\n",
        "sim with again=0.5",
    ),
    one(
        "clock decides the order",
        OUTBOX,
        'ORDER BY s.seq LIMIT ?",\n        (*values, limit),\n    )\n    taken',
        'ORDER BY o.wall_ms DESC LIMIT ?",\n        (*values, limit),\n    )\n    taken',
        "sim with acts=20,burst=1.0,clock_jumps=3",
    ),
    one(
        "a new epoch forgets what is unsent",
        REISSUE,
        "                return not self.held\n            case Life.HELD:",
        "                return False\n            case Life.HELD:",
        "sim with restored=1,cloned=1,acts=20",
    ),
    one(
        "a base is kept that knows another journal",
        RENEWAL,
        "if numbering and not known.shown:",
        "if False:",
        "tests/store/test_other_base.py",
    ),
    one(
        "what a copy was answered is taken in",
        ABSORB,
        "if journal_file.are_of_others(journal, page.answers):",
        "if False:",
        "sim with cloned=1,acts=20,lost=0.3",
    ),
    # ---- the device's mirror
    one(
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
            Edit(PULL, "page.from_cursor == request.cursor\n        and page.epoch", "page.epoch"),
        ),
        focus="stale=0.3,office=12",
    ),
    one(
        "no confirm gate",
        JOURNAL,
        "(o.seq > ? OR s.life IN ('held', 'parked')",
        "((o.seq > ? AND s.life = 'here') OR s.life IN ('held', 'parked')",
        "sim with acts=20,delay_s=0.5",
    ),
    one(
        "no replay",
        ABSORB,
        "whole = worked_on | gone | settled | again",
        "whole: frozenset[int] = frozenset()",
    ),
    one(
        "parked operation dropped",
        LIFECYCLE,
        "Life.ANSWERED, Life.PARKED})",
        "Life.ANSWERED})",
        "sim with office=12,acts=20",
    ),
    one(
        "settled before all is there",
        ABSORB,
        "return known if page.more else max(known, applied_seq)",
        "return max(known, applied_seq)",
        "sim with rows_max=6,office=12,acts=20",
    ),
    one(
        "a mirror begun anew hides what it lacks",
        ABSORB,
        "min(state.floor_seq, applied_seq) if page.anew else state.floor_seq",
        "state.floor_seq",
        "tests/store/test_absorb.py",
    ),
    one(
        "any page of a pull holds what was filed after all",
        ABSORB,
        "answers_held=state.answers_held if page.more else answers,",
        "answers_held=answers,",
        "tests/store/test_judged.py",
    ),
    one(
        "a decision does not stand in its target's place",
        JOURNAL,
        "n.target = o.op_id AND n.kind = 'settle'",
        "n.target = o.op_id AND n.kind = 'no such kind'",
        "sim with settle=0.6,office=12,acts=30",
    ),
    # ---- the engine
    one(
        "an old epoch's page counts in the new one",
        PULL,
        "\n        and page.epoch in {0, request.epoch}",
        "",
        "tests/engine/test_late_pages.py",
    ),
    one(
        "a new epoch pulls before it is answered",
        PULL,
        "if page.resend_from or at.answered_seq < at.taken_over:",
        "if page.resend_from:",
        "sim with cloned=1,lost=0.4,acts=20",
    ),
    one(
        "mark on send",
        PUSH,
        "    heard = await _send(remote, batches)\n    took_ms",
        "    from sync.core.lifecycle import Outcome\n"
        "    await outbox.record(tuple(\n"
        "        Result(one.op_id, one.seq, Outcome.APPLIED) for one in operations\n    ))\n"
        "    heard = await _send(remote, batches)\n    took_ms",
        "sim with drop=0.3",
    ),
    one(
        "new id on retry",
        PUSH,
        "def _request(batch: Batch) -> PushRequest:\n",
        "def _request(batch: Batch) -> PushRequest:\n"
        "    from dataclasses import replace\n\n    from sync.core.envelope import sealed\n"
        '    n = _request.__dict__["n"] = _request.__dict__.get("n", 0) + 1\n'
        '    batch = tuple(sealed(replace(one, op_id=f"{one.op_id}-{n}")) for one in batch)\n',
    ),
    one(
        "unsent is forgotten after a failure",
        AFTER,
        "            return replace(state, unsent=True)\n        case NetworkBack()",
        "            return state\n        case NetworkBack()",
        "tests/engine",
    ),
    one("undo adds", APPLY, "-goods.quantity", "goods.quantity"),
)
