"""A device's numbers for packs: each given once, whatever happens between two of them."""

import pytest

from app.settings.packs import FILE, next_pack
from scanners.codes.gtin import checks_out


def given(folder, text: str) -> None:
    (folder / FILE).write_text(text, encoding="utf-8")


def test_numbers_are_taken_in_order_and_once(tmp_path):
    given(tmp_path, '{"prefix": "34012345", "next": 998, "last": 999}')
    taken = [next_pack(tmp_path).name for _ in range(3)]
    assert taken == ["340123450000009980"[:17] + taken[0][-1], taken[1], None]
    assert all(len(one) == 18 and checks_out(one) for one in taken[:2])
    assert taken[0][:17] == "34012345000000998"
    assert taken[1][:17] == "34012345000000999"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"prefix": "3401", "next": 1, "last": 9}',
        '{"prefix": "34O12345", "next": 1, "last": 9}',
        '{"prefix": "34012345", "next": -1, "last": 9}',
        '{"prefix": "3401234500000", "next": 10000, "last": 99999}',
        '{"prefix": "34012345", "next": 10, "last": 9}',
    ],
)
def test_what_is_no_range_gives_no_number(tmp_path, text):
    given(tmp_path, text)
    assert next_pack(tmp_path).name is None


def test_a_device_without_a_range_has_no_numbers(tmp_path):
    assert next_pack(tmp_path).name is None


def test_a_range_is_that_of_the_device_that_began_it(tmp_path):
    given(tmp_path, '{"prefix": "34012345", "next": 1, "last": 10}')
    assert next_pack(tmp_path, "ONE/1").name is not None
    assert next_pack(tmp_path, "TWO/1").name is None
    assert next_pack(tmp_path, "ONE/2").name is None, "put back, it may have made them already"
    assert next_pack(tmp_path, "ONE/1").name is not None


def test_the_last_fifth_is_told(tmp_path):
    given(tmp_path, '{"prefix": "34012345", "next": 1, "last": 10}')
    assert [next_pack(tmp_path).is_low for _ in range(10)] == [False] * 7 + [True] * 3
