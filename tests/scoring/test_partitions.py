"""Partitions: the index by counting pairs, its p by dealing out names in every order."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.functions import Group
from scoring.partitions import adjusted_rand, compare_partitions

TWO = st.integers(0, 9).flatmap(
    lambda n: st.tuples(st.lists(st.sampled_from("ab"), min_size=n, max_size=n), st.lists(st.sampled_from("xyz"), min_size=n, max_size=n))
)


def by_pairs(first: list[str], second: list[str]) -> float | None:
    pairs = list(combinations(range(len(first)), 2))
    here, there = ({pair for pair in pairs if side[pair[0]] == side[pair[1]]} for side in (first, second))
    if not pairs:
        return None
    expected = len(here) * len(there) / len(pairs)
    room = (len(here) + len(there)) / 2 - expected
    return (len(here & there) - expected) / room if room else None


@given(TWO)
def test_index__any_partitions__is_that_of_the_pairs(two: tuple[list[str], list[str]]) -> None:
    found, expected = adjusted_rand(*two), by_pairs(*two)
    assert found == (None if expected is None else pytest.approx(expected))
    assert adjusted_rand(two[1], two[0]) == (None if found is None else pytest.approx(found))


@pytest.mark.parametrize("second", [list("xxyyzz"), list("xxxyyz"), list("xyxyzz"), list("xxxxyy"), list("xyyyyz")])
@pytest.mark.parametrize("first", [list("aaabbb"), list("aabbbb"), list("abbbbb")])
def test_p__six_people__is_the_share_of_all_orders(first: list[str], second: list[str]) -> None:
    found = by_pairs(first, second)
    dealt = [by_pairs(first, list(order)) for order in permutations(second)]
    assert found is not None
    expected = np.mean([other is not None and other >= found - 1e-9 for other in dealt])
    best = max(other for other in dealt if other is not None)
    tested = compare_partitions(first, second, reach=None)
    assert tested.value == pytest.approx(found)
    assert tested.p == pytest.approx(expected)
    assert tested.p_min == pytest.approx(np.mean([other is not None and other >= best - 1e-9 for other in dealt]))
    assert (compare_partitions(first, second).p is None) == (tested.p_min > 0.05)


def test_p__many_people__is_drawn_and_stays_reproducible() -> None:
    first, second = "a" * 8 + "b" * 7, "x" * 5 + "y" * 5 + "z" * 5
    found = compare_partitions(first, second, rng=np.random.default_rng(1))
    assert found.p_method == "mc"
    assert found.p is not None
    assert 0 < found.p < 0.02
    assert found == compare_partitions(first, second, rng=np.random.default_rng(1))
    assert compare_partitions(first, second).status == "not_testable"


def test_names__renamed_and_reordered__change_nothing() -> None:
    first, second = list("aaaabbbb"), list("xxxyyyzz")
    other = [{"x": 3, "y": 1, "z": 2}[name] for name in second]
    order = np.random.default_rng(2).permutation(8)
    assert compare_partitions(first, second) == compare_partitions([first[i] for i in order], [other[i] for i in order])


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ([], [], "too_few"),
        (["a"], ["x"], "too_few"),
        (["a", None, "b"], ["x", "y", ""], "too_few"),
        (["a", "a"], ["x", "y"], "no_variation"),
        (list("aaab"), list("xxxx"), "no_variation"),
        (list("aabb"), list("wxyz"), "no_variation"),
        (list("aabb"), list("xxyy"), "not_testable"),
    ],
)
def test_p__nothing_to_test__is_none(first: list[Group], second: list[Group], status: str) -> None:
    found = compare_partitions(first, second, rng=np.random.default_rng(1))
    assert (found.p, found.status) == (None, status)


def test_index__people_without_a_name__are_left_out() -> None:
    assert adjusted_rand([0, 0, 1, 1, None, 1], ["x", "x", "y", "y", "y", ""]) == 1.0
