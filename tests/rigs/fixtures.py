"""Pytest's way to the rig: one running Odoo for a whole run, a fresh database for each test."""

from collections.abc import Iterator

import pytest

from tests.rigs import seed
from tests.rigs.cache import RigUnavailable
from tests.rigs.running import OdooSite, RunningOdoo, odoo_running
from tests.rings import cannot_run

# The first test of a run may have to fetch Odoo and install it first.
RIG_TEST_SECONDS_MAX = 1800


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give a test that needs the rig the time that making the rig may take."""
    for item in items:
        if "odoo_site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(RIG_TEST_SECONDS_MAX))


@pytest.fixture(scope="session")
def odoo_site() -> Iterator[OdooSite]:
    """A real Odoo 19 on a real PostgreSQL, started from the cache, made first if need be."""
    running = odoo_running()
    try:
        site = running.__enter__()
    except RigUnavailable as why:
        cannot_run(
            f"no running Odoo: {why}", "run as root on Debian 12 (or in a container of it), online"
        )
    try:
        yield site
    finally:
        running.__exit__(None, None, None)


@pytest.fixture
def odoo(odoo_site: OdooSite) -> Iterator[RunningOdoo]:
    """A fresh database with the seed (tests/rigs/seed.py), and the server it lives in."""
    with odoo_site.database("test") as running:
        yield running


@pytest.fixture
def odoo_addon(odoo_site: OdooSite) -> Iterator[RunningOdoo]:
    """As `odoo`, with our add-on installed; the clerks are users of Stockhand / Device."""
    with odoo_site.database("test_addon", odoo_site.with_addon) as running:
        yield running


@pytest.fixture
def odoo_bare(odoo_site: OdooSite) -> Iterator[RunningOdoo]:
    """An Odoo without Inventory: nothing but its base."""
    with odoo_site.database("test_bare", seed.BARE_DATABASE) as running:
        yield running
