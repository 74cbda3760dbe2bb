"""A queue of a real CUPS: what is printed comes out byte for byte, and how it stands is told."""

import asyncio
from pathlib import Path

from scanners.labels.wish import To
from scanners.printers.cups import Spooler, queue
from scanners.printers.ipp import Ipp
from scanners.printers.printer import Condition, Result, Speaks
from scanners.printers.wired import Patience
from tests.printers import cups, cupsd

LABEL = b"%PDF-1.4\n" + bytes(range(256)) * 40
ZPL = b"^XA^FO10,10^GB50,50,3^FS^XZ"
PATIENT = Patience(polls_max=100, poll_s=0.1, loading_polls_max=200)
SEEN_S_MAX = 20


def at(running: cupsd.Cups, name: str, to: To) -> Ipp:
    speaks = Speaks(to, 203)
    return queue(name, speaks, asyncio.sleep, Spooler("127.0.0.1", running.port), PATIENT)


def test_a_queue_of_cups(tmp_path: Path):
    """One test, because CUPS and the printer behind it take seconds to come up."""
    with cupsd.running() as running, cups.running(tmp_path) as printer:
        running.queue("DOCK-2", printer.uri)
        running.queue("ROLL", "roll:/dev/null")
        dock = at(running, "DOCK-2", To.PDF)
        asyncio.run(_prints_what_it_is_given(dock, printer))
        asyncio.run(_waits_for_paper(dock, printer))
        asyncio.run(_hands_on_what_is_no_page(running))
        running.do("cupsdisable", "DOCK-2")
        paused = asyncio.run(dock.send(LABEL, "late"))
        assert (paused.result, paused.condition) == (Result.NOT_PRINTED, Condition.PAUSED)
        missing = asyncio.run(at(running, "NONE", To.PDF).send(LABEL, "lost"))
        assert missing.result is Result.NOT_PRINTED
        assert printer.paper == LABEL * 2
    assert asyncio.run(dock.status()).condition is Condition.OFFLINE


async def _prints_what_it_is_given(dock: Ipp, printer: cups.CupsPrinter) -> None:
    assert (await dock.status()).condition is Condition.READY
    assert (await dock.send(LABEL, "job-1")).result is Result.PRINTED
    assert printer.paper == LABEL


async def _waits_for_paper(dock: Ipp, printer: cups.CupsPrinter) -> None:
    """Behind the queue the roll is empty: the queue says so, and the label comes once."""
    (printer.folder / "empty").touch()
    sending = asyncio.create_task(dock.send(LABEL, "job-2"))
    async with asyncio.timeout(SEEN_S_MAX):
        while (await dock.status()).condition is not Condition.PAPER_OUT:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    (printer.folder / "empty").unlink()
    assert (await sending).result is Result.PRINTED
    assert printer.paper == LABEL * 2


async def _hands_on_what_is_no_page(running: cupsd.Cups) -> None:
    """Printers that speak a language of their own stand behind queues as well."""
    roll = at(running, "ROLL", To.ZPL)
    assert (await roll.send(ZPL, "zpl-1")).result is Result.PRINTED
    assert (running.folder / "roll").read_bytes() == ZPL
