"""Prints every label that fits on an emulated receipt printer of others' making, and reads it.

python -m tests.printers.emulator EMUPOS          (the program; its Python is 3.13, so by hand)
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from PIL import Image

from scanners.labels.render import render
from scanners.labels.wish import To, Wish
from scanners.printers import address
from scanners.printers.printer import Printer
from tests.labels import kit, paper

PORT, API = 19_100, 18_765
PAPER_MM, DPI = 72, 203
READY_S_MAX = 30.0
CONFIG = f"""schema: 1
api: {{ port: {API} }}
devices:
  - id: front
    type: printer
    profile: epson-tm-t20iii
    connections:
      - tcp: {{ port: {PORT} }}
"""


def print_all(printer: Printer, folder: Path) -> Counter[str]:
    told: Counter[str] = Counter()
    for name, template in kit.TEMPLATES.items():
        wish = Wish(To.ESCPOS, DPI, "en", PAPER_MM)
        written = render(template, kit.example(template), wish, kit.FONTS)
        if isinstance(written, tuple):
            told[f"{name}: too wide for it"] += 1
            continue
        before = set(folder.glob("receipts/*.png"))
        told[str(asyncio.run(printer.send(written, name)).result)] += 1
        layout = next(one for one in template.layouts if one.width <= PAPER_MM)
        want = kit.wanted(template, layout, kit.example(template), DPI)
        while not (new := set(folder.glob("receipts/*.png")) - before):
            time.sleep(0.1)
        read = paper.codes(Image.open(new.pop()).convert("L"))
        told["read as given" if read == want else f"{name} MISREAD {read}"] += 1
    return told


def condition(printer: Printer) -> str:
    return asyncio.run(printer.status()).condition


def main(emupos: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "emupos.yaml").write_text(CONFIG)
        child = subprocess.Popen([emupos, "run"], cwd=folder, stdout=subprocess.DEVNULL)
        try:
            where = address.read(f"tcp://127.0.0.1:{PORT}?to=escpos&paper={PAPER_MM}")
            assert isinstance(where, address.Address)
            printer, end = address.printer(where, asyncio.sleep), time.monotonic() + READY_S_MAX
            while condition(printer) != "ready" and time.monotonic() < end:
                time.sleep(0.2)
            print(dict(print_all(printer, folder)))
            for fault in ("paper-out", "cover-open"):
                api = ["--api", f"http://127.0.0.1:{API}"]
                subprocess.run([emupos, *api, "fault", "set", "front", fault], check=True)
                print(fault, condition(printer))
        finally:
            child.terminate()
            child.wait()


if __name__ == "__main__":
    main(sys.argv[1])
