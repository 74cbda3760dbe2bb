"""Which Odoo is attacked: a fresh database of each tier."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.rigs.running import OdooSite, RunningOdoo


def stock(site: OdooSite) -> AbstractContextManager[RunningOdoo]:
    """Odoo as it comes."""
    return site.database("faults")


TIERS: dict[str, Callable[[OdooSite], AbstractContextManager[RunningOdoo]]] = {"stock": stock}
