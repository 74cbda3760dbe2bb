"""What an inspector has said so far of the goods in front of them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from sync.core.check_slices import CheckKey
from sync.core.checking import Due, rounds_of
from sync.core.evidence import read_names
from sync.core.operations import RecordCheck
from sync.core.quality import Answer, Disposition, Verdict

KEY_SEPARATOR = "/"


class Step(StrEnum):
    """What is asked of an inspector, besides the questions of the rules."""

    ASK = "ask"
    VERDICT = "verdict"
    DISPOSITION = "disposition"
    SECOND = "second"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Inspection:
    """Answers so far, who gives them, and what the inspector made of them.

    `inspector` is the badge that was scanned; "" is whoever is logged in. `last` is the verdict
    that was given before, and can be taken back. `resumed` once what somebody began was taken over.
    """

    answers: tuple[Answer, ...] = ()
    inspector: str = ""
    verdict: Verdict | None = None
    disposition: Disposition | None = None
    note: str = ""
    noting: bool = False
    last: RecordCheck | None = None
    resumed: bool = False

    @property
    def is_untouched(self) -> bool:
        """Say whether nothing was said yet but who inspects."""
        return not self.answers and self.verdict is None and not self.note and not self.noting


NOTHING_SAID = Inspection()


def resumed(inspection: Inspection, due: Due | None) -> Inspection:
    """Go on where somebody paused, here or elsewhere, with what still is asked."""
    standing = due.standing if due else None
    if due is None or standing is None or inspection.resumed or not inspection.is_untouched:
        return inspection
    asked = {(one.rule, one.ask.key, one.piece) for one in rounds_of(due.rules, due.quantity)}
    fits = (one for one in standing.answers if is_asked(one, asked))
    return replace(inspection, answers=tuple(fits), resumed=True)


def is_asked(answer: Answer, asked: Collection[tuple[int, str, int]]) -> bool:
    """Say whether an answer is to a question of these, or a picture that nobody asked for."""
    return (answer.rule, answer.ask, answer.piece) in asked or bool(read_names(answer.value))


def name_of(key: CheckKey) -> str:
    """Write which check a row is about."""
    return KEY_SEPARATOR.join((str(key.document), str(key.line), key.lot or ""))


def key_of(name: str) -> CheckKey | None:
    """Read it back; None where it is none."""
    document, _, rest = name.partition(KEY_SEPARATOR)
    line, _, lot = rest.partition(KEY_SEPARATOR)
    if not (document.isdigit() and line.isdigit()):
        return None
    return CheckKey(int(document), int(line), lot or None)
