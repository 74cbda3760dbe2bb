"""Chooses the rings to run, runs them from fast to slow, and says how long each took."""

from collections import Counter

import pytest

from tests.rings import RINGS, chosen, ring_of

pytest_plugins = ("tests.rigs.fixtures",)

RING = pytest.StashKey[dict[str, str]]()
SECONDS = pytest.StashKey[Counter[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--ring",
        default="",
        help=f"which rings to run: all, or some of {', '.join(RINGS)} (default: fast)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[RING] = {}
    config.stash[SECONDS] = Counter()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    ring = config.stash[RING]
    for item in items:
        ring[item.nodeid] = ring_of(mark.name for mark in item.iter_markers())
    items.sort(key=lambda item: RINGS.index(ring[item.nodeid]))
    wanted = _wanted(config)
    others = [item for item in items if ring[item.nodeid] not in wanted]
    items[:] = [item for item in items if ring[item.nodeid] in wanted]
    config.hook.pytest_deselected(items=others)


def _wanted(config: pytest.Config) -> tuple[str, ...]:
    """Which rings: as asked; every one where tests are named or marks are; else the fast one."""
    named = config.option.markexpr or any("::" in argument for argument in config.args)
    return chosen(config.option.ring or ("all" if named else "fast"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    ring = item.config.stash[RING].get(item.nodeid, "fast")
    item.config.stash[SECONDS][ring] += report.duration
    item.config.stash[SECONDS][f"{ring} {report.outcome}"] += report.when == "call"
    return report


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    seconds = config.stash[SECONDS]
    terminalreporter.section("time by ring")
    for ring in RINGS:
        if ring in seconds:
            passed = int(seconds[f"{ring} passed"])
            terminalreporter.line(f"{ring:8} {passed:5} passed  {seconds[ring]:8.1f} s")
