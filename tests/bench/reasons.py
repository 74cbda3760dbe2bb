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
        "a scan takes the process some 35 ms, most of it Flet's comparing of two trees of controls,"
        " then the training server's. So one process does under thirty scans a second, of however"
        " many people; more want more processes."
    ),
    "pixel": "the same work of Flet's, before the browser has anything to draw.",
}


def reason_of(row: str) -> str:
    """Say why this row is short."""
    found = (why for begins, why in REASONS.items() if row.startswith(begins))
    return next(found, "not looked into yet.")
