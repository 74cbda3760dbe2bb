"""What every printer keeps, however it is attached: one suite, on real files, ports and sockets."""

import asyncio
import os
import pty
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from scanners.labels.wish import To
from scanners.printers import address, bluetooth, device_file, serial_port, tcp
from scanners.printers.address import Address, BadAddress, Way
from scanners.printers.dialects import DIALECTS, Dialect
from scanners.printers.folder import Folder
from scanners.printers.printer import Condition, Printer, Result, Speaks
from scanners.printers.wired import Patience, Wired
from tests.printers import shop

LABEL = b"\nN\nq800\nGW0,0,4,2," + bytes(range(8)) + b"\x00\xff\r\n\x03\x04\x11\x13\nP1\n"
QUICK = Patience(answer_s_max=0.1, polls_max=2, poll_s=0)


@dataclass
class Attached:
    """A printer, what hangs out of it, and how it answers."""

    printer: Printer
    out: Callable[[], bytes]


@contextmanager
def at_a_port(
    kind: str, answer: bytes = b"", to: To = To.EPL, spoken: To | None = None
) -> Iterator[Attached]:
    """A pseudo-terminal with a printer at its other end: a serial port, or a file like usblp's.

    It answers in the language it is asked in by us, unless another is `spoken`.
    """
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    heard = bytearray()
    ask = DIALECTS[spoken or to].ask

    def listen() -> None:
        while True:
            try:
                heard.extend(os.read(ours, 4096))
            except OSError:
                return
            while ask and ask in heard:
                del heard[heard.index(ask) : heard.index(ask) + len(ask)]
                os.write(ours, answer)

    threading.Thread(target=listen, daemon=True).start()
    path = os.ttyname(theirs)
    line = (
        partial(serial_port.open_line, path)
        if kind == "serial"
        else partial(device_file.open_line, Path(path))
    )
    printer = Wired(line, Speaks(to, 203), DIALECTS[to], shop.no_wait, QUICK)
    try:
        yield Attached(printer, lambda: bytes(heard))
    finally:
        os.close(theirs)
        os.close(ours)


@contextmanager
def at_a_folder(path: Path) -> Iterator[Attached]:
    printer = Folder(path, Speaks(To.PDF, 203))
    yield Attached(printer, lambda: b"".join(p.read_bytes() for p in sorted(path.glob("*.pdf"))))


@pytest.fixture(params=["serial", "usb", "folder"])
def attached(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Attached]:
    rig = at_a_folder(tmp_path) if request.param == "folder" else at_a_port(request.param)
    with rig as found:
        yield found


def until(out: Callable[[], bytes], size: int) -> bytes:
    """What the other end has; bytes in a port take a moment."""

    async def look() -> bytes:
        async with asyncio.timeout(5):
            while len(out()) < size:  # noqa: ASYNC110  a port tells nobody
                await asyncio.sleep(0.01)
        return out()

    return asyncio.run(look())


def test_a_printer_that_is_there_is_ready(attached: Attached):
    assert asyncio.run(attached.printer.status()).condition is Condition.READY


def test_a_label_arrives_byte_by_byte(attached: Attached):
    sent = asyncio.run(attached.printer.send(LABEL, "job-1"))
    assert sent.result in {Result.PRINTED, Result.TAKEN}
    assert until(attached.out, len(LABEL)) == LABEL


def test_labels_come_in_order(attached: Attached):
    for at in range(3):
        asyncio.run(attached.printer.send(LABEL + b"%d\n" % at, f"job-{at}"))
    want = b"".join(LABEL + b"%d\n" % at for at in range(3))
    assert until(attached.out, len(want)) == want


