"""A stopwatch in the browser: from a scan's Enter to the amount that changed on the screen.

It starts at the time stamp of the Enter's own key event. It stops at the swap of the first frame,
of those the browser hands out as it shows them (a screencast), in which the amount's pixels are
others than before. The page is timed as a clerk has it: without the accessibility tree, which the
client builds only for those who ask for it. Where the amount is, a scout who asks finds beforehand.
"""

from typing import Any

from tests.journeys.hands import Hands

SEEN_WITHIN_MS = 10_000
BREATH_MS = 400
"""A person's pause between what was seen and the next scan; the light of the last one is over."""
_CAST = {"format": "jpeg", "quality": 15, "everyNthFrame": 1}

Area = tuple[float, float, float, float]
"""Left, top, width and height in CSS pixels."""

_AREA = """() => {
  const at = document.querySelector("[flt-semantics-identifier='card-amount']")
    .getBoundingClientRect();
  const width = Math.min(240, at.width);
  return [at.x + (at.width - width) / 2, at.y, width, Math.min(72, at.height)];
}"""
_WATCH = """area => {
  const watch = window.stopwatch = {enter: 0};
  addEventListener('keydown', e => { if (e.key === 'Enter') watch.enter = e.timeStamp; }, true);
  const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const pixels = async data => {
    const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const scale = image.width / innerWidth, [x, y, w, h] = area.map(n => n * scale | 0);
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
_STOP = "([before, frames]) => stopwatch.stop(before, frames)"


def amount_of(scout: Hands) -> Area:
    """Find where the amount is, on a page of the same size with the accessibility tree on."""
    x, y, width, height = scout.page.evaluate(_AREA)
    return x, y, width, height


class Stopwatch:
    """Scans on one open page, each timed, at a person's pace."""

    def __init__(self, clerk: Hands, area: Area) -> None:
        self._clerk = clerk
        self._frames: list[tuple[float, str]] = []
        clerk.page.evaluate(_WATCH, list(area))
        clerk._cdp.on("Page.screencastFrame", self._shown)
        clerk._cdp.send("Page.startScreencast", _CAST)
        clerk.page.wait_for_timeout(BREATH_MS)

    def scan(self, code: str) -> float:
        """Scan, and wait until the amount looks otherwise; milliseconds since its Enter."""
        assert self._frames, "the browser showed no frame"
        before, self._frames = self._frames[-1], []
        self._clerk.scan(code)
        for _ in range(SEEN_WITHIN_MS // BREATH_MS):
            self._clerk.page.wait_for_timeout(BREATH_MS)
            pixel: float = self._clerk.page.evaluate(_STOP, [before[1], self._frames])
            if pixel:
                return pixel
        message = f"no pixel of the amount changed after {code}"
        raise AssertionError(message)

    def _shown(self, event: dict[str, Any]) -> None:
        self._clerk._cdp.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})
        self._frames.append((event["metadata"]["timestamp"] * 1000, event["data"]))
