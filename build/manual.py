"""Writes CONFLICTS.md from the tables: what happens, what a person reads, and what they can choose.

    make manual

The scenarios and policies are the code's own, and so are the words: nothing here can differ from
what the desk says.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from app.base.parked_words import PARKED_WORDS
from app.base.stories import SCENARIO_WORDS, ask_words, choice_words
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Kind
from sync.core.policies import POLICIES, Policy
from sync.core.problems import Problem
from sync.core.scenarios import NOT_BY_TODAYS_DEEDS, SCENARIOS, Kept, Scenario

TARGET = ROOT / "CONFLICTS.md"

ENDS = {
    Outcome.APPLIED: "it is booked",
    Outcome.APPLIED_CHANGED: "part of it is booked",
    Outcome.DUPLICATE: "nothing: it is in the books already",
    Outcome.WAITING: "it waits for what comes before it",
    Outcome.EXCEPTION: "it is set aside, and a person decides",
    Outcome.REJECTED: "nothing",
    Outcome.RETRY: "it is sent again",
}
KEPT = {
    Kept.OPERATION: "what was done, by whom and when, with the raw scan",
    Kept.ANSWER: "what the office said",
    Kept.DETAIL: "the office's own words",
    Kept.DECISION: "who decided what",
    Kept.AMOUNTS: "each device's own amount",
    Kept.CLOCKS: "the device's clocks",
    Kept.HASHES: "both operations with their hashes",
    Kept.UNIT: "the unit it was counted in",
}
COMES = {
    "pick": "comes with picking",
    "scan": "asks for nothing: the article was known when it was scanned",
    "check": "comes with quality checks",
    "lost": "asks nobody on the floor: a supervisor retires the device in Odoo, with the module",
    "count": "comes with stock counts",
}
KINDS = {
    Kind.RECEIVE_LINE: "goods counted",
    Kind.UNDO: "a count taken back",
    Kind.FINISH_RECEIPT: "a receipt finished",
}
KEYS = {Choice.FILE: "F2", Choice.LET_GO: "Delete", Choice.OFFICE: "F6"}
LABELS = {
    Choice.FILE: Command.FILE,
    Choice.LET_GO: Command.LET_GO,
    Choice.OFFICE: Command.OFFICE,
}

_HEAD = """\
# When work done offline meets a changed world

*Written by `make manual` from the tables of the code; do not edit it by hand.*

What was scanned is a fact: the goods were there. While a device was away, the office may have
changed what the fact meets: an order is cancelled, a bin is closed, an article has lots now.
Stockhand never throws such a count away and never books it as something else. It files it where
that is right for certain; else it sets it aside, says so, and a person decides.

## The settle desk

Whatever waits for a person stands on the tile **To settle** on the home screen, in the outbox, and
on a banner over the receipt it belongs to. The desk shows one story at a time: what is so now, the
goods, who counted them and how long ago. Everything that was set aside for one reason is one story,
and one tap settles it. The first button is the likely next step.

A decision is written like a count: on the device's disk before the tone, sent when the network is
there, and it can be set aside in its turn. Nothing is booked by waiting.

With the scanner alone: scan the goods in your hand to bring up their story, scan the bin, the order
or the lot that is asked for, and use these labels.

"""


def manual() -> str:
    """The whole chapter."""
    return f"{_HEAD}{_labels()}{_scenarios()}{_problems()}".rstrip() + "\n"


def _labels() -> str:
    rows = [
        ("open the settle desk", _label(Command.SETTLE), ""),
        ("the likely next step", _label(Command.YES), ""),
        *((_CHOICES[choice], _label(LABELS[choice]), KEYS[choice]) for choice in Choice),
    ]
    return _table(("to", "label", "key"), rows)


_CHOICES = {
    Choice.FILE: "book it, put right where that is needed",
    Choice.LET_GO: "let it go: nothing is booked",
    Choice.OFFICE: "hand it to the office",
}


def _label(command: Command) -> str:
    return f"`{write(HouseKind.COMMAND, command)}`"


def _scenarios() -> str:
    head = (
        "\n## What can happen\n\nOf the choices, the first is the one that stands out. What is not"
        " marked with a choice ends by itself.\n\n"
    )
    rows = [
        (
            str(row.number),
            SCENARIO_WORDS[scenario].changed + _later(scenario),
            _sentence(ENDS[one] for one in Outcome if one in row.outcomes),
            SCENARIO_WORDS[scenario].ask if row.choices else "",
            _offered(scenario, row.choices),
            _sentence(KEPT[one] for one in row.kept),
        )
        for scenario, row in SCENARIOS.items()
    ]
    return head + _table(
        ("", "what happened", "what becomes of it", "the desk asks", "choices", "what is kept"),
        rows,
    )


def _later(scenario: Scenario) -> str:
    waits_for = NOT_BY_TODAYS_DEEDS.get(scenario)
    return f" *({COMES[waits_for]})*" if waits_for else ""


def _offered(scenario: Scenario, choices: tuple[Choice, ...]) -> str:
    words = SCENARIO_WORDS[scenario]
    by_choice = {
        Choice.FILE: words.file,
        Choice.LET_GO: words.let_go,
        Choice.OFFICE: words.office,
    }
    return "<br>".join(f"**{by_choice[one].label}**: {by_choice[one].detail}" for one in choices)


def _problems() -> str:
    head = (
        "\n## What the desk says\n\nEvery reason for which work is set aside, in the words of the"
        " desk, and what its buttons say. Words in braces are filled in.\n"
    )
    return head + "".join(_kind(kind) for kind in KINDS)


def _kind(kind: Kind) -> str:
    rows = [
        (
            PARKED_WORDS[problem],
            str(SCENARIOS[cell.scenario].number),
            ask_words(kind, cell.scenario),
            "<br>".join(_button(kind, problem, cell)),
            cell.because,
        )
        for problem in Problem
        if (cell := POLICIES[kind, problem]).later is Outcome.EXCEPTION
    ]
    title = f"\n### {KINDS[kind].capitalize()}\n\n"
    return title + _table(("it says", "no.", "it asks", "buttons", "because"), rows)


def _button(kind: Kind, problem: Problem, cell: Policy) -> list[str]:
    return [
        f"**{words.label}**: {words.detail}"
        for choice in cell.choices
        for words in [choice_words(kind, problem, cell.scenario, cell.amend, choice)]
    ]


def _sentence(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


if __name__ == "__main__":
    TARGET.write_text(manual(), encoding="utf-8")
    print(f"written: {TARGET.name}")
