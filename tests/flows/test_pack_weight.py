"""What a pack is, what it weighs, and what is refused before it becomes too heavy."""

from dataclasses import replace
from decimal import Decimal

from app.base.decision import Ask, Do, Number, Refuse, Stay
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.session import Pack, PackStep, Question, Session
from app.base.wording import say
from app.decide import decide
from app.pack.view import view
from app.ui.looks import Badge, Mark
from scanners.codes.parse import parse
from scanners.frame import Frame
from sync.core.operations import FinishReceipt
from sync.core.pack_slices import PackSlice
from sync.core.pack_types import PackType, PackWeight
from sync.core.problems import Problem
from tests.flows.floor import DRILL
from tests.flows.test_pack import BOX, ORDER, at, goods, inside, refused, scanned, slice_of, task

D = Decimal
HEAVY = replace(DRILL, weight=D("1.5"))
SIDES = (D(40), D(30), D(20))
SMALL = PackType(4, None, 1, "Small box", "BOX-S", *SIDES, D("0.5"), D(5), "kg")
LARGE = PackType(5, None, 2, "Large box", "BOX-L", *SIDES, D(1), D(0), "kg")
BADGE = Badge(Mark.DONE)


def typed(*tasks, packed=(), **over) -> PackSlice:
    slice_ = slice_of(*tasks, packed=packed, **over)
    return replace(slice_, types=(SMALL, LARGE))


def filled(amount: int, pack_type: int | None = SMALL.id) -> tuple:
    row = inside("BOX-1", amount, HEAVY)
    return (replace(row, weight=D("1.5") * amount, pack_type=pack_type),)


def on_scale(text: str, unit: str = "kg") -> Scanned:
    return Scanned(parse(Frame(text, weighs=unit)))


def weighed(session: Session) -> dict[str, Decimal]:
    return {one.package: one.weight for one in session.weighed}


def test_a_type_is_scanned_or_tapped_and_goes_with_the_goods():
    by_scan = decide(at(package="BOX-1"), scanned("BOX-S"), typed(task(HEAVY)))
    by_tap = decide(at(package="BOX-1"), Tapped(Action.CHOOSE, "4"), typed(task(HEAVY)))
    assert by_scan.session.hand.pack_type == by_tap.session.hand.pack_type == SMALL.id
    put = decide(by_scan.session, scanned(), typed(task(HEAVY), found=goods(HEAVY)))
    assert isinstance(put, Do)
    assert (put.deed.package, put.deed.pack_type) == ("BOX-1", SMALL.id)
    assert put.session.hand.pack_type == SMALL.id, "the next goods go into the same box"


def test_without_an_open_pack_a_type_begins_one():
    begun = decide(at(), scanned("BOX-L"), typed(task()))
    assert isinstance(begun, Number)
    assert begun.session.hand.pack_type == LARGE.id
    opened = decide(begun.session, scanned(BOX), typed(task()))
    assert (opened.session.hand.package, opened.session.hand.pack_type) == ("BOX-1", LARGE.id)


def test_the_type_of_a_pack_with_goods_in_it_stays():
    late = decide(at(package="BOX-1"), scanned("BOX-L"), typed(task(HEAVY), packed=filled(1, None)))
    assert "has goods in it" in refused(late)
    known = typed(task(HEAVY), packed=filled(1), found=goods(HEAVY))
    assert decide(at(package="BOX-1"), scanned(), known).deed.pack_type == SMALL.id


def test_goods_that_make_it_too_heavy_do_not_go_in():
    three = typed(task(HEAVY), packed=filled(3), found=goods(HEAVY))
    words = refused(decide(at(package="BOX-1"), scanned(), three))
    assert "would weigh 6.5 kg" in words
    assert "5 at most" in words
    two = typed(task(HEAVY), packed=filled(2), found=goods(HEAVY))
    assert isinstance(decide(at(package="BOX-1"), scanned(), two), Do), "5 kg are allowed"


def test_a_weight_is_entered_or_reckoned():
    slice_ = typed(task(HEAVY), packed=filled(2))
    asked = decide(at(package="BOX-1"), Tapped(Action.ASK_WEIGHT), slice_)
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.WEIGHT
    typed_in = decide(asked.session, Answered("3,7"), slice_)
    assert weighed(typed_in.session) == {"BOX-1": D("3.7")}
    assert typed_in.session.hand.question is None
    assert weighed(decide(asked.session, Tapped(Action.CONFIRM), slice_).session) == {
        "BOX-1": D("3.5")
    }
    for wrong in ("0", "x", "100000", "1.2345"):
        assert isinstance(decide(asked.session, Answered(wrong), slice_), Refuse), wrong
    assert "5 at most" in refused(decide(asked.session, Answered("5.001"), slice_))


