"""The form of the setup desk: which ERP, as whom, in which company and warehouse."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.base.language import Language
from app.base.scanners import ScannerLine
from app.base.wording import Text
from sync.core.records import Company, Warehouse

SETTINGS_CODE = "SHSET:"
"""How the code of settings begins; no label of ours and no article number does."""


class Erp(StrEnum):
    """The ERPs a person can choose."""

    TRAINING = "training"
    ODOO = "odoo"


@dataclass(frozen=True, slots=True)
class ScannerForm:
    """A scanner being attached or changed; `name` is the one it has now, "" for a new one.

    `found` are addresses and names of what is plugged in and may be it; `opened` counts the forms.
    """

    way: str
    address: str = ""
    prefix: str = ""
    suffix: str = ""
    quiet_ms: str = ""
    double_ms: str = ""
    name: str = ""
    found: tuple[tuple[str, str], ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    opened: int = 0


@dataclass(frozen=True, slots=True)
class KeyboardForm:
    """The keyboard scanner being calibrated: its label as a picture; whether it was before.

    `maker` is a sheet of codes that set a maker's scanners up, as a picture, once it is asked for.
    """

    label: bytes = field(repr=False)
    is_calibrated: bool = False
    maker: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class PrinterLine:
    """A printer as its file names it; `wrong` says why it cannot be used."""

    name: str
    address: str
    is_here: bool = False
    wrong: Text | None = None


@dataclass(frozen=True, slots=True)
class LabelSetup:
    """Printers and labels as their files say; `wrong` are files that cannot be read."""

    language: str = "en"
    printers: tuple[PrinterLine, ...] = ()
    wrong: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What is filled in so far. `key` is a secret and never shown; `key_kept` says one is stored.

    `companies` and `warehouses` are known once the connection was tested; `went_well` says how the
    last try went, and `words` what to read about it. `wrong` names fields with the label that says
    what to mend. `settings` are other devices' settings in files, `code` says where the work is.
    `carried` are files with other devices' unsent work, in the folder `carried_to`.
    """

    erp: Erp
    user: str
    url: str = ""
    database: str = ""
    key: str = field(default="", repr=False)
    key_kept: bool = False
    busy: bool = False
    words: Text | None = None
    went_well: bool = True
    wrong: tuple[tuple[str, str], ...] = ()
    companies: tuple[Company, ...] = ()
    warehouses: tuple[Warehouse, ...] = ()
    company: int | None = None
    warehouse: int | None = None
    carried: tuple[str, ...] = ()
    carried_to: str = ""
    scanners: tuple[ScannerLine, ...] = ()
    scanner: ScannerForm | None = None
    language: Language = Language.ENGLISH
    keyboard: KeyboardForm | None = None
    labels: LabelSetup | None = None
    settings: tuple[str, ...] = ()
    code: bytes = field(default=b"", repr=False)
