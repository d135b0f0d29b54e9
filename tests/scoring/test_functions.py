"""Functions: additivity, labelings, permutation p, profiles."""

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from scipy.stats import wasserstein_distance

from scoring.functions import compare_functions, compare_groups, earth_mover, energy_distance, permanova
from scoring.labelings import list_labelings, permutation_count
from scoring.pairs import mean_over_pairs
from scoring.reliability import group_reliability, rater_reliability


def disagreement(seed: int, n: int) -> np.ndarray:
    points = np.random.default_rng(seed).normal(size=(n, 3))
    return ((points[:, None] - points) ** 2).sum(axis=2)


def test_cells__complete_matrix__overall_is_the_weighted_mean() -> None:
    delta, groups = disagreement(1, 9), list("aabbbcccd")
    cells = compare_functions(delta, groups)
    within = 1 + 3 + 3
    assert (within * cells.within + (36 - within) * cells.between) / 36 == pytest.approx(mean_over_pairs(delta))
    assert cells.by_group["d"] is None
    assert cells.sizes == {"a": 2, "b": 3, "c": 3, "d": 1}
    assert energy_distance(cells, "a", "d") is None
    assert energy_distance(cells, "b", "c") == pytest.approx(cells.by_pair["b", "c"] - (cells.by_group["b"] + cells.by_group["c"]) / 2)


def test_cells__unknown_pairs_and_people_without_function__are_left_out() -> None:
    delta = disagreement(2, 4)
    delta[0, 1] = delta[1, 0] = np.nan
    cells = compare_functions(delta, ["a", "a", "b", None])
    assert (cells.within, cells.silo_gap, cells.status) == (None, None, "too_few")
    assert cells.between == pytest.approx((delta[0, 2] + delta[1, 2]) / 2)


def test_cells__rows_reordered__same_bytes() -> None:
    delta, groups = disagreement(3, 6), list("ababcc")
    order = [5, 3, 0, 1, 4, 2]
    again = compare_functions(delta[np.ix_(order, order)], [groups[i] for i in order])
    assert again.silo_gap == pytest.approx(compare_functions(delta, groups).silo_gap, abs=1e-12)
    assert list(again.by_group) == ["a", "b", "c"]


@pytest.mark.parametrize("sizes", [(1,), (2, 2), (3, 2), (2, 2, 2), (3, 1, 1), (4, 3, 3)])
def test_labelings__any_sizes__are_all_distinct_partitions(sizes: tuple[int, ...]) -> None:
    labels = list_labelings(sizes)
    partitions = {frozenset(frozenset(np.flatnonzero(row == g)) for g in range(len(sizes))) for row in labels}
    assert len(labels) == len(partitions) == permutation_count(sizes)
    assert all(sorted(np.bincount(row)) == sorted(sizes) for row in labels)


def test_permutation_p__by_hand__is_the_share_of_all_orders() -> None:
    delta, groups = disagreement(4, 7), np.array(list("aaabbcc"))
    f = [permanova(delta, list(groups[list(order)]), squared=True).f for order in permutations(range(7))]
    found = compare_groups(delta, groups.tolist(), squared=True)
    assert found.p_method == "exact"
    assert found.p == pytest.approx(np.mean(np.array(f) >= found.value - 1e-9))


def test_permutation_p__functions_renamed__stays() -> None:
    delta = disagreement(5, 8)
    first = compare_groups(delta, list("aaaabbbb"), squared=True)
    second = compare_groups(delta, list("yyyyxxxx"), squared=True)
    assert first == second
    assert first.p >= first.p_min


def test_permutation_p__too_many_to_list__drawn_and_never_zero() -> None:
    groups = [i // 5 for i in range(15)]
    delta = np.array([[0.0 if i == j else 1.0 + 50 * (groups[i] != groups[j]) for j in range(15)] for i in range(15)])
    assert compare_groups(delta, groups, squared=True).status == "not_testable"
    found = compare_groups(delta, groups, squared=True, rng=np.random.default_rng(1))
    assert (found.p, found.p_method) == (1e-4, "mc")


@pytest.mark.parametrize("sizes", [(2, 2), (3, 2), (3, 3), (2, 2, 2), (4, 2)])
def test_permutation_p__cannot_reach_five_percent__not_testable(sizes: tuple[int, ...]) -> None:
    groups = [g for g, size in enumerate(sizes) for _ in range(size)]
    found = compare_groups(disagreement(6, sum(sizes)), groups, squared=True)
    assert (found.p, found.status) == (None, "not_testable")


def test_permanova__function_irrelevant__omega_is_nothing_on_average() -> None:
    omega = np.array([permanova(disagreement(seed, 8), [0] * 4 + [1] * 4, squared=True).omega2 for seed in range(500)])
    assert abs(omega.mean()) < 4 * omega.std() / np.sqrt(500)


@pytest.mark.parametrize(
    ("delta", "groups", "status"),
    [
        ([], [], "too_few"),
        ([[0]], ["a"], "too_few"),
        ([[0, 1], [1, 0]], ["a", "b"], "not_testable"),
        (np.zeros((4, 4)), list("aabb"), "no_variation"),
        ([[0, np.nan, 1], [np.nan, 0, 1], [1, 1, 0]], ["a", "a", "b"], "not_testable"),
    ],
)
def test_permanova__nothing_to_compare__says_why(delta: Any, groups: list[str], status: str) -> None:
    assert (permanova(delta, groups).f, permanova(delta, groups).status) == (None, status)
    assert compare_groups(delta, groups).status == status


def test_earth_mover__weighted_profiles__are_those_of_scipy() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        u, v, uw, vw = rng.integers(1, 6, 4), rng.integers(1, 6, 7), rng.random(4), rng.random(7)
        assert earth_mover(u, v) == pytest.approx(wasserstein_distance(u, v))
        assert earth_mover(u, v, uw, vw) == pytest.approx(wasserstein_distance(u, v, uw, vw))


@pytest.mark.parametrize("ratings", [[], [[1]], [[1, 2]], [[1], [2]]])
def test_reliability__too_few_groups__says_so(ratings: list[list[float]]) -> None:
    assert (group_reliability(ratings).icc1, group_reliability(ratings).status) == (None, "too_few")
    assert rater_reliability(ratings).status == "too_few"


def test_reliability__everybody_at_three__no_variation() -> None:
    assert group_reliability([[3, 3], [3, 3]]).status == rater_reliability([[3, 3], [3, 3]]).status == "no_variation"
