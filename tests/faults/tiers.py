"""Which Odoo is attacked: a fresh database of each tier."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.rigs.running import OdooSite, RunningOdoo


def stock(site: OdooSite) -> AbstractContextManager[RunningOdoo]:
    """Odoo as it comes."""
    return site.database("faults")


def addon(site: OdooSite) -> AbstractContextManager[RunningOdoo]:
    """Odoo with our module in it."""
    return site.database("faults_addon", site.with_addon)


TIERS: dict[str, Callable[[OdooSite], AbstractContextManager[RunningOdoo]]] = {
    "stock": stock,
    "addon": addon,
}
