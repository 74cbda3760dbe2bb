"""The least a Flet page can do about a scan: an empty page whose one text says how many came."""

import sys

import flet as ft
import uvicorn

SEEN = "card-amount"


def main(page: ft.Page) -> None:
    said = ft.Text("0 of 1", size=56)
    count = 0

    def on_key(event: ft.KeyboardEvent) -> None:
        nonlocal count
        ft.context.disable_auto_update()
        if event.key == "Enter":
            count += 1
            said.value = f"{count} of 1"
            said.update()

    page.on_keyboard_event = on_key
    page.add(ft.Semantics(identifier=SEEN, container=True, content=said))


if __name__ == "__main__":
    served = ft.run(main, export_asgi_app=True, no_cdn=True)
    uvicorn.run(served, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
