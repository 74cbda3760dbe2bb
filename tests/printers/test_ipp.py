"""IPP against CUPS's own printer: jobs byte-identical, paper out and loaded, an answer lost."""

import asyncio
from pathlib import Path

from scanners.labels.wish import To
from scanners.printers.discovery import discover
from scanners.printers.ipp import Ipp
from scanners.printers.printer import Condition, Result, Speaks
from scanners.printers.wired import Patience
from tests.printers import cups

LABEL = b"%PDF-1.4\n" + bytes(range(256)) * 40
LISTEN_S = 1.5
PATIENT = Patience(polls_max=40, poll_s=0.1, loading_polls_max=100)


def test_a_printer_of_cups(tmp_path: Path):
    """One test, because the printer takes three seconds to come up."""
    with cups.running(tmp_path) as printer:
        ipp = Ipp(printer.uri, Speaks(To.PDF, 300), asyncio.sleep, PATIENT)
        announced = asyncio.run(discover(asyncio.sleep, LISTEN_S))
        assert printer.uri in {one.address for one in announced}
        asyncio.run(_says_what_it_does_not_take(printer))
        asyncio.run(_prints_what_it_is_given(ipp, printer))
        asyncio.run(_waits_for_paper(ipp, printer))
        asyncio.run(_finds_a_job_again(ipp))
    assert asyncio.run(ipp.status()).condition is Condition.OFFLINE
    assert asyncio.run(ipp.send(LABEL, "late")).result is Result.NOT_PRINTED


async def _says_what_it_does_not_take(printer: cups.CupsPrinter) -> None:
    """Pictures are none of its formats; of raw bytes it says so when it has looked at them."""
    for to, content in ((To.PNG, b"\x89PNG\r\n"), (To.ZPL, b"^XA^XZ")):
        other = Ipp(printer.uri, Speaks(to, 203), asyncio.sleep, PATIENT)
        sent = await other.send(content, f"job-{to}")
        assert (sent.result, sent.condition) == (Result.NOT_PRINTED, Condition.OTHER_LANGUAGE)
        assert printer.paper == b""


async def _prints_what_it_is_given(ipp: Ipp, printer: cups.CupsPrinter) -> None:
    assert (await ipp.status()).condition is Condition.READY
    sent = await ipp.send(LABEL, "job-1")
    assert sent.result is Result.PRINTED
    assert printer.paper == LABEL


async def _waits_for_paper(ipp: Ipp, printer: cups.CupsPrinter) -> None:
    """A label that meets an empty roll is inside the printer, and comes out when it is loaded."""
    (printer.folder / "empty").touch()
    sending = asyncio.create_task(ipp.send(LABEL, "job-2"))
    async with asyncio.timeout(10):
        while (await ipp.status()).condition is not Condition.PAPER_OUT:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    third = await ipp.send(LABEL, "job-3")
    assert (third.result, third.condition) == (Result.NOT_PRINTED, Condition.PAPER_OUT)
    (printer.folder / "empty").unlink()
    assert (await sending).result is Result.PRINTED
    assert printer.paper == LABEL * 2


async def _finds_a_job_again(ipp: Ipp) -> None:
    """Where an answer is lost, the job's own name says whether the printer has it."""
    assert await ipp._find("job-2") is not None
    assert await ipp._find("job-3") is None
