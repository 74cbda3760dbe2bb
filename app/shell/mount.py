"""Puts the app on a Flet page, and is the one way for the rest to show, sound and listen."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

import flet as ft

from app.base.language import is_right_to_left
from app.base.messages import Action, Answered, Message, Tapped
from app.base.notice import Sound
from app.base.people import Likes
from app.shell.box import BoxKeys, asked
from app.shell.camera import Viewfinder, has_camera
from app.shell.cue import Cue
from app.shell.frame import Whole
from app.shell.handheld import Handheld, has_scanner
from app.shell.keys import meant, moved
from app.shell.snapshots import Snapshots
from app.shell.stage import Light, Stage
from app.shell.stamp import KeyClock, parted
from app.shell.typing import Typing
from app.shell.voice import Voice
from app.ui.forms import Filled, Pictured
from app.ui.frame_words import frame_words
from app.ui.guards import guarded
from app.ui.hands import Box, Cursor, Echo, Hands
from app.ui.looks import LookupLook, ScreenLook, SetupLook
from app.ui.theme import dress, room_for
from scanners.frame import Frame
from scanners.framing.wedge import TYPED, KeyPress

PHANTOM_MS_MAX = 150
"""A button pressed this soon after a scanner's Enter or Space was pressed by the scanner."""
TURNED_MS_MIN = 400
"""What came up sooner than this ago was not yet read: a finger came down twice."""
_FOR_GOOD = frozenset(
    {Action.FILE, Action.LET_GO, Action.OFFICE, Action.PASS, Action.FAIL, Action.DISPOSE}
    | {Action.UNSURE, Action.ANSWER}
)
_ENTERS = frozenset({"Enter", "Numpad Enter"})
_PRESSING_KEYS = _ENTERS | {" "}


@dataclass(frozen=True, slots=True)
class Wiring:
    """Where the shell hands things over; each returns at once."""

    send: Callable[[Message], None]
    fill: Callable[[Filled], None]
    on_frame: Callable[[Frame], None]
    now_ms: Callable[[], int]
    picture: Callable[[Pictured], None] = lambda _: None


