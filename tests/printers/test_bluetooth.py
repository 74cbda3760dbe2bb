"""A line by radio that was closed just now is waited for; other trouble is said at once."""

import asyncio
import errno
import socket

import pytest

from scanners.printers import bluetooth


class Radio:
    """The system's end: each connection goes as the list says, and the last for ever."""

    def __init__(self, *said: int) -> None:
        self.said = list(said)
        self.tried = 0

    async def connect(self, _peer: socket.socket, _address: object) -> None:
        at = min(self.tried, len(self.said) - 1)
        self.tried += 1
        if number := self.said[at]:
            raise OSError(number, "as the kernel says it")


def opened(radio: Radio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "AF_BLUETOOTH", socket.AF_UNIX, raising=False)
    monkeypatch.setattr(socket, "BTPROTO_RFCOMM", 0, raising=False)
    monkeypatch.setattr(bluetooth, "STILL_OPEN_S", 0)

    async def run() -> None:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "sock_connect", radio.connect)
        await (await bluetooth.open_line("00:11:22:33:44:55")).close()

    asyncio.run(run())


def test_the_line_before_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    radio = Radio(errno.EBUSY, errno.ECONNRESET, errno.EBUSY, 0)
    opened(radio, monkeypatch)
    assert radio.tried == 4


@pytest.mark.parametrize("number", [errno.ECONNREFUSED, errno.EHOSTDOWN, errno.EACCES])
def test_what_no_waiting_mends_is_said_at_once(number: int, monkeypatch) -> None:
    radio = Radio(number)
    with pytest.raises(OSError, match="as the kernel says it"):
        opened(radio, monkeypatch)
    assert radio.tried == 1


def test_a_printer_that_another_program_has_is_not_waited_for_for_ever(monkeypatch) -> None:
    monkeypatch.setattr(bluetooth, "OPEN_S_MAX", 0.05)
    with pytest.raises(TimeoutError):
        opened(Radio(errno.EBUSY), monkeypatch)
