"""What did not change stands still: Flet neither draws it anew nor compares it."""

from dataclasses import replace

from flet.components.component import Component

from app.ui.looks import Badge, Mark, ReceiveLook
from tests.screens import looks
from tests.screens.clientless import BenchPage
from tests.screens.test_screens import Floor, on_floor

DOCK = 1280


def _components(bench: BenchPage) -> list[Component]:
    return [one for one in bench.session.index.values() if isinstance(one, Component)]


def _rows(bench: BenchPage) -> dict[str, Component]:
    return {str(one.key): one for one in _components(bench) if one.fn.__name__ == "_draw_row"}


def _screen_body(bench: BenchPage) -> object:
    (screen,) = (one for one in _components(bench) if one.fn.__name__ == "ReceiveScreen")
    return screen._b


def _receive() -> ReceiveLook:
    look = next(one for one in looks.LOOKS.values() if isinstance(one, ReceiveLook) and one.rows)
    return replace(look, question=None, notice=None)


def test_a_badge_that_changes_draws_no_line_anew():
    look = _receive()

    async def check(floor: Floor) -> None:
        body = _screen_body(floor.bench)
        badge = Badge(Mark.HERE, count="7", words="7 not in the office yet")
        floor.shell.show(replace(look, top=replace(look.top, badge=badge)))
        await floor.bench.settle()
        assert "7 not in the office yet" in floor.bench.texts()
        assert _screen_body(floor.bench) is body

    on_floor(look, check, DOCK)


def test_a_scan_draws_only_its_own_line_anew():
    look = _receive()
    counted = replace(look.rows[0], amount="7 / 9")

    async def check(floor: Floor) -> None:
        before = _rows(floor.bench)
        card = replace(look.card, done="7")
        floor.shell.show(replace(look, card=card, rows=(counted, *look.rows[1:])))
        await floor.bench.settle()
        assert "7 / 9" in floor.bench.texts()
        after = _rows(floor.bench)
        assert {id for id, row in before.items() if row is not after[id]} == {counted.id}

    on_floor(look, check, DOCK)


def test_a_line_that_stood_still_moved_away_and_came_back_still_answers():
    look = _receive()
    tapped = next(row for row in look.rows if row.action)

    async def check(floor: Floor) -> None:
        for rows in (look.rows[::-1], (), look.rows):
            floor.shell.show(replace(look, rows=rows))
            await floor.bench.settle()
        await floor.bench.go_away()
        await floor.bench.come_back()
        await floor.bench.settle()
        await floor.bench.tap(f"row-{tapped.id}")
        assert floor.said[-1].value == tapped.value

    on_floor(look, check, DOCK)
