"""From what a person chose in the settings to an ERP: the only module that names one."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sync.erp.http import Http, Transport
from sync.erp.odoo.api import Api
from sync.erp.odoo.remote import OdooRemote
from sync.erp.training.opening import open_books
from sync.erp.training.remote import TrainingRemote
from sync.wire.remote import Remote


@dataclass(frozen=True, slots=True)
class Training:
    """The embedded training warehouse, in a folder of its own; its work is done on `lane`."""

    folder: Path
    lane: Executor
    today: Callable[[], date]


@dataclass(frozen=True, slots=True)
class Odoo:
    """An Odoo: where, which database, and the key of one user. The key is in no text of it.

    Long answers are read in `lane`; where there is none, by whoever asks.
    """

    url: str
    database: str
    key: str = field(repr=False)
    lane: Executor | None = None


Choice = Training | Odoo


def open_remote(choice: Choice, transport: Transport | None = None) -> Remote:
    """Open the chosen ERP; nothing is sent yet. `transport` stands in for the network."""
    match choice:
        case Odoo(url, database, key, lane):
            return OdooRemote(Api(Http(url, transport, lane), database, key))
        case Training(folder, lane, today):
            folder.mkdir(parents=True, exist_ok=True)
            return TrainingRemote(open_books(folder, today()), lane, today)
