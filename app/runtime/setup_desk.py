"""The setup desk at work: test a connection, then work with it."""

import asyncio
from dataclasses import replace
from typing import Protocol

from app.base.language import Language
from app.base.messages import Action, Message, Tapped
from app.base.session import Home, People
from app.base.setup import Form
from app.base.wording import text
from app.runtime.carriage import Carriage
from app.runtime.scanner_desk import ScannerDesk
from app.setup.flow import answered, choose, failed, fill
from app.ui.forms import Filled
from sync.store.trouble import OpenTrouble
from sync.wire.failures import Failure
from sync.wire.messages import Hello


class Carrying(Protocol):
    """Settings on their way between devices: `app/settings/carry`."""

    def save(self) -> tuple[str, bytes]:
        """Write them to a file and a code, and say where; "" where the disk does not take it."""
        ...

    def taken(self, name: str, form: Form) -> Form | str:
        """Take in a file, and fill in the form by it; or say what is wrong."""
        ...

    def read(self, scanned: str, form: Form) -> Form | None:
        """Fill in the form by a scanned code; None where it cannot be read."""
        ...


class Connections(Protocol):
    """Who can reach an ERP and change over to it: `app/bootstrap`."""

    def form(self) -> Form:
        """The form as it was last saved, without the secret."""
        ...

    async def test(self, form: Form) -> Hello | Failure:
        """Log in with what is filled in; changes nothing."""
        ...

    async def use(self, form: Form) -> OpenTrouble | None:
        """Keep the form, and work with that ERP, company and warehouse; or change nothing."""
        ...

    def label_in(self, language: str) -> bool:
        """Have labels in this language from now on; False where that cannot be kept."""
        ...

    def carriage(self) -> Carriage:
        """The way of unsent work out of this device, and into it."""
        ...

    def speak(self, language: Language | None = None) -> None:
        """Speak with whoever is asking in this language from now on, and keep it."""
        ...

    def carry(self) -> Carrying:
        """The way of settings out of this device, and into it."""
        ...


class SetupDesk:
    """One person's form, from opening it to starting work."""

    def __init__(self, connections: Connections, scanners: ScannerDesk | None = None) -> None:
        self._connections = connections
        self._scanners = scanners
        self.form = connections.form()

    def shown(self) -> Form:
        """The form, and how the scanners are doing right now."""
        desk = self._scanners
        if desk is None:
            return self.form
        form = replace(self.form, scanners=desk.lines(), scanner=desk.form, keyboard=desk.keyboard)
        if desk.words:
            form = replace(form, words=desk.words, went_well=desk.went_well)
        return form

    def reopen(self, scanned: str = "") -> None:
        """Start over from what is kept, or from the code that was scanned."""
        self.form = self._connections.form()
        given = self._connections.carry().read(scanned, self.form) if scanned else None
        if given is not None:
            self.form = replace(given, words=text("settings_read"), went_well=True)
        if self._scanners:
            self._scanners.close()

    def submitted(self, filled: Filled) -> bool:
        """Take the form; say whether the connection is worth testing."""
        values = dict(filled.values)
        if self._scanners and self._scanners.form:
            words = self._scanners.filled(values)
            went_well = words is not None and words.key == "scanner_attached"
            self.form = replace(self.form, words=words, went_well=went_well)
            return False
        self.form = fill(self.form, values)
        if self.form.wrong:
            return False
        self.form = replace(self.form, busy=True, words=text("working", url=self._there()))
        return True

    async def test(self) -> None:
        """Test the connection, and say in words how it went."""
        try:
            said = await self._connections.test(self.form)
        finally:
            # Whatever broke: the form can be sent again.
            self.form = replace(self.form, busy=False)
        if isinstance(said, Failure):
            words = text(f"failure.{said.kind}", url=self._there(), database=self.form.database)
            self.form = failed(self.form, words)
            return
        words = text("connected", server=said.server, user=said.user)
        self.form = answered(self.form, said.companies, said.warehouses, words)

    async def tapped(self, message: Message) -> Home | People | None:
        """Take a tap; where it ends the setup, say where to go."""
        match message:
            case Tapped(action=Action.CHOOSE, value=value) if value.startswith("work:"):
                await self._carry(value.removeprefix("work:"))
            case Tapped(action=Action.CHOOSE, value=value) if value.startswith("settings:"):
                await self._carry_settings(value.removeprefix("settings:"))
            case Tapped(action=Action.CHOOSE, value=value) if value.startswith("scanner:"):
                if self._scanners:
                    words = self._scanners.tapped(value.removeprefix("scanner:"))
                    self.form = replace(self.form, words=words, went_well=False)
            case Tapped(action=Action.CHOOSE, value=value) if value.startswith("label:"):
                self._label_in(value.removeprefix("label:"))
            case Tapped(action=Action.BACK) if self._scanners and self._scanners.is_open:
                self._scanners.close()
                self.form = replace(self.form, words=None)
            case Tapped(action=Action.CHOOSE, value=value):
                self.form = choose(self.form, value)
                if value.startswith("language:"):
                    self._connections.speak(self.form.language)
            case Tapped(action=Action.SAVE):
                return await self._start()
            case Tapped(action=Action.OPEN_PEOPLE):
                return People()
            case Tapped(action=Action.BACK | Action.GO_HOME):
                return Home()
            case _:
                pass
        return None

    def _label_in(self, language: str) -> None:
        kept = self._connections.label_in(language)
        words = text("labels_speak" if kept else "labels_not_kept")
        labels = self._connections.form().labels
        self.form = replace(self.form, words=words, went_well=kept, labels=labels)

    async def _carry_settings(self, name: str) -> None:
        carrying = self._connections.carry()
        if name == "save":
            path, code = await asyncio.to_thread(carrying.save)
            words = text("settings_saved", path=path) if path else text("people_not_kept")
            self.form = replace(self.form, words=words, went_well=bool(path), code=code)
            return
        taken = await asyncio.to_thread(carrying.taken, name, self.form)
        if isinstance(taken, str):
            self.form = failed(self.form, text("settings_not_taken", name=name, why=taken))
        else:
            self.form = replace(taken, words=text("settings_taken"), went_well=True)

    async def _carry(self, name: str) -> None:
        carriage = self._connections.carriage()
        went_well, words = await (carriage.save() if name == "save" else carriage.take_in(name))
        self.form = replace(self.form, words=words, went_well=went_well, carried=carriage.files())

    async def _start(self) -> Home | None:
        # Only what was tested: the tap may be older than what was filled in since.
        if not self.form.companies or self.form.warehouse is None:
            return None
        trouble = await self._connections.use(self.form)
        if trouble is None:
            return Home()
        words = text(f"opening.{trouble.kind}", path=trouble.path)
        self.form = failed(self.form, words)
        return None

    def _there(self) -> str:
        return self.form.url or "Training"
