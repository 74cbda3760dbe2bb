"""One person at the device: each message is read for, decided, written and shown, in its turn."""

import asyncio
import logging
from dataclasses import replace
from typing import assert_never

from app.base.decision import (
    Agree,
    Ask,
    AtPrinter,
    Decision,
    Do,
    Go,
    MakeReport,
    Number,
    OfPeople,
    Refuse,
    Stay,
    TakeOver,
)
from app.base.going_on import left_at
from app.base.messages import Answered, Message, Refreshed, Scanned
from app.base.notice import Notice, Sound
from app.base.people import Likes, ListSlice
from app.base.roles import allowed
from app.base.session import Hand, Left, People, Question, Setup
from app.base.wording import text
from app.decide import decide
from app.people.flow import filled as filled_person
from app.render import render
from app.runtime.badge import at_device
from app.runtime.beside import held, take_over, turn_to
from app.runtime.device import Device
from app.runtime.elsewhere import looked_further
from app.runtime.line import Line, Place
from app.runtime.output import Output
from app.runtime.people import of_people, scanned_anywhere
from app.runtime.printers import looked_up, printer_here, printer_scanned, with_labels, with_news
from app.runtime.read import read
from app.runtime.setup_desk import SetupDesk
from app.runtime.starting import current, fresh
from app.runtime.writing import write
from app.ui.forms import Filled
from app.ui.looks import ScreenLook
from scanners.codes.parse import parse
from scanners.frame import Frame
from scanners.framing.wedge import TYPED

NOTICE_PASSES_S = 4
_CODES = frozenset({None, Question.BIN, Question.ORDER, Question.DAMAGED_BIN})
"""What is asked when a text that a finger entered is a code, as if it were scanned."""
_log = logging.getLogger(__name__)


