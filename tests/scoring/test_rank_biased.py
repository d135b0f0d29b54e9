"""Rank-biased overlap: other software, the article's own formula of the residual, and completions of unseen lists."""

from collections.abc import Sequence
from math import log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rank_biased import RankBiased, rank_biased_overlap, top_weight

LISTS = st.permutations("abcdefghijkl").flatmap(lambda order: st.integers(1, 12).map(lambda length: "".join(order[:length])))
PERSISTENCES = st.sampled_from([0.5, 0.8, 0.9, 0.98])

# What rbo 0.1.3 from the Python Package Index (RankingSimilarity.rbo_ext) gives for lists of equal and of unequal length.
ELSEWHERE = [
    ("ilfmokpahg", "bocp", 0.9, 0.13715498687142857),
    ("hgibjdak", "icnmgob", 0.8, 0.2352274285714286),
    ("jafgcle", "ke", 0.5, 0.002232142857142857),
    ("blcjdpoh", "loiehb", 0.9, 0.42734323928571427),
    ("ma", "lneh", 0.98, 0.0),
    ("gcljokpbndhiae", "ehjci", 0.98, 0.5497189004045281),
    ("lbmnfjaep", "inhelmfca", 0.98, 0.609274943725601),
]


def ends(found: RankBiased) -> tuple[float, float, float]:
    assert found.value is not None
    assert found.low is not None
    assert found.residual is not None
    return found.value, found.low, found.low + found.residual


@pytest.mark.parametrize(("first", "second", "persistence", "expected"), ELSEWHERE)
def test_extrapolated__lists_of_any_length__is_that_of_the_package(first: str, second: str, persistence: float, expected: float) -> None:
    assert rank_biased_overlap(first, second, persistence=persistence).value == pytest.approx(expected, abs=1e-12)


@given(LISTS, LISTS, PERSISTENCES)
def test_residual__any_lists__is_equation_30_of_the_article(first: str, second: str, p: float) -> None:
    s, end = sorted((len(first), len(second)))
    shared = len(set(first) & set(second))
    full = s + end - shared

    def between(low: int, high: int) -> float:
        return sum(p**d / d for d in range(low, high + 1))

    mixed = s * between(s + 1, full) + end * between(end + 1, full) + shared * (log(1 / (1 - p)) - between(1, full))
    expected = p**s + p**end - p**full - (1 - p) / p * mixed
    assert rank_biased_overlap(first, second, persistence=p).residual == pytest.approx(expected, abs=1e-9)


@given(LISTS, LISTS, st.randoms(use_true_random=False))
def test_bounds__lists_that_go_on__hold(first: str, second: str, chance: Random) -> None:
    _, low, high = ends(rank_biased_overlap(first, second))
    longer = []
    for given_part in (first, second):
        rest = [option for option in "abcdefghijklmnopqrstuvwxyz" if option not in given_part]
        chance.shuffle(rest)
        longer.append([*given_part, *rest])
    _, their_low, their_high = ends(rank_biased_overlap(*longer))
    assert low - 1e-9 <= their_low <= their_high <= high + 1e-9


@given(LISTS, LISTS, PERSISTENCES)
def test_overlap__any_lists__is_symmetric_and_within_its_bounds(first: str, second: str, p: float) -> None:
    value, low, high = ends(rank_biased_overlap(first, second, persistence=p))
    assert 0 <= low <= value + 1e-12 <= high + 2e-12 <= 1 + 3e-12
    assert ends(rank_biased_overlap(second, first, persistence=p)) == (value, low, high)


@given(LISTS, PERSISTENCES)
def test_overlap__the_same_list__is_one(ranked: str, p: float) -> None:
    assert rank_biased_overlap(ranked, ranked, persistence=p).value == pytest.approx(1)


def test_ties__both_first_places_shared__agree_as_sets() -> None:
    # a and b tied against a before b: tops of depth 1 are {a, b} and {a}, so A_1 = 2/3, and A_2 = 1.
    assert rank_biased_overlap([{"a", "b"}], "ab", persistence=0.5).value == pytest.approx(0.5 * 2 / 3 + 0.5)


def test_ties__set_or_frozen_set_of_one__is_no_tie() -> None:
    assert (
        rank_biased_overlap(["a", {"b"}, "c"], "acb")
        == rank_biased_overlap(["a", frozenset("b"), "c"], "acb")
        == rank_biased_overlap("abc", "acb")
    )


@given(st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=1), min_size=1, max_size=5), LISTS, PERSISTENCES)
def test_ties__anywhere__stay_within_bounds(first: list[set[str]], second: str, p: float) -> None:
    value, low, high = ends(rank_biased_overlap(first, second, persistence=p))
    assert -1e-12 <= low <= value + 1e-12 <= high + 2e-12 <= 1 + 3e-12


@pytest.mark.parametrize(
    ("first", "second", "persistence", "status"),
    [("", "", 0.9, "too_few"), ("", "ab", 0.9, "too_few"), ("ab", "ab", 1.0, "not_testable"), ("ab", "ab", 0.0, "not_testable")],
)
def test_overlap__nothing_to_compare__is_none(first: Sequence[str], second: Sequence[str], persistence: float, status: str) -> None:
    found = rank_biased_overlap(first, second, persistence=persistence)
    assert (found.value, found.low, found.residual, found.status) == (None, None, None, status)


def test_options__named_twice__count_once() -> None:
    assert rank_biased_overlap("aab", "ab") == rank_biased_overlap("ab", "ab")


@pytest.mark.parametrize("persistence", [0.5, 0.8, 0.9])
@pytest.mark.parametrize("depth", [1, 2, 5])
def test_weight__of_a_top__is_what_a_shared_top_adds(depth: int, persistence: float) -> None:
    # Two lists that share their first places, and nothing more, agree by what these places carry at every depth.
    places = "abcde"[:depth]
    _, low, _ = ends(rank_biased_overlap(places, places, persistence=persistence))
    assert top_weight(depth, persistence=persistence) == pytest.approx(low)
    assert top_weight(0, persistence=persistence) == 0


def test_weight__no_persistence__is_none() -> None:
    assert top_weight(3, persistence=1.0) is None