@pytest.mark.parametrize(
    "printer",
    [
        pytest.param(partial(tcp.open_line, "127.0.0.1", 1), id="tcp"),
        pytest.param(partial(device_file.open_line, Path("/dev/usb/lp99")), id="usb"),
        pytest.param(partial(serial_port.open_line, "/dev/ttyUSB99"), id="serial"),
        pytest.param(partial(bluetooth.open_line, "00:00:00:00:00:00"), id="bluetooth"),
    ],
)
def test_a_printer_that_is_not_there_is_offline_and_nothing_is_printed(printer: object):
    wired = Wired(printer, Speaks(To.EPL, 203), DIALECTS[To.EPL], shop.no_wait, QUICK)  # type: ignore[arg-type]
    silent = Wired(printer, Speaks(To.ZPL, 203), DIALECTS[To.ZPL], shop.no_wait, QUICK)  # type: ignore[arg-type]
    assert asyncio.run(silent.status()).condition is Condition.OFFLINE
    assert asyncio.run(wired.send(LABEL, "job")).result is Result.NOT_PRINTED


def test_a_folder_that_cannot_be_is_offline(tmp_path: Path):
    (tmp_path / "file").write_text("")
    printer = Folder(tmp_path / "file" / "folder", Speaks(To.PDF, 203))
    assert asyncio.run(printer.status()).condition is Condition.OFFLINE
    assert asyncio.run(printer.send(LABEL, "job")).result is Result.NOT_PRINTED


@pytest.mark.parametrize(
    ("to", "answer", "condition"),
    [
        (To.TSPL, b"\x00", Condition.READY),
        (To.TSPL, b"\x01", Condition.HEAD_OPEN),
        (To.TSPL, b"\x04", Condition.PAPER_OUT),
        (To.TSPL, b"\x10", Condition.PAUSED),
        (To.TSPL, b"\x20", Condition.READY),
        (To.ESCPOS, b"\x12\x12", Condition.READY),
        (To.ESCPOS, b"\x16\x12", Condition.HEAD_OPEN),
        (To.ESCPOS, b"\x12\x72", Condition.PAPER_OUT),
        (To.ESCPOS, b"", Condition.SILENT),
    ],
)
def test_what_a_printer_answers(to: To, answer: bytes, condition: Condition):
    with at_a_port("serial", answer, to) as attached:
        assert asyncio.run(attached.printer.status()).condition is condition


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS.keys())
@pytest.mark.parametrize("heard", [b"", b"\x02", b"\xff" * 5000, b'"' * 9, b"\x02,,,\x03\x02\x03"])
def test_no_answer_is_a_bug(dialect: Dialect, heard: bytes):
    dialect.read(heard)
    dialect.guess(heard)


@pytest.mark.parametrize(
    ("text", "way", "place"),
    [
        ("tcp://10.0.0.7", Way.TCP, "10.0.0.7"),
        ("tcp://[fe80::1]:6101?to=tspl&dpi=300", Way.TCP, "fe80::1"),
        ("ipp://10.0.0.8/ipp/print", Way.IPP, "ipp://10.0.0.8/ipp/print"),
        ("cups://Dock%202", Way.CUPS, "Dock 2"),
        ("folder:///var/labels?to=png", Way.FOLDER, "/var/labels"),
        ("usb:///dev/usb/lp0", Way.USB, "/dev/usb/lp0"),
        ("serial:///dev/ttyUSB0?baud=115200", Way.SERIAL, "/dev/ttyUSB0"),
        ("bluetooth://AA:BB:CC:DD:EE:FF", Way.BLUETOOTH, "AA:BB:CC:DD:EE:FF"),
    ],
)
def test_an_address_names_a_printer(text: str, way: Way, place: str):
    read = address.read(text)
    assert isinstance(read, Address)
    assert (read.way, read.place) == (way, place)
    assert address.printer(read, shop.no_wait).speaks == read.speaks


@pytest.mark.parametrize(
    "text",
    ["", "zebra", "http://10.0.0.7", "tcp://", "tcp://h:99999", "tcp://h?to=pcl", "tcp://h?dpi=72",
     "tcp://h?paper=wide", "tcp://h?colour=1", "usb://", "serial:///dev/x?baud=fast", "tcp://[::"],
)  # fmt: skip
def test_a_bad_address_is_said_before_anything_is_opened(text: str):
    read = address.read(text)
    assert isinstance(read, BadAddress)
    assert read.allowed
