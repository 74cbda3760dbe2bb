"""The only place that knows concrete things: it opens a device and puts its parts together."""

import asyncio
import logging
import secrets
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app import fitting
from app.base.language import Language, speak
from app.base.setup import Erp, Form
from app.fitting import threaded_lanes
from app.runtime.barcodes import Barcodes
from app.runtime.carriage import FOLDER, Carriage
from app.runtime.crowd import Crowd
from app.runtime.device import Clock, Device
from app.runtime.news import news_of
from app.runtime.reporting import LogLines
from app.runtime.running import Running, Said, picture_lane
from app.runtime.trail import Trail
from app.settings.barcodes import barcodes_in
from app.settings.carry import Carry
from app.settings.kept import Settings, load, save, settings_of
from app.settings.people import SALT_BYTES, Book
from app.settings.receiving import rules_in
from app.settings.secret import keep
from app.settings.words import of_this_computer, words_of
from sync.core.ids import RANDOM_BITS, op_id
from sync.engine.claims import Claims
from sync.engine.engine import Ends, Engine
from sync.engine.events import Written
from sync.engine.status import Status
from sync.engine.world import World, wait_on_loop
from sync.erp.choose import Choice, open_remote
from sync.store.store import Store
from sync.store.told import OpenNote
from sync.store.trouble import OpenTrouble, disk_trouble
from sync.wire.failures import Failure
from sync.wire.messages import Hello

_log = logging.getLogger(__name__)
_CHANCE_STEPS = 1 << 32
DEVICE_BYTES = 5
SENDING_WAITS_S = 0.15
"""The screen comes first: sending would take the processor from what the person waits to see."""


def clock() -> Clock:
    """The clocks of this computer."""
    return Clock(
        wall_ms=lambda: time.time_ns() // 1_000_000,
        monotonic_ms=lambda: time.monotonic_ns() // 1_000_000,
        today=lambda: datetime.now().astimezone().date(),
        boot=secrets.token_hex(4),
    )


