"""The folder through which unsent work leaves a device, and comes into another."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.base.wording import Text, text
from sync.store.rescue import Rescued, RescueTrouble, RescueTroubleKind, RescueWritten
from sync.store.store import Store

FOLDER = "carried"
FILES_SHOWN_MAX = 5


@dataclass(frozen=True, slots=True)
class Carriage:
    """One device's work in files: `erp` names what it is for, `taken` wakes who sends it."""

    folder: Path
    store: Store
    erp: str
    taken: Callable[[], None]

    def files(self) -> tuple[str, ...]:
        """Name the files that other devices left here, the newest first."""
        own = self._own().name
        found = (one for one in self.folder.glob("unsent-*.work") if one.name != own)
        newest = sorted(found, key=lambda one: one.stat().st_mtime_ns, reverse=True)
        return tuple(one.name for one in newest[:FILES_SHOWN_MAX])

    async def save(self) -> tuple[bool, Text]:
        """Write what is unsent, and say where it is; it stays here as well."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            trouble = RescueTrouble(RescueTroubleKind.NOT_WRITABLE, str(self.folder))
            return False, _words(trouble)
        said = await self.store.rescue.export(self._own(), self.erp)
        if isinstance(said, RescueWritten) and not await self._pictures_out():
            return False, _words(RescueTrouble(RescueTroubleKind.NO_SPACE, str(self.folder)))
        return not isinstance(said, RescueTrouble), _words(said)

    async def take_in(self, name: str) -> tuple[bool, Text]:
        """Take in the work of a file; a second time nothing is added."""
        assert name in self.files(), name
        said = await self.store.rescue.take_in(self.folder / name, self.erp)
        pictures = self._beside(self.folder / name)
        if isinstance(said, Rescued) and pictures.is_dir():
            # Those that find no room stay where they are: the file can be taken in again.
            with suppress(OSError):
                await self.store.pictures.carry_in(pictures)
        self.taken()
        return not isinstance(said, RescueTrouble), _words(said)

    async def _pictures_out(self) -> bool:
        try:
            await self.store.pictures.carry_out(self._beside(self._own()))
        except OSError:
            return False
        return True

    @staticmethod
    def _beside(work: Path) -> Path:
        """Name the folder of pictures that goes with a file of work."""
        return work.with_suffix(".pictures")

    def _own(self) -> Path:
        return self.folder / f"unsent-{self.store.opened.device}.work"


def _words(said: RescueWritten | Rescued | RescueTrouble) -> Text:
    match said:
        case RescueWritten(operations=0):
            return text("carried_nothing")
        case RescueWritten(path=path, operations=count):
            return text("carried_out", count=count, path=path)
        case Rescued(added=added, known=known):
            return text("carried_in", added=added, known=known)
        case RescueTrouble(kind=kind, path=path, found=found):
            return text(f"carrying.{kind}", path=path, found=found)
