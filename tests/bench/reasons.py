"""Why rows are short of their goal, as far as the profiler has told, by how their names begin."""

REASONS: dict[str, str] = {
    "scan.sustained": (
        "the raw loop is a synced write and nothing else. A scan besides reads a dozen rows, is"
        " checked, sealed and chained, goes to another thread and back, and is replayed. What waits"
        " together shares one sync; what is left is Python's, on one core."
    ),
    "delta.p50": (
        "the raw page is one upsert of two columns of one table. Ours is two tables, base and live,"
        " so twice that at the least; each is read first, so that lines that are the same are left"
        " alone (a third), 500 operations are read and done anew (a quarter), and their lines and"
        " what they moved are written as text (a fifth). To win the rest, live rows would have to"
        " be kept only where they differ from the base."
    ),
    "wire.stock": (
        "each document is read before it is written, and what was filed is noted on it: three"
        " requests, and the heads of these alone are as many bytes as the goal. Odoo unpacks no"
        " request; our module does."
    ),
    "online.stock": (
        "Odoo is asked what stands on the document and what was filed before, then it is written"
        " and noted; the bare call only writes."
    ),
    "online.addon": (
        "the bare call writes one line; ours is checked, entered in the ledger, written on its line"
        " and answered, in one transaction."
    ),
    "opening.pending": (
        "the newest 200 operations are read and their chain is checked before the first screen; a"
        " device with a hundred pending has only a hundred."
    ),
    "no_change.odoo": (
        "Odoo deletes stock without a trace and indexes no time of change: it reads the table once"
        " to count it. It read it twice before when it was last written to was asked as well."
    ),
    "no_change.training.million": (
        "not found yet. That a million rows are more than the caches of processor and file is a"
        " guess, which no profile has shown."
    ),
    "first_pull": "Odoo's own time: it reads and writes each row as JSON for both, one at a time.",
    "idle.cpu": "a tick of the engine that looks for news every few seconds, and nothing else.",
    "backlog.drain": (
        "the embedded training server reads a whole document for each operation, in the same Python"
        " as the device; with a real Odoo it is another machine's time."
    ),
    "scan.p50": (
        "what a scan does besides its write is Python: facts read, checked, sealed, chained. One"
        " transaction round all of it instead of one for each question did not show in its time."
    ),
    "sessions": (
        "a scan takes the process some 20 ms of its one interpreter. Of all that the sampler saw of"
        " it, Flet's drawing anew and comparing of controls was a third, the lane that writes a"
        " seventh, the training server in the same process a ninth. So one process does fewer than"
        " fifty scans a second, of however many people; more want more processes."
    ),
    "pixel": "the same work of Flet's, before the browser has anything to draw.",
}


def reason_of(row: str) -> str:
    """Say why this row is short."""
    found = (why for begins, why in REASONS.items() if row.startswith(begins))
    return next(found, "not looked into yet.")
