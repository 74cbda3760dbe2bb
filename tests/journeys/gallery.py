"""Photographs every place in every layout, by day and by night, in both directions.

    make gallery                        (all of it: some 300 pictures)
    make gallery ARGS="handheld light ltr"      (some of it)

The pictures and an index.html to leaf through lie in `.shots/gallery` and are kept by nobody.
Beside each stands what is smaller than a glove, by the edges the browser tells.
"""

import html
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error

from app.base.messages import Action
from app.ui.theme import TOUCH
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands

LAYOUTS = {"handheld": (360, 640), "tablet": (1024, 768), "dock": (1920, 1080)}
DRESSES = ("light", "dark")
LANGUAGES = {"ltr": "en", "rtl": "ar"}
SETTLES_MS = 700
FOLDER = SHOTS / "gallery"
ORDER, HAMMER, OIL = "P00001", "4098765000010", "4098765006326"

Step = Callable[[Hands], object]


def command(which: Command) -> str:
    return write(HouseKind.COMMAND, which)


def scan(text: str) -> Step:
    return lambda one: one.scan(text)


def tap(identifier: str) -> Step:
    return lambda one: one.tap(identifier)


def first_row(one: Hands) -> None:
    one.page.wait_for_timeout(SETTLES_MS)
    one.page.locator("[flt-semantics-identifier^='row-']").first.click(timeout=5_000)


def tile(kind: str) -> Step:
    return tap(f"tile-{kind}")


RECEIVING = (scan(ORDER),)
TOUR: dict[str, tuple[Step, ...]] = {
    "home": (),
    "receipts": (tile("receipt"),),
    "receiving": RECEIVING,
    "receiving, in hand": (*RECEIVING, scan(HAMMER)),
    "receiving, how much": (*RECEIVING, scan(HAMMER), tap("action-ask_quantity")),
    "receiving, which lot": (*RECEIVING, scan(OIL)),
    "receiving, unknown code": (*RECEIVING, scan("no-such-code")),
    "receiving, finish": (*RECEIVING, scan(command(Command.FINISH))),
    "put away": (scan(command(Command.PUTAWAY)),),
    "move": (scan(command(Command.MOVE)),),
    "count": (scan(command(Command.COUNT)),),
    "look up": (scan(command(Command.LOOKUP)),),
    "look up, an article": (scan(command(Command.LOOKUP)), scan(HAMMER)),
    "picks": (tile("delivery"),),
    "picking": (tile("delivery"), first_row),
    "packs": (scan(command(Command.PACKING)),),
    "packing": (scan(command(Command.PACKING)), first_row),
    "checks": (tile("check"),),
    "checking": (tile("check"), first_row),
    "outbox": (tap("badge"),),
    "settle": (scan(command(Command.SETTLE)),),
    "labels": (tap(f"action-{Action.OPEN_LABELS}"),),
    "how you like it": (tap("person"),),
    "report": (tap("person"), tap(f"action-{Action.OPEN_REPORT}")),
    "setup": (tap(f"action-{Action.OPEN_SETUP}"),),
}
"""Every place, from home on."""


@dataclass(frozen=True)
class Picture:
    """One photograph, and what in it is smaller than a glove."""

    place: str
    file: str
    small: tuple[str, ...] = ()
    trouble: str = ""


_SMALL = """touch => [...document.querySelectorAll('flt-semantics[role=button]')].flatMap(node => {
  const box = node.getBoundingClientRect();
  const inside = box.top >= 0 && box.bottom <= innerHeight && box.height > 0;
  const id = node.getAttribute('flt-semantics-identifier') || node.getAttribute('aria-label');
  const small = Math.min(box.width, box.height) < touch - 0.5;
  return inside && small ? [`${id} ${Math.round(box.width)}x${Math.round(box.height)}`] : [];
})"""


def photograph(one: Hands, name: str, place: str) -> Picture:
    file = f"{name} {place}.png".replace(",", "").replace(" ", "-")
    trouble = ""
    try:
        one.press("Escape")
        one.scan(command(Command.HOME))
        one.scan(command(Command.HOME))
        one.see("person")
        for step in TOUR[place]:
            step(one)
            one.page.wait_for_timeout(SETTLES_MS)
    except Error as error:
        trouble = str(error).splitlines()[0]
    one.photo(FOLDER / file)
    return Picture(place, file, tuple(one.page.evaluate(_SMALL, TOUCH)), trouble)


def tour(url: str, wanted: set[str], direction: str) -> Iterator[tuple[str, tuple[Picture, ...]]]:
    for layout, (width, height) in LAYOUTS.items():
        for dress in DRESSES:
            parts = {layout, dress, direction}
            if not wanted <= parts:
                continue
            name = f"{layout} {dress} {direction}"
            with hands(width, height, dark=dress == "dark") as one:
                one.open(url)
                one.see("tile-receipt")
                taken = tuple(photograph(one, name, place) for place in TOUR)
                print(f"{name}: {len(taken)} pictures, {one.crashes} crashes", flush=True)
                for it in taken:
                    if it.small or it.trouble:
                        print(f"  {it.place}: {', '.join(it.small)} {it.trouble}", flush=True)
            yield name, taken


STYLE = "body{font:14px sans-serif}div{display:flex;flex-wrap:wrap;gap:12px}img{height:320px}"


def figure(it: Picture) -> str:
    source, small = html.escape(it.file), html.escape(", ".join(it.small))
    said = f"{html.escape(it.place)}<br><small>{small} {html.escape(it.trouble)}</small>"
    shown = f"<a href='{source}'><img loading=lazy src='{source}'></a>"
    return f"<figure>{shown}<figcaption>{said}</figcaption></figure>"


def page(groups: dict[str, tuple[Picture, ...]]) -> str:
    said = (
        f"<h2>{html.escape(name)}</h2><div>{''.join(map(figure, pictures))}</div>"
        for name, pictures in groups.items()
    )
    head = f"<!doctype html><meta charset=utf-8><title>Gallery</title><style>{STYLE}</style>"
    return head + "".join(said)


def main(wanted: set[str]) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    groups: dict[str, tuple[Picture, ...]] = {}
    for direction, language in LANGUAGES.items():
        if wanted & set(LANGUAGES) - {direction}:
            continue
        with TemporaryDirectory() as temporary:
            folder = Path(temporary) / "device"
            folder.mkdir()
            (folder / "settings.json").write_text(json.dumps({"language": language}))
            app = AppProcess(folder)
            app.start()
            try:
                groups.update(tour(app.url, wanted, direction))
            finally:
                app.stop()
    (FOLDER / "index.html").write_text(page(groups), encoding="utf-8")
    print(f"{FOLDER / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
