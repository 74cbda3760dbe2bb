"""What is typed finds articles and lots, however they were called before and whoever is behind."""

from dataclasses import replace

import pytest

from sync.core.lookup_slices import LookupSlice, Subject
from sync.core.page import Gone, Table
from sync.core.records import Lot
from sync.store import words
from sync.store.files import MIRROR_NAME
from sync.store.told import LookupWanted
from tests.store.floor import LOTTED, PLAIN, SCOPE, TODAY, Floor, article, run
from tests.store.older import set_back

HAMMER = article(1_001, name="Hammer Größe 3", code="HM-300")
SAW = article(1_002, name="Säge, klein", code="SG-1")


def looked(floor: Floor, words: str = "", *keys: str, about=None) -> LookupSlice:
    wanted = LookupWanted(about, keys, words, TODAY)
    return run(floor.store.looking.lookup(SCOPE, wanted))


def found(floor: Floor, text: str) -> list[str]:
    return [one.title for one in looked(floor, text).hits]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ham", [HAMMER.name]),
        ("GROSSE", []),
        ("grö", [HAMMER.name]),
        ("gro", [HAMMER.name]),
        ("sage", [SAW.name]),
        ("hm-3", [HAMMER.name]),
        ("hm 300 gr", [HAMMER.name]),
        ("3 ham", [HAMMER.name]),
        ("3", []),
        ("h", []),
        ("hammer sage", []),
        ('"ham* OR NEAR(', []),
        ("", []),
        ("L1", ["L1"]),
        ("a-1", ["A-11", "A-12"]),
    ],
)
def test_beginnings_of_words_in_any_order(floor: Floor, text: str, names: list[str]):
    floor.absorb(products=(HAMMER, SAW))
    assert found(floor, text) == names


def test_a_new_name_takes_the_place_of_the_old_one(floor: Floor):
    floor.absorb(products=(HAMMER, SAW))
    floor.absorb(products=(replace(HAMMER, name="Mallet"), SAW))
    assert found(floor, "hamm") == []
    assert found(floor, "mall") == ["Mallet"]
    assert found(floor, "sage") == [SAW.name]


def test_what_is_gone_or_put_away_is_not_found(floor: Floor):
    floor.absorb(products=(HAMMER, SAW))
    floor.absorb(gone=(Gone(Table.PRODUCTS, (HAMMER.id,)),), products=(replace(SAW, active=False),))
    assert (found(floor, "hamm"), found(floor, "sage")) == ([], [])
    floor.absorb(products=(HAMMER,))
    assert found(floor, "hamm") == [HAMMER.name], "and once, though its number was used before"


def test_another_companys_articles_are_not_found(floor: Floor):
    floor.absorb(products=(replace(HAMMER, company=2),))
    assert found(floor, "hamm") == []


def test_what_is_not_read_in_yet_is_said(floor: Floor):
    floor.mirror_lane.holding = False
    floor.absorb(products=(HAMMER,), more=True)
    assert looked(floor, "hamm").is_reading
    assert found(floor, "hamm") == []
    # Called otherwise, or gone, before it was ever read in.
    floor.absorb(products=(replace(HAMMER, name="Mallet"),), more=True)
    floor.absorb(products=(SAW,))
    assert not looked(floor, "hamm").is_reading
    assert (found(floor, "hamm"), found(floor, "mall")) == ([], ["Mallet"])


def test_a_mirror_of_before_is_read_in_when_it_is_opened(floor: Floor):
    floor.absorb(products=(HAMMER,), lots=(Lot(77, None, LOTTED, "OLD-7", None),))
    floor.mirror_lane.let_go()
    floor.store.close()
    set_back(floor.folder / MIRROR_NAME, "0010_words")
    floor.open()
    assert looked(floor, "hamm").is_reading
    run(floor.store.look_through())
    assert found(floor, "hamm") == [HAMMER.name]
    assert found(floor, "old") == ["OLD-7"]


def test_a_mirror_that_was_forgotten_finds_what_comes_again(floor: Floor):
    floor.absorb(products=(HAMMER,))
    run(floor.store.forget_mirror())
    assert found(floor, "hamm") == []
    floor.absorb(products=(HAMMER,))
    assert [one.about.subject for one in looked(floor, "hamm").hits] == [Subject.ARTICLE]


def test_many_are_read_in_part_by_part(floor: Floor):
    many = tuple(article(2_000 + n, name=f"Bolt{n} steel") for n in range(words.READ_IN_MAX + 50))
    floor.absorb(products=many)
    assert not looked(floor, "bolt7").is_reading
    assert found(floor, f"bolt{words.READ_IN_MAX + 49}") == [many[-1].name]
    assert found(floor, f"article {PLAIN}") == [f"Article {PLAIN}"]
