"""What speaks against a verdict, with the same answers as on the device; no Odoo is needed here."""

UNSURE, PASSED, FAILED = "unsure", "passed", "failed"
WITHDRAWN, PAUSED = "withdrawn", "paused"
OPEN = (UNSURE, WITHDRAWN, PAUSED)
ACCEPT = "accept"


def check_verdict(check, desk):
    """Name the first thing that speaks against a verdict on goods that were received."""
    move = desk.moves[check.line]
    there = desk.there(check.line, check.lot)
    if there <= 0:
        return "check_nothing_there"
    standing = desk.standing(move, check.lot)
    return (
        _said_before(check, standing, there)
        or ("disposition_missing" if check.verdict == FAILED and not check.disposition else "")
        or _second(check, standing, desk.wants_two(check.rules))
        or _place(check, desk)
    )


def blocks(verdict, disposition):
    """Say whether nobody may take goods of such a verdict."""
    return verdict in (FAILED, UNSURE) and disposition != ACCEPT


def _said_before(check, standing, there):
    if check.verdict == WITHDRAWN:
        stands = bool(standing) and standing.verdict != WITHDRAWN
        return "" if stands and standing.inspector == check.inspector else "check_twice"
    paused = check.verdict == PAUSED
    bad = bool(standing) and blocks(standing.verdict, standing.disposition)
    if not standing or standing.verdict in OPEN or (not bad and standing.counted < there):
        return "check_twice" if paused and bad else ""
    if paused:
        return "check_twice"
    if (check.verdict, check.disposition) == (standing.verdict, standing.disposition or ""):
        return "check_twice"
    if check.verdict == FAILED:
        return ""
    return "check_failed_before" if bad else "check_twice"


def _second(check, standing, wants_two):
    if check.verdict in OPEN:
        return ""
    people = {check.inspector, check.second}
    again = bool(standing) and (standing.verdict == UNSURE or _was_bad(standing))
    if again:
        people.add(standing.inspector)
    two = check.disposition == ACCEPT or wants_two or again
    return "second_missing" if two and len(people - {""}) < 2 else ""


def _was_bad(standing):
    """Somebody called it bad, and took that back."""
    return standing.verdict in (WITHDRAWN, PAUSED) and (standing.disposition or ACCEPT) != ACCEPT


def _place(check, desk):
    if not check.place:
        return ""
    place = desk.bins.get(check.place)
    picking = desk.picking
    if not place:
        return "bin_missing"
    if place.company_id and place.company_id != picking.company_id:
        return "company_mismatch"
    building = picking.picking_type_id.warehouse_id
    bad = check.verdict == FAILED and check.disposition != ACCEPT
    on_hold = place == building.stockhand_hold_id
    if place.warehouse_id != building or place.usage != "internal" or bad != on_hold:
        return "bin_elsewhere"
    return "" if place.active else "bin_closed"
