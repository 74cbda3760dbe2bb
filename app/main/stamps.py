"""Gives every key event of the page the time at which the key went down, and which key it was.

Flet tells the letter, not when; and what comes late comes late by any clock at this end: a page
that draws, or a loop that is busy, tears a scanner's burst in two. Nor does it tell which key gave
the letter: a scanner presses the keys of a US keyboard, whatever this computer takes them for.
The browser knows both, so a few lines in the page write them behind the key's label on its way out.
"""

from app.main import speech
from app.main.fence import App, Message, Receive, Send

PAGE_BYTES_MAX = 1 << 20
_HEAD_ENDS = b"</head>"
_CHANGED = (b"content-length", b"etag", b"last-modified")

# The label is a short string of MessagePack (one byte of length, at most 31), written anew as a
# longer one (0xd9 and its length); a frame that looks any other way is left as it is.
SCRIPT = b"""<script>
(() => {
  let at = '';
  addEventListener('keydown', (event) => {
    const ms = Math.round(performance.timeOrigin + event.timeStamp) % 1e10;
    at = '\\n' + ms + '\\n' + event.code;
  }, true);
  const bytes = (text) => [...text].map((c) => c.charCodeAt(0));
  const NAME = [0xae, ...bytes('keyboard_event')], KEY = [0xa3, ...bytes('key')];
  const find = (all, part, from) => {
    for (let i = from; i + part.length < all.length; i++) {
      if (part.every((byte, n) => all[i + n] === byte)) return i + part.length;
    }
    return -1;
  };
  const stamped = (data) => {
    if (!at || typeof data === 'string' || data.byteLength === undefined) return data;
    if (data.byteLength > 400) return data;
    const all = data instanceof ArrayBuffer ? new Uint8Array(data)
      : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const named = find(all, NAME, 0), key = named < 0 ? -1 : find(all, KEY, named);
    if (key < 0 || (all[key] & 0xe0) !== 0xa0) return data;
    const stamp = bytes(at), length = all[key] & 0x1f, end = key + 1 + length;
    return new Uint8Array([...all.subarray(0, key), 0xd9, length + stamp.length,
      ...all.subarray(key + 1, end), ...stamp, ...all.subarray(end)]);
  };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) { return send.call(this, stamped(data)); };
})();
</script>
"""


def stamping(app: App) -> App:
    """Put the script into every page that is sent."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        page = _Page(send)
        await app(scope, receive, page.send)

    return answer


class _Page:
    """Holds an HTML answer back until it is whole; everything else passes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        assert len(self._body) <= PAGE_BYTES_MAX
        if message.get("more_body"):
            return
        body = self._body.replace(_HEAD_ENDS, SCRIPT + speech.SCRIPT + _HEAD_ENDS, 1)
        kept = [(name, value) for name, value in self._start["headers"] if name not in _CHANGED]
        length = (b"content-length", str(len(body)).encode())
        await self._send({**self._start, "headers": [*kept, length]})
        await self._send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    headers = dict(start["headers"])
    html = headers.get(b"content-type", b"").startswith(b"text/html")
    return bool(html) and start["status"] == 200 and b"content-encoding" not in headers
