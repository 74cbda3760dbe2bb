"""What must be so after every event: the promises, said without the code that keeps them."""

from decimal import Decimal

from sync.core.envelope import Envelope
from sync.core.lifecycle import STEP_OF, Life, Outcome
from sync.core.operations import FinishReceipt, Settle, effect_of
from sync.core.records import OPEN_STATES
from sync.erp.training.books import Books
from sync.erp.training.cursor import Cursor, read_cursor
from sync.erp.training.history import mark_at
from tests.sim.device import Device
from tests.sim.server import Memory, Server, effects
from tests.sim.trace import hold

LAST_ANSWERS = (
    "SELECT o.op_id, a.outcome FROM operations o JOIN answers a ON a.seq = o.seq"
    " WHERE a.id = (SELECT max(id) FROM answers b WHERE b.seq = a.seq)"
)


def is_alike(memory: Memory, op_id: str, outcome: str) -> bool:
    """Say whether what a device was told is what the ERP made of an operation."""
    filed = memory.filed.get(op_id)
    return filed is not None and STEP_OF[Outcome(outcome)] == STEP_OF[filed.outcome]


class Watch:
    """Looks at a device's files with eyes of its own, and at its screens as people do."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._far: dict[str, tuple[str, int, int]] = {}

    def __call__(self, device: Device, documents: frozenset[int]) -> None:
        """After each event on a device that touched these documents."""
        if not device.up or device.power.dead:
            return
        self.moves_on(device)
        for document in sorted(documents):
            self.read_your_writes(device, document)

    def moves_on(self, device: Device) -> None:
        """I6: a cursor never goes back, unless the device starts over."""
        at = device.mirror.execute("SELECT cursor, epoch, floor_seq FROM state").fetchone()
        before, self._far[device.name] = self._far.get(device.name), at
        self._is_there(device, at[0])
        began_anew = device.link.began_anew
        if before is None or before[0] != at[0]:
            # Until then the page may be on its way into the mirror still.
            device.link.began_anew = False
        if began_anew or before is None or before[1] != at[1]:
            return
        old, new = read_cursor(before[0]), read_cursor(at[0])
        if old is not None and new is not None:
            hold("I6 cursor", new.since >= old.since, device.name, at[0], "after", before[0])
            hold("I6 floor", at[2] >= before[2], device.name, at[2], "after", before[2])

    def _is_there(self, device: Device, cursor: str) -> None:
        """I6: what a cursor says was pulled is there."""
        at = read_cursor(cursor)
        if at is None or at.todo or not self._server.up:
            return
        if not is_of(self._server.seen, at):
            return  # The books were put back, and it has not heard of it yet.
        rows = self._server.seen.file.rows(
            "SELECT id, version FROM documents WHERE building = ? AND rev <= ?",
            (device.scope.warehouse, at.since),
        )
        here = dict(device.mirror.execute("SELECT id, version FROM base_documents"))
        for row in rows:
            version = here.get(row["id"])
            hold("I6 pulled", version == row["version"], device.name, row, "and here", version)

    def forget(self, device: Device) -> None:
        """Its mirror is another one now."""
        self._far.pop(device.name, None)

    def read_your_writes(self, device: Device, document: int) -> None:
        """I5: what is shown is what the ERP last said, with all of ours that is not in it."""
        expected = self._expected(device, document)
        if not expected:
            return
        shown, is_over = device.look(document), self._ends(device, document)
        if shown.document is None:
            return
        hold(
            "I5 finished",
            not is_over or shown.document.state not in OPEN_STATES,
            device.name, document, shown.document.state,
        )  # fmt: skip
        done = {row.line.id: row.line.done for row in shown.rows}
        wanted = [{id: one[id] for id in done if id in one} for one in expected]
        hold(
            "I5 shown", any(one.items() <= done.items() for one in wanted),
            device.name, "document", document, "shows", _some(done), "not", *map(_some, wanted),
        )  # fmt: skip

    def _expected(self, device: Device, document: int) -> list[dict[int, Decimal]]:
        """What each line may show; more than one thing where a version's number came twice."""
        base = device.mirror.execute(
            "SELECT version FROM base_documents WHERE id = ?", (document,)
        ).fetchone()
        if base is None:
            return []
        rows = device.mirror.execute(
            "SELECT id, done FROM base_lines WHERE document = ?", (document,)
        )
        done = {id: Decimal(amount) for id, amount in rows}
        known = self._server.memory.in_version(document, base[0])
        is_lost = (document, base[0]) not in self._server.memory.versions
        if is_lost and self._was_judged_again(device, document):
            # In it or set aside then, and now the other way round: no number can say both, and
            # until this document comes anew it is shown by what was said last.
            return []
        if any(one.deed.document == document for one in self._judged_behind(device)):
            return []
        over = {id for id in device.promised.written if self._is_over(device, id)}
        # Done by another one already: until the next page it is not said whether that is in here.
        twice = {id for id in over if self._server.memory.filed[id].outcome is Outcome.DUPLICATE}
        return [
            self._with_pending(device, document, done, included | without)
            for included in known
            for without in ((over, over - twice) if twice else (over,))
        ]

    def _judged_behind(self, device: Device) -> list[Envelope]:
        """What an ERP that was put back got again from a copy of this device, and told it alone."""
        memory, written = self._server.memory, device.promised.written
        if not (device.copied and memory.forgotten):
            return []
        answers = device.journal.execute(LAST_ANSWERS).fetchall()
        return [
            written[op_id]
            for op_id, outcome in answers
            if op_id in memory.forgotten and not is_alike(memory, op_id, outcome)
        ]

    def _was_judged_again(self, device: Device, document: int) -> bool:
        memory = self._server.memory
        return any(
            one.deed.document == document and op_id in memory.forgotten and op_id in memory.filed
            for op_id, one in device.promised.written.items()
        )

    def _with_pending(
        self, device: Device, document: int, base: dict[int, Decimal], included: set[str]
    ) -> dict[int, Decimal]:
        done, without = dict(base), included | _replaced(device)
        for op_id, envelope in device.promised.written.items():
            if op_id in without or envelope.deed.document != document:
                continue
            for line, amount in effects(envelope.deed):
                if line in done:
                    done[line] += amount
        return done

    def _is_over(self, device: Device, op_id: str) -> bool:
        """Answered without an effect: what is shown of it does not matter any more."""
        filed = self._server.memory.filed.get(op_id)
        if filed is None or filed.outcome not in {Outcome.DUPLICATE, Outcome.REJECTED}:
            return False
        life = device.journal.execute(
            "SELECT s.life FROM standing s JOIN operations o ON o.seq = s.seq WHERE o.op_id = ?",
            (op_id,),
        ).fetchone()
        return life is not None and life[0] != Life.HERE

    def _ends(self, device: Device, document: int) -> bool:
        replaced = _replaced(device)
        return any(
            isinstance(effect_of(one.deed), FinishReceipt)
            and one.deed.document == document
            and one.op_id not in replaced
            for one in device.promised.written.values()
        )


def is_of(books: Books, cursor: Cursor) -> bool:
    """Say whether all that a cursor saw is in the books still."""
    return cursor.at <= books.revision() and cursor.mark == mark_at(books.file, cursor.at)


def _some(amounts: dict[int, Decimal]) -> str:
    return ", ".join(f"{line}: {amount}" for line, amount in sorted(amounts.items()))


def _replaced(device: Device) -> set[str]:
    """Operations that somebody decided about: the decision stands in their place."""
    deeds = (one.deed for one in device.promised.written.values())
    return {deed.target for deed in deeds if isinstance(deed, Settle)}


def known(memory: Memory, op_id: str) -> Outcome | None:
    """What the ERP made of an operation."""
    filed = memory.filed.get(op_id)
    return filed.outcome if filed else None
