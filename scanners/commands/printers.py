"""`python -m scanners printers`: finds printers, says how one is, prints a test on it."""

import asyncio
import os
import sys

from scanners.commands.words import harmless, say
from scanners.labels.render import render
from scanners.labels.wish import Wish
from scanners.printers import address
from scanners.printers.address import BadAddress
from scanners.printers.discovery import discover
from scanners.printers.printer import Condition, Printer, Result
from scanners.printers.stationery import read_fonts, read_templates

DISCOVER_S = 3.0
_USAGE = """\
usage: python -m scanners printers discover           who announces itself on this network
       python -m scanners printers status ADDRESS     how a printer is
       python -m scanners printers test ADDRESS       print a test label, and say what became of it

An ADDRESS is one of
  tcp://192.168.1.50:9100?to=zpl&dpi=203    ipp://192.168.1.60/ipp/print    cups://QUEUE
  usb:///dev/usb/lp0?to=zpl                 serial:///dev/ttyUSB0?to=zpl    folder:///var/labels
  bluetooth://AA:BB:CC:DD:EE:FF?to=zpl
with ?to=zpl|tspl|epl|escpos|brother|pdf|png, dpi=203|300|600 and paper=MM.
"""
_CONDITIONS = {
    Condition.READY: "ready",
    Condition.PAPER_OUT: "out of paper or ribbon: load it",
    Condition.HEAD_OPEN: "open: close its head or cover",
    Condition.PAUSED: "paused: press its pause key",
    Condition.FAULT: "in trouble: look at its display",
    Condition.SILENT: "silent: it takes a connection and answers nothing. Some say nothing while"
    " out of paper: look at it",
    Condition.OTHER_LANGUAGE: "of another language: it does not answer in the one that is set, and"
    " does in another. Correct to= in its address",
    Condition.OFFLINE: "not to be reached: is it on, and is the address right?",
}
_RESULTS = {
    Result.PRINTED: "printed: it counted one label more, or keeps the job or the file",
    Result.TAKEN: "handed over whole; this printer does not count, so look whether it came out",
    Result.NOT_PRINTED: "not printed, for certain",
    Result.UNKNOWN: "unknown: look whether a label came out before you print again",
}


def main(arguments: list[str]) -> int:
    """Do one of three things; 1 where the printer could not, 2 where the call was wrong."""
    match arguments:
        case ["discover"]:
            return asyncio.run(_discover())
        case ["status" | "test" as what, text]:
            read = address.read(text)
            if isinstance(read, BadAddress):
                said = f"{harmless(read.part)!r} is no printer's address; it is one of"
                sys.stderr.write(f"printers: {said} {read.allowed}\n")
                return 2
            printer = address.printer(read, asyncio.sleep)
            return asyncio.run(_status(printer) if what == "status" else _test(printer, text))
        case _:
            sys.stderr.write(_USAGE)
            return 2


async def _discover() -> int:
    try:
        found = await discover(asyncio.sleep, DISCOVER_S)
    except OSError as trouble:
        sys.stderr.write(f"printers: nobody can be heard here ({trouble.strerror})\n")
        return 1
    for one in found:
        about = f"  ({harmless(one.about)})" if one.about else ""
        sys.stdout.write(f"{harmless(one.address)}  {harmless(one.name)}{about}\n")
    if not found:
        sys.stdout.write("no printer announces itself; name one by its address\n")
    return 0


async def _status(printer: Printer) -> int:
    status = await printer.status()
    count = "" if status.odometer is None else f" ({status.odometer} labels so far)"
    sys.stdout.write(f"{_CONDITIONS[status.condition]}{count}\n")
    return int(status.condition is not Condition.READY)


async def _test(printer: Printer, text: str) -> int:
    """Print a bin's label: it has letters, bars and a square code."""
    template = read_templates()[0]["location"]
    speaks = printer.speaks
    wish = Wish(speaks.to, speaks.dpi, paper_mm=speaks.paper_mm)
    content = render(template, {"bin": "TEST-203", "check": "OK"}, wish, read_fonts())
    if isinstance(content, tuple):
        why = "; ".join(map(say, content))
        sys.stderr.write(f"printers: no test label for {harmless(text)}: {why}\n")
        return 2
    sent = await printer.send(content, f"test-{os.getpid()}")
    sys.stdout.write(f"{_RESULTS[sent.result]}\nthe printer is {_CONDITIONS[sent.condition]}\n")
    return int(sent.result not in {Result.PRINTED, Result.TAKEN})
