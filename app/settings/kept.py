"""The settings file: which ERP, as whom, in which company and warehouse. No secret is in it."""

import json
from hashlib import blake2b
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from app.base.language import Language
from app.base.setup import Erp, Form
from sync.core.slices import Scope

FILE = "settings.json"
USER = "Clerk"


class Settings(BaseModel):
    """What a device remembers between two starts."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = 1
    erp: Erp = Erp.TRAINING
    user: str = USER
    url: str = ""
    database: str = ""
    company: int | None = None
    warehouse: int | None = None
    language: Language | None = None

    @property
    def site(self) -> str:
        """Name the folder of this ERP's journal: two ERPs never share one."""
        if self.erp is Erp.TRAINING:
            return "training"
        digest = blake2b(f"{self.url}|{self.database}".encode(), digest_size=5).hexdigest()
        return f"{self.erp}-{digest}"

    @field_validator("language", mode="before")
    @classmethod
    def _known(cls, given: object) -> object:
        """A language of another app is none; all else in the file holds."""
        return given if isinstance(given, str) and given in set(Language) else None

    @property
    def scope(self) -> Scope | None:
        """Where work is done, once it is chosen."""
        if self.company is None or self.warehouse is None:
            return None
        return Scope(self.company, self.warehouse)


def settings_of(form: Form) -> Settings:
    """Read what was filled in at the setup desk; the secret is kept apart."""
    return Settings(
        erp=form.erp,
        user=form.user,
        url=form.url,
        database=form.database,
        company=form.company,
        warehouse=form.warehouse,
        language=form.language,
    )


def load(folder: Path) -> Settings:
    """Read the settings; where there are none, or they are broken, the defaults."""
    try:
        return Settings.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValidationError, UnicodeDecodeError):
        return Settings()


def save(folder: Path, settings: Settings) -> None:
    """Write the settings whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{FILE}.new"
    new.write_text(json.dumps(settings.model_dump(mode="json"), indent=2), encoding="utf-8")
    new.replace(folder / FILE)