def new_op_id() -> str:
    """Make the identifier of one operation."""
    return op_id(time.time_ns() // 1_000_000, secrets.randbits(RANDOM_BITS))


class Workplace:
    """This computer as a workplace: one device at a time, and the people working at it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clock = clock()
        self._settings = load(folder)
        self._office = ThreadPoolExecutor(1, thread_name_prefix="office")
        self.crowd = Crowd()
        self._trail, self._log = Trail(), LogLines()
        self._book = Book(folder, lambda: secrets.token_bytes(SALT_BYTES))
        self._running: Running | None = None

    @property
    def device(self) -> Device:
        """The device people work at now."""
        assert self._running is not None
        return self._running.device

    async def open(self) -> OpenTrouble | None:
        """Open the device of the settings; say why it cannot be."""
        logging.getLogger().addHandler(self._log)
        try:
            if self._settings.erp is Erp.TRAINING and self._settings.warehouse is None:
                self._settings = await self._first_training()
            started = await self._started(self._settings, "")
        except OSError as error:
            return disk_trouble(error, str(self._folder))
        if isinstance(started, OpenTrouble):
            return started
        self._go_on(self._settings, started)
        return None

    async def close(self) -> None:
        """Stop sending and close the files; what is unsent is sent at the next start."""
        if self._running:
            await self._running.close()
            self._running = None
        logging.getLogger().removeHandler(self._log)

    # ------------------------------------------------ the setup desk's connections

    def form(self) -> Form:
        """The form as it was last saved, without the secret."""
        carried = self.carriage().files() if self._running else ()
        form = fitting.form_of(self._folder, self._settings, carried)
        return replace(form, settings=self.carry().files()) if self._running else form

    def speak(self, language: Language | None = None) -> None:
        """Speak with whoever is asking in this language, which is kept, or in the one that is."""
        if language:
            self._settings = self._settings.model_copy(update={"language": language})
            save(self._folder, self._settings)
        speak(words_of(self._settings.language or of_this_computer()))

    def label_in(self, language: str) -> bool:
        """Have labels in this language from now on; False where that cannot be kept."""
        return fitting.label_in(self.device.printing, self._folder, self._settings, language)

    def carriage(self) -> Carriage:
        """The way of unsent work out of this device, and into it."""
        device, site = self.device, self._settings.site
        return Carriage(self._folder / FOLDER, device.store, site, device.written)

    def carry(self) -> Carry:
        """The way of settings out of this device, and into it."""
        return Carry(self._folder, self._settings, self.device.store.opened.device)

    async def test(self, form: Form) -> Hello | Failure:
        """Log in with what is filled in; changes nothing."""
        settings = settings_of(form)
        remote = open_remote(self._choice(settings, form.key))
        try:
            return await remote.hello()
        finally:
            await remote.close()

    async def use(self, form: Form) -> OpenTrouble | None:
        """Keep the form, and work with that ERP, company and warehouse; or change nothing."""
        device, settings = self.device, settings_of(form)
        try:
            trouble = await self._change_over(settings, form.key)
        except OSError as error:
            trouble = disk_trouble(error, str(self._folder))
        if self._running is None:
            await self.open()  # as it was: a moment ago that went well
        if self.device is not device:
            self.crowd.move_to(self.device)
        return trouble

    # ------------------------------------------------ opening and running

    async def _first_training(self) -> Settings:
        hello = await self.test(self.form())
        assert isinstance(hello, Hello)
        warehouse = hello.warehouses[0]
        settings = self._settings.model_copy(
            update={"company": warehouse.company, "warehouse": warehouse.id}
        )
        save(self._folder, settings)
        return settings

    async def _change_over(self, settings: Settings, key: str) -> OpenTrouble | None:
        if settings.site == self._settings.site:
            return await self._go_on_in_same_folder(settings, key)
        started = await self._started(settings, key)
        if isinstance(started, OpenTrouble):
            return started
        try:
            self._keep(settings, key)
        except OSError:
            await started.close()
            raise
        await self.close()
        self._go_on(settings, started)
        return None

    async def _go_on_in_same_folder(self, settings: Settings, key: str) -> OpenTrouble | None:
        assert self._running is not None
        self._keep(settings, key)
        await self._running.halt()
        if settings.scope != self._settings.scope:
            # The other warehouse is pulled from the start; what is unsent stays in the journal.
            await self.device.store.forget_mirror()
        await self.close()
        started = await self._started(settings, key)
        if isinstance(started, OpenTrouble):
            return started
        self._go_on(settings, started)
        return None

    def _keep(self, settings: Settings, key: str) -> None:
        if key:
            keep(self._folder, settings.site, key)
        save(self._folder, settings)

    def _go_on(self, settings: Settings, started: Running) -> None:
        self._settings, self._running = settings, started
        started.begin()

    async def _started(self, settings: Settings, key: str) -> Running | OpenTrouble:
        """Open a device and its ERP; nothing is sent before it begins. OSError: the disk."""
        place = self._folder / settings.site
        store = await asyncio.to_thread(
            Store.open, place, secrets.token_hex(DEVICE_BYTES), threaded_lanes()
        )
        if isinstance(store, OpenTrouble):
            return store
        try:
            remote = open_remote(self._choice(settings, key))
        except OSError:
            await asyncio.to_thread(store.close)
            raise
        said, ends = Said(), Ends(store, remote, fitting.scopes_of(settings))
        engine = Engine(ends, self.world(), lambda _, status: self._changed(said, status, store))
        await _first(said, engine, store)

        def written() -> None:
            said.one_more()
            asyncio.get_running_loop().call_later(SENDING_WAITS_S, engine.wake, Written())

        claims = Claims(store.opened.device, remote, self.world(), self.crowd.tell)
        rules, trouble = rules_in(self._folder)
        numbers = fitting.numbering_in(self._folder, settings, store, remote, self.world())
        printing, wrong = fitting.printing_in(self._folder, settings, self._told(), store)
        pictures = said.lane = picture_lane(store, remote, self.world(), self.crowd.tell)
        device = Device(
            store=store,
            status=said.now,
            written=written,
            pictured=pictures.wake,
            agree=engine.agree_to_deletions,
            new_op_id=new_op_id,
            clock=self._clock,
            user=settings.user,
            scope=settings.scope,
            training=settings.erp is Erp.TRAINING,
            notice=news_of(store.opened.notes) or trouble or wrong,
            rules=rules,
            barcodes=Barcodes(*barcodes_in(place, settings.company)),
            claims=claims,
            printing=printing,
            take_number=numbers.take,
            people=self._book,
            report=fitting.reporter(self._folder, settings, store, self._heard(said)),
            trail=self._trail,
            weighed=fitting.weighed_at(place),
        )
        return Running(device, remote, engine, (claims, numbers.supply, pictures))

    def _heard(self, said: Said) -> fitting.Heard:
        return fitting.Heard(said.now, self._clock, self._trail, self._log)

    def _told(self) -> fitting.World:
        return fitting.World(self._clock.wall_ms, new_op_id, self.crowd.tell)

    def world(self) -> World:
        return World(
            monotonic_ms=self._clock.monotonic_ms,
            wall_ms=self._clock.wall_ms,
            chance=lambda: secrets.randbelow(_CHANCE_STEPS) / _CHANCE_STEPS,
            wait=wait_on_loop,
        )

    def _choice(self, settings: Settings, key: str) -> Choice:
        return fitting.choice_of(self._folder, settings, key, self._office, self._clock.today)

    def _changed(self, said: Said, status: Status, store: Store) -> None:
        notes = store.opened.notes[said.notes :]
        said.status, said.notes = status, said.notes + len(notes)
        _note("while open", notes)
        self.crowd.tell(news_of(notes))


async def _first(said: Said, engine: Engine, store: Store) -> None:
    said.status, said.notes = await engine.status(), len(store.opened.notes)
    _note("at opening", store.opened.notes)


def _note(when: str, notes: Iterable[OpenNote]) -> None:
    for note in notes:
        _log.warning("%s: %s %s", when, note.kind, note.path)
