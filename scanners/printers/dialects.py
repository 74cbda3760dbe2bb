"""How the languages of printers ask "how are you", and what the answers mean. Pure."""

import re
from dataclasses import dataclass

from scanners.labels.wish import To
from scanners.printers.printer import Condition, Status

ANSWER_BYTES_MAX = 4096
_ERRORS = re.compile(rb"ERRORS:\s+(\d)\s+([0-9A-F]{8})\s+([0-9A-F]{8})")
_LINES = re.compile(rb"\x02([0-9,]+)\x03")
_FIXED_BITS, _FIXED = 0x93, 0x12
"""Bits that are the same in every byte a receipt printer says of itself."""


@dataclass(frozen=True, slots=True)
class Zpl:
    """Zebra and kin. Asked three things, for each is answered by some printers only.

    ~HQES is answered in every state by printers that know it, ~HS by all, but not while out of
    paper or with the head open; the count is a Link-OS variable.
    """

    ask: bytes = b'~HQES\r\n~HS\r\n! U1 getvar "odometer.total_label_count"\r\n'
    last: int = 4  # ^XZ and its line end

    def read(self, heard: bytes) -> Status | None:
        errors = _ERRORS.search(heard)
        lines = _LINES.findall(heard)
        count = re.search(rb'"(\d+)"', heard)
        odometer = int(count[1]) if count else None
        told = _errors(int(errors[3], 16)) if errors else None
        if told not in {None, Condition.READY}:
            return Status(told or Condition.FAULT, odometer) if count else None
        flags = _flags(lines)
        if flags is None or count is None:
            return None
        return Status(flags, odometer)

    def is_its_own(self, heard: bytes) -> bool:
        """Say whether nobody else answers like that."""
        return bool(_ERRORS.search(heard)) or len(_LINES.findall(heard)) > 1

    def guess(self, heard: bytes) -> Condition | None:
        """Take what there is where nothing more comes."""
        errors = _ERRORS.search(heard)
        if errors and (told := _errors(int(errors[3], 16))) is not Condition.READY:
            return told
        flags = _flags(_LINES.findall(heard))
        return flags or (Condition.READY if errors else None)


def _errors(bits: int) -> Condition:
    if bits & 0x4:
        return Condition.HEAD_OPEN
    if bits & 0x3:
        return Condition.PAPER_OUT  # or its ribbon: either way something is to be loaded
    return Condition.FAULT if bits else Condition.READY


def _flags(lines: list[bytes]) -> Condition | None:
    """Read the first two of the three lines of ~HS."""
    if len(lines) < 2:
        return None
    first, second = lines[0].split(b","), lines[1].split(b",")
    if len(first) < 3 or len(second) < 4:
        return None
    if second[2] == b"1":
        return Condition.HEAD_OPEN
    if first[1] == b"1" or second[3] == b"1":
        return Condition.PAPER_OUT
    return Condition.PAUSED if first[2] == b"1" else Condition.READY


@dataclass(frozen=True, slots=True)
class Tspl:
    """TSC and kin: one byte of flags."""

    ask: bytes = b"\x1b!?"
    last: int = 11  # PRINT 1,1 and its line end

    def read(self, heard: bytes) -> Status | None:
        if not heard:
            return None
        for bits, condition in (
            (0x01, Condition.HEAD_OPEN),
            (0x0C, Condition.PAPER_OUT),
            (0x02, Condition.FAULT),
            (0x10, Condition.PAUSED),
            (0xC0, Condition.FAULT),
        ):
            if heard[-1] & bits:
                return Status(condition)
        return Status(Condition.READY)

    def is_its_own(self, heard: bytes) -> bool:
        return len(heard) == 1 and not heard[0] & 0x80

    def guess(self, _heard: bytes) -> Condition | None:
        return None


@dataclass(frozen=True, slots=True)
class EscPos:
    """Receipt printers: the state of the printer, then that of the paper, a byte each."""

    ask: bytes = b"\x10\x04\x02\x10\x04\x04"
    last: int = 4  # the cut; a receipt is printed while it comes in

    def read(self, heard: bytes) -> Status | None:
        if len(heard) < 2:
            return None
        printer, paper = heard[0], heard[1]
        if printer & 0x04:
            return Status(Condition.HEAD_OPEN)
        if paper & 0x60 or printer & 0x20:
            return Status(Condition.PAPER_OUT)
        return Status(Condition.FAULT if printer & 0x40 else Condition.READY)

    def is_its_own(self, heard: bytes) -> bool:
        return len(heard) == 2 and all(byte & _FIXED_BITS == _FIXED for byte in heard)

    def guess(self, _heard: bytes) -> Condition | None:
        return None


@dataclass(frozen=True, slots=True)
class Mute:
    """A printer that answers nothing, or whose answers we do not know (EPL, Brother)."""

    ask: bytes = b""
    last: int = 1

    def read(self, _heard: bytes) -> Status | None:
        return Status(Condition.READY)

    def is_its_own(self, _heard: bytes) -> bool:
        return False

    def guess(self, _heard: bytes) -> Condition | None:
        return Condition.READY


Dialect = Zpl | Tspl | EscPos | Mute
"""`ask` is the question, `read` reads what was heard so far (None while more may come), `guess`
takes what there is where nothing more comes; before the `last` bytes of a label nothing prints."""

DIALECTS: dict[To, Dialect] = {
    To.ZPL: Zpl(),
    To.TSPL: Tspl(),
    To.ESCPOS: EscPos(),
    To.EPL: Mute(last=3),
    To.BROTHER: Mute(last=1),
    To.PDF: Mute(),
    To.PNG: Mute(),
}

ASKED_AFTER_SILENCE: tuple[Dialect, ...] = (EscPos(), Tspl(), Zpl())
"""Who a silent printer might be. First what no printer takes for text: the last is letters, which
a receipt printer would put on paper, and a receipt printer has answered by then."""
