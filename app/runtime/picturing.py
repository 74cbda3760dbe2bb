"""From what a camera or a finger made to a picture on disk, and back to what a screen shows."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from app.base.messages import Action, Tapped
from app.base.wording import Text, text
from app.runtime.device import Device
from app.runtime.picture import Unpictured, compressed, drawn, thumbnail
from app.ui.forms import Pictured
from sync.core.check_slices import CheckSlice
from sync.core.evidence import Evidence, Media, read_names
from sync.core.quality import Answer
from sync.store.pictures import KeepTrouble

THUMBS_KEPT_MAX = 200


async def kept(device: Device, pictured: Pictured) -> Tapped | Text:
    """Put a picture on disk: the answer that names it, or why there is none."""
    # Beside the loop: a photo of a phone takes half a second.
    if pictured.strokes:
        made = await asyncio.to_thread(drawn, pictured.strokes)
    else:
        made = await asyncio.to_thread(compressed, pictured.data)
    if isinstance(made, Unpictured):
        return text(f"picture.{made}")
    media = Media.PNG if pictured.strokes else Media.JPEG
    one = await device.store.pictures.keep(made, media)
    if isinstance(one, KeepTrouble):
        return text(f"picture.{one}")
    return Tapped(Action.ANSWER, one.name)


async def pictured(device: Device, slice_: CheckSlice, answers: Iterable[Answer]) -> CheckSlice:
    """Put the pictures of a check beside it: small ones of its answers, those its rules show."""
    store, found = device.store.pictures, list[tuple[str, bytes]]()
    for one in (one for answer in answers for one in read_names(answer.value)):
        found.append((one.name, await _thumb(device, one)))
    rules = slice_.row.due.rules if slice_.row else ()
    for digest in (rule.picture for rule in rules if rule.picture):
        data = await store.shown(digest)
        if data:
            found.append((digest, data))
    return replace(slice_, pictures=tuple(found))


async def _thumb(device: Device, one: Evidence) -> bytes:
    data = await device.store.pictures.read(one)
    return await asyncio.to_thread(_small, data) if data else b""


@lru_cache(THUMBS_KEPT_MAX)
def _small(data: bytes) -> bytes:
    return thumbnail(data)
