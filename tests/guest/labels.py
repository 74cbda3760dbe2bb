"""The labels that are printed in the virtual Linux: drawn outside, where it takes no emulation."""

from pathlib import Path

from scanners.labels.render import render
from scanners.labels.wish import To, Wish
from scanners.printers.stationery import read_fonts, read_templates

LABELS = 50


def write_to(folder: Path) -> None:
    """Write real labels, a file each, each with a name of its own in a comment."""
    template, fonts = read_templates()[0]["location"], read_fonts()
    for at in range(LABELS):
        written = render(template, {"bin": f"A-{at:03}", "check": "X"}, Wish(To.ZPL, 203), fonts)
        assert isinstance(written, bytes), written
        named = written.replace(b"^XA", b"^XA^FXlabel-%d" % at, 1)
        (folder / f"{at:03}.zpl").write_bytes(named)