class Person:
    """The loop of one session at one device."""

    def __init__(self, device: Device, desk: SetupDesk) -> None:
        self._device = device
        self._moving: Device | None = None
        self._news: Notice | None = None
        self._desk = desk
        self._output = Output(lambda _look: None, lambda _sound: None)
        self._line, self._likes = Line(), Likes()
        self._left: Left | None = None
        self._passing: asyncio.TimerHandle | None = None
        self.session = fresh(device)

    def say(self, message: Message | Filled) -> None:
        """Put a message in line. Never waits, and drops nothing: a scan that waits ticks."""
        place = self._line.put(message)
        if place is Place.FULL:
            self._output.sound(Sound.STOP)
        elif place is Place.WAITS and isinstance(message, Scanned):
            self._output.sound(Sound.BUSY)

    def scan(self, frame: Frame) -> None:
        """Put in line what a scanner sent, or what was typed and ended like a scan."""
        self.say(self._scanned(frame))

    async def hear_scan(self, frame: Frame) -> None:
        """As `scan`, from a device that can be made to wait for room in line."""
        if await self._line.stand(self._scanned(frame)) is Place.WAITS:
            self._output.sound(Sound.BUSY)

    def changed(self) -> None:
        """The store or the badge changed underneath: every place shows one of the two."""
        self.say(Refreshed())

    def hear(self, news: Notice) -> None:
        """Something happened to the device that everybody at it should know."""
        self._news = news
        self.say(Refreshed())

    def move_to(self, device: Device) -> None:
        """Go on at another device, once what is being dealt with is done where it began."""
        self._moving = device
        self.say(Refreshed())

    async def first_look(self) -> ScreenLook:
        """What this person sees before anything was said."""
        return await self._look()

    def sit_down(self, output: Output) -> None:
        """From now on the person is heard and shown."""
        self._output = output

    async def run(self) -> None:
        """Deal with one message after another, for as long as the session lives."""
        try:
            while True:
                await self.serve()
        finally:
            turn_to(self._device, self, None)

    async def serve(self) -> Message | Filled:
        """Deal with the next message in line, and give it back."""
        message = await self._line.next()
        self._move()
        self.session = current(self._device, self.session)
        try:
            await self._deal_with(message)
        except Exception:  # noqa: BLE001
            # The one wall of a session: a bug must not end the work, nor show a traceback.
            _log.exception("%s could not be dealt with", type(message).__name__)
            self._refuse(Refuse(self.session, text("broke")))
            if not isinstance(message, Refreshed):
                # Shown in its turn; if that breaks too, it is not tried again.
                self.say(Refreshed())
        return message

    async def _deal_with(self, message: Message | Filled) -> None:
        if isinstance(message, Filled) and isinstance(self.session.place, People):
            await self._write_down(message)
        elif isinstance(message, Filled):
            await self._test_connection(message)
        elif isinstance(self.session.place, Setup):
            await self._at_setup(message)
        else:
            await self._work(message)
        self._move()
        self._take_news()
        await self._lay_out()

    def _move(self) -> None:
        if self._moving:
            turn_to(self._device, self, None)
            self._device, self._moving = self._moving, None
            self.session = fresh(self._device, self.session)

    def _take_news(self) -> None:
        if self._news:
            self._output.sound(self._news.sound)
            self.session, self._news = with_news(self.session, self._news), None

    async def _work(self, message: Message) -> None:
        if not isinstance(message, Refreshed):
            # A scan or a tap acknowledges what was said before it.
            self.session = replace(self.session, notice=None)
        if isinstance(message, Answered) and self.session.hand.question in _CODES:
            # No words were asked for, so it is a code that a finger entered.
            message = self._scanned(Frame(message.text, device=TYPED))
        device, session = self._device, self.session
        slice_ = await read(device, session, message)
        anywhere = printer_scanned(session, message) or scanned_anywhere(device, session, message)
        decision = anywhere or decide(session, message, slice_)
        await self._carry_out(await looked_further(device, session, message, decision), message)
        await device.weighed.turned(session.place, session.weighed, self.session.weighed)

    def _scanned(self, frame: Frame) -> Scanned:
        device = self._device
        scan = parse(frame, device.clock.today().year, device.barcodes.known)
        return Scanned(scan, by_hand=frame.device == TYPED)

    async def _carry_out(self, decision: Decision, message: Message) -> None:
        match decision:
            case Do():
                await self._do(decision)
            case Ask(session=session):
                self.session = session
                self._output.sound(Sound.QUESTION)
            case Refuse():
                self._refuse(decision)
            case Agree():
                await self._agree(decision)
            case TakeOver():
                self._output.sound(Sound.BUSY)
                take_over(self._device, decision)
            case Number() | AtPrinter() | OfPeople() | MakeReport() | Stay(labels=(_, *_)):
                await self._carry_out(await looked_up(self._device, decision), message)
            case Go():
                await self._go(decision, message)
            case Stay(session=session, sound=sound):
                self.session = session
                if sound:
                    self._output.sound(sound)
                if session.notice:
                    self._let_pass(session.notice)
            case _:
                assert_never(decision)

    async def _do(self, decision: Do) -> None:
        trouble = await write(self._device, self.session, decision)
        if trouble:
            self._refuse(trouble)
            return
        self._output.sound(decision.notice.sound)  # only now: the beep means it is written
        self._device.written()
        # Before anything is printed: what is written must not be written twice, come what may.
        self.session = replace(decision.session, notice=decision.notice)
        notice = await with_labels(self._device, decision, self.session.user)
        self.session = replace(self.session, notice=notice)
        self._let_pass(notice)

    async def _agree(self, decision: Agree) -> None:
        if self._device.status().guarded is None:
            # Nothing is asked: what a person did not see, they did not agree to.
            self._refuse(Refuse(decision.session, text("label_without_use")))
            return
        await self._device.agree()
        self._output.sound(decision.notice.sound)
        self.session = replace(decision.session, notice=decision.notice)
        self._let_pass(decision.notice)

    def _refuse(self, decision: Refuse) -> None:
        self._output.sound(Sound.STOP)
        notice = Notice(Sound.STOP, decision.text, stays=True)
        self.session = replace(decision.session, notice=notice)

    async def _go(self, decision: Go, message: Message) -> None:
        there = replace(
            self.session, place=decision.place, hand=decision.hand or Hand(), notice=decision.notice
        )
        self.session = current(self._device, there)
        if isinstance(message, Scanned):
            self._output.sound(Sound.BUSY)  # seen; nothing is counted by going somewhere
        if isinstance(there.place, Setup):
            self._desk.reopen(there.place.given)
        elif decision.repeat:
            await self._work(message)
            said = self.session.notice
            if decision.notice and (said is None or said.text is None):
                self.session = replace(self.session, notice=decision.notice)
                self._let_pass(decision.notice)

    def _let_pass(self, notice: Notice) -> None:
        if self._passing:
            self._passing.cancel()
        if notice.text and not notice.stays:
            loop = asyncio.get_running_loop()
            self._passing = loop.call_later(NOTICE_PASSES_S, self._passed, notice)

    def _passed(self, notice: Notice) -> None:
        if self.session.notice is notice:
            self.session = replace(self.session, notice=None)
            self.say(Refreshed())

    async def _write_down(self, filled: Filled) -> None:
        slice_ = await of_people(self._device, self.session)
        assert isinstance(slice_, ListSlice)
        decision = filled_person(self.session, dict(filled.values), slice_)
        await self._carry_out(decision, Refreshed())

    async def _test_connection(self, filled: Filled) -> None:
        if self._desk.submitted(filled):
            await self._lay_out()
            await self._desk.test()

    async def _at_setup(self, message: Message) -> None:
        place = await self._desk.tapped(message)
        if place is not None and isinstance(self.session.place, Setup):
            await self._carry_out(allowed(self.session, Go(place)), message)

    async def _lay_out(self) -> None:
        turn_to(self._device, self, self.session)
        likes = self._device.people.likes(self.session.user)
        if likes != self._likes:
            self._likes = likes
            self._output.like(likes)
        look = await self._look()
        self._device.trail.seen(look)
        self._output.show(look)
        left = left_at(self.session.place, look.top.title)
        if left != self._left:
            self._left = left
            await asyncio.to_thread(self._device.people.where.at, self.session.user, left)

    async def _look(self) -> ScreenLook:
        device, session = self._device, self.session
        at_setup = isinstance(session.place, Setup)
        slice_ = self._desk.shown() if at_setup else await read(device, session, Refreshed())
        left = None if self._left else device.people.where.last(session.user)
        beside = held(device, session)
        seen = replace(session, held=beside, printer=printer_here(device), left=left)
        return render(slice_, seen, at_device(device, training=session.training))
