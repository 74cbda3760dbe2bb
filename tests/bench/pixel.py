"""A stopwatch in the browser: from a scan's Enter to the amount that changed on the screen.

It starts at the time stamp of the Enter's own key event. It stops at the swap of the first frame,
of those the browser hands out as it shows them (a screencast), in which the amount's pixels are
others than before. Beside it runs a second watch, which stops when the accessibility tree says the
new amount: that is when the client has laid the frame out, and has yet to paint it.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.journeys.hands import Hands

SEEN_WITHIN_MS = 10_000
BREATH_MS = 120
"""A person's pause between what was seen and the next scan; the frames are read meanwhile."""
_CAST = {"format": "jpeg", "quality": 70, "everyNthFrame": 1}

_WATCH = """() => {
  const amount = () => document.querySelector("[flt-semantics-identifier='card-amount']");
  const says = () => { const n = amount();
    return n ? (n.getAttribute('aria-label') || n.textContent || '') : ''; };
  const watch = window.stopwatch = {enter: 0, tree: 0, want: '', area: null, pixels: null};
  addEventListener('keydown', e => { if (e.key === 'Enter') watch.enter = e.timeStamp; }, true);
  new MutationObserver(() => {
    if (watch.want && !watch.tree && says().startsWith(watch.want)) {
      watch.tree = performance.now();
      watch.done();
    }
  }).observe(document.body,
    {subtree: true, childList: true, characterData: true, attributes: true});
  watch.start = want => {
    const at = amount() && amount().getBoundingClientRect();
    const width = at && Math.min(240, at.width);
    watch.area = at && [at.x + (at.width - width) / 2, at.y, width, Math.min(72, at.height)];
    Object.assign(watch, {enter: 0, tree: 0, want});
    watch.seen = new Promise(done => { watch.done = done; });
    return says().startsWith(want);
  };
  const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const pixels = async data => {
    const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const scale = image.width / innerWidth, [x, y, w, h] = watch.area.map(n => n * scale | 0);
    pen.canvas.width = w; pen.canvas.height = h;
    pen.drawImage(image, x, y, w, h, 0, 0, w, h);
    return pen.getImageData(0, 0, w, h).data;
  };
  const differ = (a, b) => a.some((v, i) => Math.abs(v - b[i]) > 48);
  watch.stop = async (before, frames) => {
    const old = await pixels(before);
    for (const [at, data] of frames)
      if (differ(old, await pixels(data))) return at - performance.timeOrigin - watch.enter;
    return 0;
  };
}"""
_SEEN = """limit => Promise.race([
  stopwatch.seen.then(() => stopwatch.tree - stopwatch.enter),
  new Promise((_, fail) => setTimeout(() => fail('no change seen'), limit))])"""
_STOP = "([before, frames]) => stopwatch.stop(before, frames)"


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds from Enter, scan by scan: to the changed pixel, and to the changed tree."""

    pixel: list[float] = field(default_factory=list)
    tree: list[float] = field(default_factory=list)


class Stopwatch:
    """Scans on one open page, each timed, at a person's pace."""

    def __init__(self, clerk: Hands) -> None:
        self._clerk = clerk
        self._frames: list[tuple[float, str]] = []
        clerk.page.evaluate(_WATCH)
        clerk._cdp.on("Page.screencastFrame", self._shown)
        clerk._cdp.send("Page.startScreencast", _CAST)

    def scan(self, code: str, want: str) -> tuple[float, float]:
        """Scan, and wait until the amount begins with `want`; milliseconds to pixel and tree."""
        page = self._clerk.page
        assert not page.evaluate("want => stopwatch.start(want)", want), want
        before, self._frames = self._frames[-1:], []
        self._clerk.scan(code)
        tree: float = page.evaluate(_SEEN, SEEN_WITHIN_MS)
        pixel: float = 0
        for _ in range(SEEN_WITHIN_MS // BREATH_MS):
            page.wait_for_timeout(BREATH_MS)
            if not before or not page.evaluate("stopwatch.area !== null"):
                break  # the first of all has no amount before it
            pixel = page.evaluate(_STOP, [before[0][1], self._frames])
            if pixel:
                break
        return pixel, tree

    def _shown(self, event: dict[str, Any]) -> None:
        self._clerk._cdp.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})
        self._frames.append((event["metadata"]["timestamp"] * 1000, event["data"]))
