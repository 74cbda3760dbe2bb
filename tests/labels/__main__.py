"""Prints every label at every size in every language, reads it, and hostile payloads in three ways.

make labels          (PAYLOADS=200 for fewer, SEED=7 for others)
"""

import os
import sys
import time
from collections.abc import Iterator
from statistics import median

from scanners.labels import render
from scanners.labels.dots import DPIS
from scanners.labels.render import PAPER_MM
from scanners.labels.symbols.symbol import Symbology
from scanners.labels.template import Template
from scanners.labels.wish import To, Wish
from scanners.labels.words import LANGUAGES
from tests.labels import hostile, kit

PAYLOADS = int(os.environ.get("PAYLOADS", "2000"))
SEED = int(os.environ.get("SEED", "1"))


def main() -> int:
    wrong = sum(map(_label, kit.TEMPLATES.values()))
    _times(kit.TEMPLATES["case"])
    for symbology in Symbology:
        misread = hostile.misread(symbology, SEED, PAYLOADS * len(hostile.WAYS))
        wrong += len(misread)
        ways = ", ".join(hostile.WAYS)
        print(
            f"{symbology:<16} {PAYLOADS} hostile payloads as each of {ways} (seed {SEED}):", end=""
        )
        print(f" {len(misread)} misread", flush=True)
        for one in misread[:5]:
            print("   ", one)
    print("all is read as it was given" if not wrong else f"{wrong} WRONG")
    return min(wrong, 1)


def _label(template: Template) -> int:
    """Print a label in every way there is; a line of the table."""
    given = kit.example(template)
    counts: dict[To, int] = {}
    wrong = 0
    for layout, dpi, language, to in _ways(template):
        wish = Wish(to, dpi, language, template.layouts[layout].width)
        want = kit.wanted(template, template.layouts[layout], given, dpi)
        if (read := kit.printed(template, given, wish)) == want:
            counts[to] = counts.get(to, 0) + 1
        else:
            wrong += 1
            print(f"{template.name} {wish}: wanted {want}, read {read}")
    told = "  ".join(f"{to} {count}" for to, count in counts.items())
    print(f"{template.name:<12} {told}  wrong {wrong}", flush=True)
    return wrong


def _ways(template: Template) -> Iterator[tuple[int, int, str, To]]:
    for at, layout in enumerate(template.layouts):
        for to in To:
            if layout.width > PAPER_MM.get(to, layout.width):
                continue
            # Words change nothing in how a symbol is written; the languages are printed as ZPL.
            languages = LANGUAGES if to is To.ZPL else ("en",)
            dpis = (300,) if to is To.BROTHER else DPIS
            yield from ((at, dpi, language, to) for dpi in dpis for language in languages)


def _times(template: Template) -> None:
    """Tell how long the largest label takes to be written."""
    for to in To:
        layout = template.layouts[to in PAPER_MM]
        wish = Wish(to, 300 if to is To.BROTHER else 203, "en", layout.width)
        times, size = [], 0
        for _ in range(10):
            before = time.perf_counter()
            size = len(render.render(template, kit.example(template), wish, kit.FONTS))
            times.append(1000 * (time.perf_counter() - before))
        print(f"case {layout.width:g} mm as {to:<8} {median(times):5.1f} ms {size:>8,} bytes")


if __name__ == "__main__":
    sys.exit(main())
