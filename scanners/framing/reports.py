"""HID POS scanners: reports with an AIM identifier and a piece of a code become frames."""

from dataclasses import dataclass

from scanners.frame import Frame
from scanners.framing.lines import LENGTH_MAX, readable

DATA_BYTES = 56
"""As much of a code as one report carries, by the common scanners' report descriptor."""
_HEAD = 5
"""Report number, length, and three characters of the AIM identifier stand before the data."""
REPORT_BYTES = 64


@dataclass(frozen=True, slots=True)
class ReportState:
    """The pieces of a code so far, and the identifier it began with."""

    held: bytes = b""
    aim: str = ""


def feed(state: ReportState, report: bytes) -> tuple[ReportState, Frame | None]:
    """Take one report; hand over the frame that it ends. What is no report is passed over.

    A report is: its number, how many bytes of data, the AIM identifier, the data, vendor bytes,
    and last whether more of this code follows.
    """
    if len(report) < _HEAD + DATA_BYTES + 1 or report[1] > DATA_BYTES:
        return ReportState(), None
    aim = report[2:_HEAD].decode("latin-1")
    data = report[_HEAD : _HEAD + report[1]]
    held = (state.held + data)[:LENGTH_MAX]
    first = state.aim or (aim if aim[0] == "]" else "")
    if report[-1] & 1:
        return ReportState(held, first), None
    text = readable(held)
    return ReportState(), Frame(text, aim=first) if text else None
