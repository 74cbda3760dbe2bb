"""Serves the workplace to a browser on this computer; every trouble at the start is one line."""

import asyncio
import contextlib
import logging
import os
import socket
import sys
import webbrowser
from functools import partial
from pathlib import Path

import flet as ft
import uvicorn

from app.base.wording import say, text
from app.bootstrap import Workplace
from app.main.fence import fenced
from app.main.sitting import session_of
from app.main.stamps import stamping
from app.runtime.scanner_desk import Keeping
from app.runtime.scanning import Scanning
from app.settings.folder import data_folder
from app.settings.keyboard import load_layout, save_layout
from app.settings.scanners import save_scanners, scanners_in
from scanners.devices.keep import World
from sync.store.trouble import OpenTrouble

HOST = "127.0.0.1"
PORT = 8550
ASSETS = Path(__file__).parents[2] / "assets"
_BACKLOG_MAX = 64


def main() -> int:
    """Serve until Ctrl-C; say in one line why not, where it cannot be."""
    logging.basicConfig(level=os.environ.get("STOCKHAND_LOG", "WARNING").upper())
    port = _port(os.environ.get("PORT", ""))
    if port is None:
        return _cannot(f"PORT is a number from 1 to 65535, not “{os.environ['PORT']}”.")
    listening = _listen(port)
    if listening is None:
        other = f"make run PORT={port + 1}"
        return _cannot(f"Port {port} is in use. Close what uses it, or choose another: {other}")
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _cannot(say(text("opening.not_writable", path=str(folder))))
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_serve(listening, port, folder))
    return 0


async def _serve(listening: socket.socket, port: int, folder: Path) -> int:
    workplace = Workplace(folder)
    trouble = await workplace.open()
    if trouble:
        return _cannot(_words(trouble, folder))
    scanning = Scanning(*scanners_in(folder), _world(workplace))
    scanning.put_right(load_layout(folder))
    scanning.begin()
    keeping = Keeping(partial(save_scanners, folder), partial(save_layout, folder))
    page_app = ft.run(
        session_of(workplace, scanning, keeping),
        export_asgi_app=True,
        no_cdn=True,
        assets_dir=str(ASSETS),
    )
    server = uvicorn.Server(
        uvicorn.Config(fenced(stamping(page_app)), log_level="warning", timeout_graceful_shutdown=1)
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await _say_open(port)
        await serving
    finally:
        await scanning.close()
        await workplace.close()
    return 0


def _world(workplace: Workplace) -> World:
    world = workplace.world()
    return World(world.monotonic_ms, world.chance, asyncio.sleep)


async def _say_open(port: int) -> None:
    address = f"http://{HOST}:{port}"
    print(f"Stockhand is open at {address}   (Ctrl-C ends it)", flush=True)
    if not os.environ.get("NO_BROWSER"):
        await asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)


def _listen(port: int) -> socket.socket | None:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        # A browser that is faster than the server waits here, and is not turned away.
        listening.listen(_BACKLOG_MAX)
    except OSError:
        listening.close()
        return None
    return listening


def _port(given: str) -> int | None:
    if not given:
        return PORT
    return int(given) if given.isdecimal() and 0 < int(given) < 1 << 16 else None


def _words(trouble: OpenTrouble, folder: Path) -> str:
    return say(text(f"opening.{trouble.kind}", path=str(folder)))


def _cannot(words: str) -> int:
    print(words, file=sys.stderr)
    return 1
