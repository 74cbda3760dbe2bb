"""The same receipt by scanner alone, by finger alone and by keys alone, in a real browser."""

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, TYPING_MS, Hands, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

ORDER = "P00001"
HAMMER, HAMMER_CASE = "4098765000010", "14098765000017"
OIL = "4098765006326"
PAUSE_MS = 400
"""Between a hand that stops typing and a scan; no scanner pauses so long within one."""


def check(person: Hands) -> None:
    assert person.crashes == 0
    assert person.foreign == []


def test_with_the_scanner_alone(app: AppProcess) -> None:
    with hands() as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        clerk.scan(ORDER)
        clerk.see("title", "CEN/IN/00001")
        for _ in range(12):
            clerk.scan(HAMMER)
        clerk.see("card-amount", "12 of 24")
        clerk.scan(HAMMER_CASE)
        clerk.see("card-amount", "24 of 24")
        clerk.scan(OIL)
        clerk.see("question", "lot")
        clerk.scan("L-2291")
        clerk.see("question", "Expires")
        clerk.scan("300627")
        clerk.see("card-amount", "1 of 12")
        clerk.scan("no-such-code")
        clerk.see("question", "Nobody knows the code")
        clerk.scan(write(HouseKind.COMMAND, Command.UNDO))
        clerk.gone("question")
        clerk.scan(write(HouseKind.COMMAND, Command.UNDO))
        clerk.see("card-amount", "0 of 12")
        clerk.scan(write(HouseKind.COMMAND, Command.FINISH))
        clerk.see("question", "3 of 4 lines short")
        clerk.scan(write(HouseKind.COMMAND, Command.YES))
        clerk.see("notice", "1 of 4 lines complete")
        check(clerk)


def test_with_a_finger_alone(app: AppProcess) -> None:
    with hands(dark=True) as clerk:
        clerk.open(app.url)
        clerk.tap("tile-receipt")
        clerk.see("row-1")
        clerk.reach("row-1")
        clerk.see("title", "CEN/IN/00001")
        clerk.tap("row-1")
        clerk.see("card-article", "hammer")
        clerk.tap("action-one_more")
        clerk.see("card-amount", "1 of 24")
        clerk.tap("action-ask_quantity")
        for key in ("pad-2", "pad-4", "pad-back", "pad-3", "action-confirm"):
            clerk.tap(key)
        clerk.see("card-amount", "24 of 24")
        clerk.photo(SHOTS / "finger-dark.png")
        clerk.tap("action-undo")
        clerk.see("card-amount", "1 of 24")
        clerk.tap("action-finish")
        clerk.see("question", "short")
        clerk.tap("choice-rest_dropped")
        clerk.see("notice", "done")
        check(clerk)


def test_scanner_keys_and_finger_at_the_same_question(app: AppProcess) -> None:
    with hands() as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        clerk.tap("open-code")
        clerk.see("field-code")
        clerk.scan(ORDER)
        clerk.see("title", "CEN/IN/00001")
        clerk.scan(OIL)
        clerk.see("question", "lot")
        clerk.page.keyboard.type("l-7", delay=TYPING_MS)
        clerk.see("question-field", "l-7")
        clerk.press("Escape")
        clerk.tap("question-field")
        clerk.fill("answer", "half a l")
        clerk.press("Escape")
        clerk.gone("field-answer")
        clerk.tap("question-field")
        clerk.fill("answer", "half a l")
        clerk.page.wait_for_timeout(PAUSE_MS)
        clerk.scan("L-2291")
        clerk.see("question", "Expires")
        clerk.scan("311326")
        clerk.see("question-error", "not a date")
        clerk.photo(SHOTS / "question-error.png")
        clerk.scan("300627")
        clerk.see("fact-lot", "L-2291")
        clerk.tap("fact-lot")
        clerk.tap("question-field")
        clerk.fill("answer", "L-2292")
        clerk.tap("action-confirm")
        clerk.see("fact-lot", "L-2292")
        check(clerk)


def test_with_keys_alone_at_a_dock(app: AppProcess) -> None:
    with hands(1920, 1080) as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        # Checks, then what waits most: deliveries, and receipts.
        for _ in range(3):
            clerk.press("ArrowDown")
        clerk.press("Enter")
        clerk.see("row-1")
        clerk.type(ORDER.lower())
        clerk.see("title", "CEN/IN/00001")
        clerk.type(HAMMER)
        clerk.see("card-amount", "1 of 24")
        clerk.press("F2")
        clerk.see("question")
        clerk.type("11")
        clerk.see("card-amount", "12 of 24")
        clerk.press("F4")
        clerk.see("card-amount", "13 of 24")
        clerk.press("F8")
        clerk.see("card-amount", "12 of 24")
        clerk.photo(SHOTS / "dock.png")
        clerk.press("F9")
        clerk.see("question", "short")
        clerk.press("Escape")
        clerk.gone("question")
        clerk.press("F9")
        clerk.see("question", "short")
        clerk.press("F2")
        clerk.see("notice", "done")
        check(clerk)
