"""A person's hands and eyes in a real browser: scans, taps, types, looks."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgpack
from playwright.sync_api import CDPSession, Locator, Page, Request, expect, sync_playwright

from tests.rings import cannot_run

SHOTS = Path(os.environ.get("STOCKHAND_SHOTS", Path(__file__).parents[2] / ".shots"))
CHROMIUM = Path("/usr/bin/chromium")
SESSION_CRASHED = 6
LOOK_MS_MAX = 20_000
TYPING_MS = 90
SCAN_KEY_S = 0.004
"""Between two keys of a scanner that types."""
HAND_MS_MIN = 200
"""From the scanner's trigger to the screen; what comes sooner was pressed by the scanner."""
TURNS_MAX, TURN_PX, TURN_MS = 20, 150, 200
"""How often a wheel is turned to find something, how far, and how long a look takes after it."""
BAR_PX = 88
"""What stands at the bottom of a page, over all else."""
_SHIFT = 8
SHIFTED = dict(zip('!@#$%^&*()_+{}|:"<>?~', "1234567890-=[]\\;',./`", strict=True))
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Hands:
    """One page of the app, as one person at one screen."""

    def __init__(self, page: Page, cdp: CDPSession) -> None:
        self.page = page
        self._cdp = cdp
        self._scanned_s = 0.0
        self.crashes = 0
        self.foreign: list[str] = []
        page.on("websocket", lambda ws: ws.on("framereceived", self._frame))
        page.on("requestfinished", lambda request: self._asked(request.url))
        page.on("requestfailed", self._failed)

    def open(self, url: str) -> None:
        """Open the app, and ask for its words."""
        self.start(url)
        self.listen()

    def start(self, url: str) -> None:
        """Open the app as it is for those who see it."""
        self.page.goto(url)
        placeholder = self.page.locator("flt-semantics-placeholder")
        placeholder.wait_for(state="attached", timeout=LOOK_MS_MAX)

    def listen(self) -> None:
        """Ask for the accessibility tree, by which everything here is found and read."""
        self.page.evaluate("document.querySelector('flt-semantics-placeholder').click()")

    def scan(self, text: str) -> None:
        """Type as a wedge scanner does: as fast as it goes, Shift for capitals, then Enter.

        Each key has the time at which a scanner sends it, as the system tells of one that is
        plugged in; how fast a busy machine lets this test press them is not what is tried.
        """
        at_s = self._scanned_s = max(time.time(), self._scanned_s + SCAN_KEY_S)
        for number, character in enumerate(text):
            self._press(character, at_s + number * SCAN_KEY_S)
        self._scanned_s = at_s + len(text) * SCAN_KEY_S
        self._key("rawKeyDown", "Enter", "Enter", 13, timestamp=self._scanned_s)
        self._key("keyUp", "Enter", "Enter", 13, timestamp=self._scanned_s)

    def type(self, text: str) -> None:
        """Enter a text by hand, key by key, and end it with Enter."""
        self.page.keyboard.type(text, delay=TYPING_MS)
        self.page.keyboard.press("Enter")

    def press(self, key: str) -> None:
        """Press one key by hand."""
        self.page.keyboard.press(key)

    def tap(self, identifier: str) -> None:
        """Touch what has this identifier, in its middle; no hand is there sooner after a scan."""
        self.page.wait_for_timeout(HAND_MS_MIN)
        self.find(identifier).click()

    def reach(self, identifier: str) -> None:
        """Turn the wheel until it stands above the bar (or nothing more comes), and touch it."""
        size = self.page.viewport_size
        assert size
        self.page.mouse.move(size["width"] / 2, size["height"] / 2)
        was = None
        for _ in range(TURNS_MAX):
            found = self.find(identifier)
            box = found.bounding_box() if found.count() else None
            if box and (box == was or box["y"] + box["height"] <= size["height"] - BAR_PX):
                return self.tap(identifier)
            was = box
            self.page.mouse.wheel(0, TURN_PX)
            self.page.wait_for_timeout(TURN_MS)
        raise AssertionError(f"{identifier} is nowhere")

    def find(self, identifier: str) -> Locator:
        return self.page.locator(f"[flt-semantics-identifier='{identifier}']").first

    def see(self, identifier: str, words: str = "") -> str:
        """Wait until it is there (and says `words`); give all that it says."""
        found = self.find(identifier)
        found.wait_for(state="attached", timeout=LOOK_MS_MAX)
        if words:
            self.page.wait_for_function(_SAYS, arg=[identifier, words], timeout=LOOK_MS_MAX)
        return self.page.evaluate(_TEXT, identifier)

    def gone(self, identifier: str) -> None:
        self.find(identifier).wait_for(state="detached", timeout=LOOK_MS_MAX)

    def fill(self, field: str, text: str) -> None:
        """Touch a field of a form and type into it."""
        entry = self.find(f"field-{field}").locator("input")
        entry.click()
        expect(entry).to_be_focused()
        self.page.wait_for_timeout(HAND_MS_MIN)
        self.page.keyboard.type(text)

    def clean(self, within_ms: int) -> None:
        """Wait until the badge says that nothing is left to send."""
        words = ["badge", "All is in the office"]
        self.page.wait_for_function(_SAYS, arg=words, timeout=within_ms)

    def photo(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)

    def _press(self, character: str, at_s: float) -> None:
        base = SHIFTED.get(character, character)
        shifted = base != character or character.isupper()
        code = ord(base.upper())
        extra: dict[str, object] = {"timestamp": at_s}
        if shifted:
            extra["modifiers"] = _SHIFT
            self._key("rawKeyDown", "Shift", "ShiftLeft", 16, **extra)
        self._key("keyDown", character, code_of(base), code, text=character, **extra)
        self._key("keyUp", character, code_of(base), code, **extra)
        if shifted:
            self._key("keyUp", "Shift", "ShiftLeft", 16, timestamp=at_s)

    def _key(self, kind: str, key: str, code: str, number: int, **more: object) -> None:
        self._cdp.send(
            "Input.dispatchKeyEvent",
            {"type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number} | more,
        )

    def _frame(self, payload: bytes | str) -> None:
        data = payload if isinstance(payload, bytes) else payload.encode()
        if (
            data[:1] == b"\x00"
            and msgpack.unpackb(data[1:], strict_map_key=False)[0] == SESSION_CRASHED
        ):
            self.crashes += 1

    def _failed(self, request: Request) -> None:
        # What the page's own policy stops never leaves the browser.
        if request.failure != "csp":
            self._asked(request.url)

    def _asked(self, url: str) -> None:
        local = ("http://127.0.0.1", "data:", "blob:", "ws://127.0.0.1")
        if not url.startswith(local):
            self.foreign.append(url)


_TEXT = """id => {
  const all = (node) => [node.getAttribute('aria-label') || '', node.textContent || '',
    ...[...node.querySelectorAll('[aria-label]')].map(n => n.getAttribute('aria-label'))].join(' ');
  const found = document.querySelector(`[flt-semantics-identifier='${id}']`);
  return found ? all(found) : '';
}"""
_SAYS = f"([id, words]) => ({_TEXT})(id).includes(words)"


def code_of(character: str) -> str:
    if character.isalpha():
        return f"Key{character.upper()}"
    if character.isdigit():
        return f"Digit{character}"
    names = {
        "-": "Minus", "=": "Equal", "[": "BracketLeft", "]": "BracketRight", "\\": "Backslash",
        ";": "Semicolon", "'": "Quote", "`": "Backquote", ",": "Comma", ".": "Period",
        "/": "Slash", " ": "Space",
    }  # fmt: skip
    return names.get(character, "")


@contextmanager
def hands(
    width: int = 360, height: int = 640, dark: bool = False, flags: tuple[str, ...] = ()
) -> Iterator[Hands]:
    """A fresh browser with one page of this size."""
    if not CHROMIUM.exists():
        cannot_run("no Chromium here", "apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *flags])
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
        )
        page = context.new_page()
        try:
            yield Hands(page, context.new_cdp_session(page))
        except BaseException:
            SHOTS.mkdir(exist_ok=True)
            page.screenshot(path=SHOTS / "failed.png")
            raise
        finally:
            browser.close()
