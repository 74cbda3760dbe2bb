"""The page that is sent carries the script that tells when keys went down."""

import asyncio
from typing import Any

import pytest

from app.main import speech
from app.main.stamps import SCRIPT, stamping
from app.shell.stamp import KeyClock, Told, parted

PAGE = b"<html><head><title>x</title></head><body></body></html>"


def sent(*parts: bytes, kind: bytes = b"text/html; charset=utf-8") -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        length = str(sum(map(len, parts))).encode()
        headers = [(b"content-type", kind), (b"content-length", length), (b"etag", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for number, part in enumerate(parts, 1):
            more = number < len(parts)
            await send({"type": "http.response.body", "body": part, "more_body": more})

    async def send(message: Any) -> None:
        messages.append(message)

    asyncio.run(stamping(app)({"type": "http"}, None, send))  # type: ignore[arg-type]
    return messages


def test_a_page_gets_the_script_before_anything_else_runs() -> None:
    start, body = sent(PAGE[:20], PAGE[20:])
    assert body["body"] == PAGE.replace(b"</head>", SCRIPT + speech.SCRIPT + b"</head>")
    assert dict(start["headers"]) == {
        b"content-type": b"text/html; charset=utf-8",
        b"content-length": str(len(body["body"])).encode(),
    }


def test_all_else_passes_as_it_is() -> None:
    start, body, rest = sent(b"</head>", b"12", kind=b"text/javascript")
    assert (body["body"], rest["body"]) == (b"</head>", b"12")
    assert (b"etag", b"1") in start["headers"]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("A\n1234567\nKeyA", Told("A", 1234567, "KeyA")),
        ("Numpad 7\n1\nNumpad7", Told("Numpad 7", 1, "Numpad7")),
        ("A", Told("A")),
        ("A\n", Told("A\n")),
        ("A\nB\nC", Told("A\nB\nC")),
    ],
)
def test_a_label_with_its_time_and_place(label: str, expected: Told) -> None:
    assert parted(label) == expected


def test_what_is_no_key_is_put_on_the_clock_of_the_keys() -> None:
    clock = KeyClock()
    assert clock.at(None, 50) == 50
    assert clock.at(1_000, 60) == 1_000
    assert clock.now(75) == 1_015
    assert clock.at(None, 80) == 1_020
