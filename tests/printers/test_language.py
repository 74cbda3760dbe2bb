"""A printer that speaks another language than is set for it: named before paper is wasted."""

import asyncio
from dataclasses import dataclass

import pytest

from scanners.labels.wish import To
from scanners.printers.dialects import ASKED_AFTER_SILENCE, DIALECTS
from scanners.printers.printer import Condition, Result, Speaks
from scanners.printers.wired import Wired
from tests.printers import shop
from tests.printers.test_contract import LABEL, QUICK, at_a_port
from tests.printers.zebra import Zebra

ZEBRA = b"".join(Zebra()._answers().values())
ANSWERS = {To.ZPL: ZEBRA, To.TSPL: b"\x00", To.ESCPOS: b"\x12\x12"}
SET_AND_SPOKEN = [(one, other) for one in ANSWERS for other in ANSWERS if one is not other]


@pytest.mark.parametrize(("set_", "spoken"), SET_AND_SPOKEN)
def test_a_printer_of_another_language_is_named_and_gets_no_label(set_: To, spoken: To):
    with at_a_port("serial", ANSWERS[spoken], set_, spoken) as attached:
        assert asyncio.run(attached.printer.status()).condition is Condition.OTHER_LANGUAGE
        sent = asyncio.run(attached.printer.send(LABEL, "job"))
    assert (sent.result, sent.condition) == (Result.NOT_PRINTED, Condition.OTHER_LANGUAGE)
    assert LABEL not in attached.out()


@pytest.mark.parametrize("spoken", ANSWERS)
def test_no_answer_is_taken_for_that_of_another(spoken: To):
    own = [one for one in ASKED_AFTER_SILENCE if one.is_its_own(ANSWERS[spoken])]
    assert own == [DIALECTS[spoken]]


@pytest.mark.parametrize("heard", [b"", b"\x80", b"ok", b"\x02030,0,0\x03", b"\xff\xff"])
def test_noise_is_nobodys_answer(heard: bytes):
    assert not any(one.is_its_own(heard) for one in ASKED_AFTER_SILENCE)


def test_a_receipt_printer_is_found_before_letters_are_sent_to_it():
    """Letters would come out of it on paper."""
    with at_a_port("serial", ANSWERS[To.ESCPOS], To.TSPL, To.ESCPOS) as attached:
        asyncio.run(attached.printer.status())
    assert b"~H" not in attached.out()


@dataclass
class Slowly:
    """A line on which every byte of an answer comes alone, and which hears what is written."""

    answers: dict[bytes, bytes]
    written: list[bytes]
    _left: bytes = b""

    async def write(self, content: bytes) -> None:
        self.written.append(content)
        self._left += self.answers.get(content, b"")

    async def read(self, _seconds_max: float) -> bytes:
        more, self._left = self._left[:1], self._left[1:]
        return more

    async def close(self) -> None:
        pass


def test_an_answer_that_comes_byte_by_byte_is_heard_to_its_end():
    spoken, written = DIALECTS[To.ESCPOS], list[bytes]()

    async def opened() -> Slowly:
        return Slowly({spoken.ask: ANSWERS[To.ESCPOS]}, written)

    printer = Wired(opened, Speaks(To.TSPL, 203), DIALECTS[To.TSPL], shop.no_wait, QUICK)
    assert asyncio.run(printer.status()).condition is Condition.OTHER_LANGUAGE
    assert written == [DIALECTS[To.TSPL].ask, spoken.ask], "and nobody else was asked"
