"""A deed is checked against what is so, and written: one transaction, on disk before the beep."""

import sqlite3
from collections.abc import Sequence
from datetime import date

from sync.core.envelope import Envelope, Seen, sealed_text
from sync.core.operations import Count, Deed, Move, MoveLine, ReceiveLine, Settle, kind_of
from sync.core.policies import Now, policy
from sync.core.problems import Problem
from sync.core.rules import check
from sync.core.touched import Touched
from sync.store import journal as journal_file
from sync.store.facts import read_facts
from sync.store.files import Files, reading, writing
from sync.store.rounds import Waiting
from sync.store.stamp import Stamp
from sync.store.told import Committed, Opened
from sync.store.trouble import CommitTrouble, commit_trouble


def commit(
    files: Files, opened: Opened, deed: Deed, stamp: Stamp, today: date
) -> Committed | Problem | CommitTrouble:
    """Write a deed, or say what speaks against it. The same `op_id` again writes nothing."""
    try:
        # One transaction round all of it: to begin another for each question costs as much.
        with writing(files.journal):
            return _written(files, opened, deed, stamp, today)
    except sqlite3.Error as error:
        trouble = commit_trouble(error)
        if trouble is None:
            raise
        return trouble


def commit_all(
    files: Files, opened: Opened, wanted: Sequence[Waiting]
) -> tuple[Committed | Problem, ...] | None:
    """Write deeds in one transaction, in their order; nothing of any where one goes wrong."""
    try:
        with writing(files.journal):
            return tuple(_written(files, opened, one.deed, one.stamp, one.today) for one in wanted)
    except Exception:  # noqa: BLE001 - each is written alone then, and what is wrong is told to it
        return None


def _written(
    files: Files, opened: Opened, deed: Deed, stamp: Stamp, today: date
) -> Committed | Problem:
    before = journal_file.by_id(files.journal, stamp.op_id)
    if before is not None:
        assert before.deed == deed, "one op_id for two deeds"
        return _committed(files.journal, before.envelope)
    with reading(files.mirror_read):
        read = read_facts(files.journal, files.mirror_read, deed, stamp.who.company, today)
    problem = check(deed, read.facts)
    if problem is not None and policy(kind_of(deed), problem).now is Now.REFUSE:
        return problem
    return _committed(files.journal, _append(files.journal, opened, deed, stamp, read.seen))


def is_new_work(files: Files, deed: Deed) -> bool:
    """Say whether a deed begins a document that nobody here has worked on."""
    if isinstance(deed, Move | Count):
        return True
    if not isinstance(deed, ReceiveLine | MoveLine):
        return False
    return not journal_file.documents_with_work(files.journal, [deed.document])


def _append(
    journal: sqlite3.Connection, opened: Opened, deed: Deed, stamp: Stamp, seen: Seen
) -> Envelope:
    seq, prev_hash = journal_file.head(journal)
    envelope, text = sealed_text(
        Envelope(
            op_id=stamp.op_id,
            device=opened.device,
            epoch=opened.epoch,
            seq=seq + 1,
            prev_hash=prev_hash,
            hash="",
            deed=deed,
            who=stamp.who,
            when=stamp.when,
            seen=seen,
            raw_scan=stamp.raw_scan,
        )
    )
    journal_file.append(journal, envelope, text)
    return envelope


def _committed(journal: sqlite3.Connection, envelope: Envelope) -> Committed:
    deed = envelope.deed
    settled = journal_file.by_id(journal, deed.target) if isinstance(deed, Settle) else None
    documents = {deed.document, settled.deed.document if settled else deed.document}
    return Committed(envelope, Touched(frozenset(documents), outbox=True))