class Shell:
    """One person's screen. `show` and `feedback` may be called from anywhere, and never wait."""

    def __init__(self, page: ft.Page, wiring: Wiring, first: ScreenLook) -> None:
        self._page = page
        self._wiring = wiring
        self._latest, self._rtl = first, is_right_to_left()
        self._likes, self._words = Likes(), frame_words()
        light, echo = Light(), Echo()
        self._stage = Stage(first, light, room_for(page.width or 0, 100), words=self._words)
        self._voice = Voice()
        self._cue, self._typing = Cue(light, self._soon), Typing(echo, self._soon, self._search)
        self._cursor, self._box = Cursor(), Box()
        self._box_keys, self._key_clock = BoxKeys(), KeyClock()
        self._editing = ""
        self._pressed_ms = self._entered_ms = -PHANTOM_MS_MAX
        self._turned_ms = -TURNED_MS_MIN
        self._snapshots = Snapshots(wiring.picture)
        ways_out = (self._tap, self._fill, self._edit)
        self._hands = Hands(*ways_out, echo, self._cursor, self._box, self._pictured)
        if has_camera(page):
            looking = Viewfinder(self._soon, wiring.on_frame, wiring.now_ms)
            self._hands = replace(self._hands, camera=looking.hands())
        self._handheld = Handheld(self._soon, wiring.on_frame) if has_scanner(page) else None
        self._catcher: ft.KeyboardListener | None = None

    def mount(self) -> None:
        """Draw the first look and start to listen."""
        page = self._page
        dress(page, rtl=self._rtl)
        page.on_keyboard_event = guarded(self._key)
        page.on_resize = guarded(self._resized)
        page.on_connect = guarded(self._connected)
        page.render(self._root)

    def _root(self) -> ft.Control:
        frame = Whole(self._stage, self._hands)
        self._catcher = ft.KeyboardListener(content=frame, autofocus=True)
        return ft.Container(self._catcher, expand=True)

    # -------------------------------------------------------------- ways in

    def show(self, look: ScreenLook) -> None:
        """Show this look from now on, or when somebody looks again."""
        self._latest, self._rtl, self._words = look, is_right_to_left(), frame_words()
        self._soon(self._show)

    def feedback(self, sound: Sound) -> None:
        """Let the outcome be heard, felt and seen; to be called only after it is written."""
        self._soon(self._cue.give, sound)

    def like(self, likes: Likes) -> None:
        """Dress, sound, shake and speak as the person here likes."""
        self._likes = likes
        self._soon(self._cue.like, likes)
        self._soon(self._dress)

    async def _dress(self) -> None:
        self._stage.left_handed, self._stage.text = self._likes.left_handed, self._likes.text
        self._stage.width = room_for(self._page.width or 0, self._stage.text)
        dress(self._page, self._likes.theme, rtl=self._rtl)
        self._page.update()

    async def _show(self) -> None:
        if type(self._latest) is not type(self._stage.look):
            self._cursor.at = self._editing = ""
        if asked(self._latest) != asked(self._stage.look):
            self._turned_ms = self._wiring.now_ms()
            if self._box.name:
                self._close_box()
        self._stage.look, self._stage.words = self._latest, self._words
        if self._page.rtl is not self._rtl:
            await self._dress()
        self._cue.let_out()
        if self._likes.spoken:
            self._soon(self._voice.say, self._latest)

    def _soon(self, act: Callable[..., Coroutine[Any, Any, None]], *args: object) -> None:
        if not self._page.session.connection:
            return  # the tab is away; what it missed is the latest look, shown when it is back
        # run_task gives the observables the page they belong to, from any thread.
        self._page.run_task(act, *args)

    # -------------------------------------------------------------- ways out

    def _tap(self, message: Message) -> None:
        if isinstance(message, Answered):
            self._entered(message)
            return
        if self._wiring.now_ms() - self._pressed_ms < PHANTOM_MS_MAX:
            return
        self._say(message)

    def _say(self, message: Message) -> None:
        twice = self._wiring.now_ms() - self._turned_ms < TURNED_MS_MIN
        if twice and isinstance(message, Tapped) and message.action in _FOR_GOOD:
            return
        if message == Tapped(Action.TAKE_PICTURE):
            self._soon(self._snapshots.take)
            return
        typed, boxed = self._typing.text, self._box.text.strip()
        if isinstance(message, Tapped) and message.action in {Action.CONFIRM, Action.CANCEL}:
            self._typing.forget()
            self._close_box()
            if boxed and message == Tapped(Action.CONFIRM):
                message, typed = Answered(boxed), ""
        if typed and message == Tapped(Action.CONFIRM):
            # OK is the Enter of what was typed on keys.
            self._wiring.on_frame(Frame(typed, device=TYPED))
        else:
            self._wiring.send(message)
        self._soon(self._refocus)

    def _search(self, text: str) -> None:
        """Look for what is typed on keys while it is, where somebody looks something up."""
        if text and isinstance(self._stage.look, LookupLook):
            self._wiring.send(Tapped(Action.SEARCH, text))

    def _fill(self, filled: Filled) -> None:
        self._wiring.fill(filled)
        self._soon(self._refocus)

    def _pictured(self, pictured: Pictured) -> None:
        self._wiring.picture(pictured)
        self._soon(self._refocus)

    def _edit(self, field: str) -> None:
        was, self._editing = self._editing, field
        if was and not field:
            self._soon(self._refocus)

    async def _refocus(self) -> None:
        # Focus left on a button would let the scanner's next Enter press it.
        # On a form it would take the field away from under the next letter.
        if self._catcher and not self._typing_in_fields():
            await guarded(self._catcher.focus)()

    def _typing_in_fields(self) -> bool:
        return bool(self._editing) or isinstance(self._stage.look, SetupLook)

    # -------------------------------------------------------------- the open text box

    def _entered(self, answer: Answered) -> None:
        """Take what the box holds at its Enter, unless a scan went into it."""
        if not self._box.name:
            return  # its Enter came first as a key, and was the end of a scan
        self._entered_ms = self._wiring.now_ms()
        frame = self._box_keys.enter(self._key_clock.now(self._entered_ms))
        self._close_box()
        if frame:
            self._wiring.on_frame(frame)
        elif answer.text:
            self._wiring.send(answer)

    def _key_in_box(self, key: KeyPress) -> None:
        frame = self._box_keys.press(key)
        if key.key == "Escape" or frame:
            self._close_box()
        if frame:
            self._wiring.on_frame(frame)

    def _end_box(self, key: str) -> None:
        """Take a key for the box that stands open without the keys."""
        text = self._box.text.strip()
        self._close_box()
        if key in _ENTERS and text:
            self._wiring.send(Answered(text))

    def _close_box(self) -> None:
        if self._box.name:
            self._hands.close()
            self._box_keys.forget()
            self._edit("")

    # -------------------------------------------------------------- keys

    def _key(self, event: ft.KeyboardEvent) -> None:
        now_ms = self._wiring.now_ms()
        told = parted(event.key)
        label, at_ms = told.label, self._key_clock.at(told.at_ms, now_ms)
        key = KeyPress(label, event.shift, event.ctrl, at_ms, told.code)
        if self._editing:
            if self._editing == self._box.name:
                self._key_in_box(key)
            return
        same = now_ms - self._entered_ms < PHANTOM_MS_MAX and not self._typing.text
        if label in _ENTERS and same:
            self._entered_ms = -PHANTOM_MS_MAX
            return  # the same Enter that ended the box
        if isinstance(self._stage.look, SetupLook) and self._stage.look.fields:
            # A form's keys belong to its fields: none is echoed, least of all those of a secret.
            self._own(label)
            return
        if label in _PRESSING_KEYS and self._typing.text:
            self._pressed_ms = now_ms
        if label == "Tab" and self._typing.text:
            self._soon(self._refocus)  # a scanner that ends with Tab has moved the focus
        if not self._own(label):
            frame = self._typing.press(key)
            if frame:
                self._close_box()
                self._wiring.on_frame(frame)
        self._typing.echo_later()

    def _own(self, key: str) -> bool:
        """Deal with a key that is the shell's own; say whether it was."""
        look = self._stage.look
        at = moved(look, self._cursor.at, key)
        if at is not None:
            self._cursor.at = at
            return True
        plain = key in {"Escape", "Enter", "Numpad Enter"}
        if plain and self._typing.text:
            return False
        if plain and self._box.name:
            self._end_box(key)
            return True
        tap = meant(look, key, self._cursor.at)
        if tap is None:
            return False
        self._say(tap)
        return True

    # -------------------------------------------------------------- the page

    def _resized(self, event: ft.PageResizeEvent) -> None:
        width = room_for(event.width, self._stage.text)
        if width is not self._stage.width:
            self._stage.width = width

    def _connected(self) -> None:
        # A client that comes back holds old controls that would never change again, and its
        # fields lost the keys without a word.
        self._close_box()
        self._editing = ""
        self._stage.look = self._latest
        self._stage.epoch += 1
        self._stage.width = room_for(self._page.width or 0, self._stage.text)


def mount(page: ft.Page, wiring: Wiring, first: ScreenLook) -> Shell:
    """Put a shell on the page, showing `first`."""
    shell = Shell(page, wiring, first)
    shell.mount()
    return shell
