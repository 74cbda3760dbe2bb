"""Prints one label on a printer that a workplace is set up with: python -m … FOLDER PRINTER."""

import asyncio
import sys
from pathlib import Path

from app.settings.printers import printers_in
from tests.printers import shop


async def main() -> None:
    printer = printers_in(Path(sys.argv[1]), training=False).printers[sys.argv[2]]
    sent = await printer.send(shop.content("label-0"), "job-0")
    sys.stdout.write(f"{sent.result}\n")


if __name__ == "__main__":
    asyncio.run(main())
