"""Chooses rows by name, and writes all that was told as one table where a whole run asks for it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.charts import draw
from tests.bench.figures import TOLD
from tests.bench.growth import POINTS
from tests.bench.large import make_articles, make_stock
from tests.bench.report import CHART, written
from tests.rigs.running import OdooSite, RunningOdoo

ROWS = "rows"
ONLY = os.environ.get("ONLY", "")
TABLE = os.environ.get("TABLE", "")
ARTICLES = int(os.environ.get("ARTICLES", "100000"))
"""Of the large Odoo; fewer while one works on a bench."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ONLY=scan.loading: the benches that tell such rows."""
    if not ONLY:
        return
    others = [item for item in items if item.get_closest_marker(ROWS) and not _is_wanted(item)]
    items[:] = [item for item in items if item not in others]
    config.hook.pytest_deselected(items=others)


def _is_wanted(item: pytest.Item) -> bool:
    return any(row.startswith(ONLY) or ONLY.startswith(f"{row}.") for row in families(item))


def families(item: pytest.Item) -> tuple[str, ...]:
    """How the names of a bench's rows begin, by its mark."""
    mark = item.get_closest_marker(ROWS)
    assert mark, f"{item.nodeid} does not say which rows it tells"
    return mark.args


@pytest.fixture(autouse=True)
def _tells_its_rows(request: pytest.FixtureRequest) -> Iterator[None]:
    before = len(TOLD)
    yield
    strange = [one.name for one in TOLD[before:] if not one.name.startswith(families(request.node))]
    assert not strange, f"rows that its mark does not name: {strange}"


@pytest.fixture(scope="session")
def large_odoo(odoo_site: OdooSite) -> Iterator[RunningOdoo]:
    """An Odoo with 100,000 articles, each in two bins."""
    with odoo_site.database("bench_large") as odoo:
        make_articles(odoo, ARTICLES)
        make_stock(odoo)
        yield odoo


def pytest_sessionfinish() -> None:
    if TABLE and TOLD:
        Path(TABLE).write_text(written(TOLD), encoding="utf-8")
        draw(POINTS, Path(TABLE).parent / CHART)
