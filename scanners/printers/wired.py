"""A printer at the end of a line of bytes: asked, written to, and asked again what came of it."""

from collections.abc import Callable
from dataclasses import dataclass

from scanners.printers.dialects import ANSWER_BYTES_MAX, ASKED_AFTER_SILENCE, Dialect
from scanners.printers.line import Line, Open
from scanners.printers.printer import Condition, Result, Sent, Speaks, Status, Wait

TO_BE_LOADED = frozenset({Condition.PAPER_OUT, Condition.HEAD_OPEN, Condition.PAUSED})
"""States in which a label waits inside the printer until a person has come."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what."""

    answer_s_max: float = 2.0
    polls_max: int = 10
    poll_s: float = 0.3
    loading_polls_max: int = 2000


USUAL = Patience()


@dataclass(frozen=True, slots=True)
class Wired:
    """A printer on TCP, USB, a serial port or Bluetooth: only how the line is opened differs."""

    open: Open
    speaks: Speaks
    dialect: Dialect
    wait: Wait
    patience: Patience = USUAL

    async def status(self) -> Status:
        """Ask how it is; what cannot be reached is offline, what does not answer is silent.

        One that is silent may speak another language: that is found before a label is wasted.
        """
        now = await self._status()
        if now.condition is Condition.SILENT and await self._answers_others():
            return Status(Condition.OTHER_LANGUAGE)
        return now

    async def _status(self) -> Status:
        try:
            line = await self.open()
        except OSError:
            return Status(Condition.OFFLINE)
        try:
            return await self._ask(line)
        except OSError:
            return Status(Condition.OFFLINE)
        finally:
            await line.close()

    async def send(self, content: bytes, name: str) -> Sent:  # noqa: ARG002
        """Hand a label over in two pieces; without the second nothing can have been printed.

        So a line that breaks before it is certain, whatever the printer says. Once the second
        piece is out, only an odometer that went on by one is believed.
        """
        before = await self.status()
        if before.condition is not Condition.READY:
            return Sent(Result.NOT_PRINTED, before.condition)
        body, last = content[: -self.dialect.last], content[-self.dialect.last :]
        try:
            line = await self.open()
        except OSError:
            return Sent(Result.NOT_PRINTED, Condition.OFFLINE)
        handed_over = False
        try:
            await line.write(body)
            handed_over = True  # from here on the printer may have it, error or not
            await line.write(last)
            # An answer on the same line comes after the label: all of it has arrived.
            broke = (await self._ask(line)).condition is Condition.SILENT
        except OSError:
            if not handed_over:
                return Sent(Result.NOT_PRINTED, Condition.OFFLINE)
            return await self._after(before, broke=True)
        finally:
            await line.close()
        return await self._after(before, broke=broke)

    async def _after(self, before: Status, *, broke: bool) -> Sent:
        """Look what came of it, as long as it may still be coming."""
        polls = loading = 0
        now = Status(Condition.SILENT)
        while polls < self.patience.polls_max and loading < self.patience.loading_polls_max:
            now = await self._status()
            if now.odometer is not None and before.odometer is not None:
                went_on = now.odometer - before.odometer
                if went_on == 1:
                    return Sent(Result.PRINTED, now.condition)
                if went_on:  # somebody else prints here too, or it counts from the start
                    return Sent(Result.UNKNOWN, now.condition)
            elif before.odometer is None and now.condition is Condition.READY and not broke:
                return Sent(Result.TAKEN, now.condition)
            if now.condition in TO_BE_LOADED:
                loading += 1
            else:
                polls += 1
            await self.wait(self.patience.poll_s)
        return Sent(Result.UNKNOWN, now.condition)

    async def _answers_others(self) -> bool:
        """Ask in the other languages; only an answer that nobody else gives counts."""
        others = (one for one in ASKED_AFTER_SILENCE if one != self.dialect)
        for other in others:
            if await self._answers(other):
                return True
        return False

    async def _answers(self, other: Dialect) -> bool:
        """Ask on a line of its own: what is still on its way belongs to the question before."""
        try:
            line = await self.open()
        except OSError:
            return False
        try:
            await line.write(other.ask)
            return other.is_its_own(await self._heard(line, other.is_its_own))
        except OSError:
            return False
        finally:
            await line.close()

    async def _ask(self, line: Line) -> Status:
        if not self.dialect.ask:
            return Status(Condition.READY)
        await line.write(self.dialect.ask)
        heard = await self._heard(line, lambda so_far: bool(self.dialect.read(so_far)))
        told = self.dialect.read(heard)
        return told or Status(self.dialect.guess(heard) or Condition.SILENT)

    async def _heard(self, line: Line, is_whole: Callable[[bytes], bool]) -> bytes:
        """Listen until the answer is whole, or nothing more comes; it may come in pieces."""
        heard = b""
        while len(heard) < ANSWER_BYTES_MAX and not is_whole(heard):
            more = await line.read(self.patience.answer_s_max)
            if not more:
                break
            heard += more
        return heard
