"""Chooses the rings to run, runs them from fast to slow, and says how long each took."""

from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import settings

from tests.rings import COUNTED, RINGS, chosen, ring_of

pytest_plugins = ("tests.rigs.fixtures",)

# Nothing correct is timed: a busy machine is no failure.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")
RING = pytest.StashKey[str]()
RAN = pytest.StashKey["Ran"]()


@dataclass
class Ran:
    """What a run took, by ring, and what its tests counted."""

    seconds: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    counts: list[str] = field(default_factory=list)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--ring",
        default="",
        help=f"which rings to run: all, or some of {', '.join(RINGS)} (default: fast)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[RAN] = Ran()
    config.pluginmanager.register(_Tally(config.stash[RAN]))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        item.stash[RING] = ring_of(mark.name for mark in item.iter_markers())
    # By name too: cases that come out of a set have another order in every process.
    items.sort(key=lambda item: (RINGS.index(item.stash[RING]), item.nodeid))
    wanted = _wanted(config)
    others = [item for item in items if item.stash[RING] not in wanted]
    items[:] = [item for item in items if item.stash[RING] in wanted]
    config.hook.pytest_deselected(items=others)


def _wanted(config: pytest.Config) -> tuple[str, ...]:
    """Which rings: as asked; every one where tests are named or marks are; else the fast one."""
    named = config.option.markexpr or any("::" in argument for argument in config.args)
    return chosen(config.option.ring or ("all" if named else "fast"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    # A report may be read in another process, where the test itself is not.
    report.ring = item.stash[RING]
    return report


class _Tally:
    """Adds up what is reported, by whichever worker."""

    def __init__(self, ran: Ran) -> None:
        self.ran = ran

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # A worker that died says nothing of the ring.
        ring = getattr(report, "ring", RINGS[0])
        self.ran.seconds[ring] += report.duration
        self.ran.passed[ring] += report.when == "call" and report.passed
        if report.when == "call":
            self.ran.counts += [value for name, value in report.user_properties if name == COUNTED]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    ran = config.stash[RAN]
    terminalreporter.section("time by ring, added up over all workers")
    for ring in [ring for ring in RINGS if ring in ran.seconds]:
        line = f"{ring:8} {ran.passed[ring]:5} passed  {ran.seconds[ring]:8.1f} s"
        terminalreporter.line(line)
    for line in ran.counts:
        terminalreporter.line(line)