def test_what_nobody_knows_the_weight_of_is_not_reckoned():
    unknown = typed(task(), packed=(inside("BOX-1", 2),))
    asked = decide(at(package="BOX-1"), Tapped(Action.ASK_WEIGHT), unknown)
    assert isinstance(decide(asked.session, Tapped(Action.CONFIRM), unknown), Refuse)


def test_a_scale_answers_for_the_open_pack():
    slice_ = typed(task(HEAVY), packed=filled(2))
    said = decide(at(package="BOX-1"), on_scale("3610", "g"), slice_)
    assert weighed(said.session) == {"BOX-1": D("3.61")}
    heavy = decide(at(package="BOX-1"), on_scale("5.2"), slice_)
    assert "5 at most" in refused(heavy)
    assert weighed(heavy.session) == {}
    # What stood there before the pack was opened, or was filled, waits for a yes.
    before = decide(at(), on_scale("3.6"), slice_)
    assert weighed(before.session) == {}
    opened = replace(before.session, hand=at(package="BOX-1").hand)
    assert decide(opened, Tapped(Action.ASK_WEIGHT), slice_).session.hand.typed == "3.6"
    gone = decide(opened, on_scale("0"), slice_)
    assert decide(gone.session, Tapped(Action.ASK_WEIGHT), slice_).session.hand.typed == ""


def test_a_scale_disturbs_nobody_at_the_door():
    loading = at(PackStep.LOAD, package="BOX-1")
    assert weighed(decide(loading, on_scale("3.6"), typed(packed=filled(2))).session) == {}


def test_nothing_is_weighed_where_the_erp_has_no_place_for_it():
    slice_ = typed(task(HEAVY), packed=filled(2))
    older = replace(slice_, types=tuple(replace(one, weight_unit="") for one in slice_.types))
    full = view(older, at(package="BOX-1"), BADGE)
    assert "pack-weight" not in {row.id for row in full.rows}
    for message in (on_scale("3.6"), on_scale("3610", "g")):
        said = decide(at(package="BOX-1"), message, older)
        assert isinstance(said, Stay)
        assert weighed(said.session) == {}
    assert isinstance(decide(at(package="BOX-1"), Tapped(Action.ASK_WEIGHT), older), Refuse)
    # How heavy it may be is told all the same.
    assert "5 at most" in refused(
        decide(
            at(package="BOX-1"),
            scanned(),
            replace(
                older,
                walk=typed(task(HEAVY), packed=filled(3), found=goods(HEAVY)).walk,
                packed=filled(3),
            ),
        )
    )


def test_what_goes_in_or_out_makes_it_unweighed():
    held = replace(at(package="BOX-1"), weighed=(PackWeight("BOX-1", D(3)), PackWeight("B", D(2))))
    put = decide(held, scanned(), typed(task(HEAVY), packed=filled(1), found=goods(HEAVY)))
    assert weighed(put.session) == {"B": D(2)}
    nothing = decide(held, Tapped(Action.UNDO), typed(task(HEAVY)))
    assert say(nothing.text), Problem.UNDO_TARGET_MISSING


def test_a_finish_tells_the_weights_of_its_own_packs():
    held = replace(
        Session(Pack(ORDER.id, loaded=("BOX-1",)), at().scope, "Ana"),
        weighed=(PackWeight("BOX-1", D("3.6")), PackWeight("OTHER", D(2))),
    )
    done = decide(held, Tapped(Action.FINISH), typed(packed=filled(2), progress=_done()))
    assert isinstance(done, Do)
    assert isinstance(done.deed, FinishReceipt)
    assert done.deed.packs == (PackWeight("BOX-1", D("3.6")),)
    assert weighed(done.session) == {"OTHER": D(2)}


def _done():
    walk = slice_of(packed=filled(2)).walk
    return replace(walk.progress, lines=2, lines_done=2)


def test_what_is_shown():
    empty = view(typed(task(HEAVY)), at(package="BOX-1"), BADGE)
    assert [row.title for row in empty.rows[:2]] == ["Small box", "Large box"]
    assert (empty.rows[0].subtitle, empty.rows[0].amount) == ("40 × 30 × 20", "5")
    full = view(typed(task(HEAVY), packed=filled(2)), at(package="BOX-1"), BADGE)
    assert (full.rows[0].title, full.rows[0].amount, full.rows[0].unit) == ("Weight", "3.5", "kg")
    assert "Small box" in next(row.heading for row in full.rows if "BOX-1" in row.heading)
    bare = view(slice_of(task(HEAVY)), at(package="BOX-1"), BADGE)
    assert not [row for row in bare.rows if row.id.startswith("pack-")], "no types, no questions"
    assert isinstance(decide(at(), Tapped(Action.CHOOSE, "99"), typed()), Stay)
