"""Ratings: identities, independent recomputation, and what random answers give."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scoring.ratings import (
    deviation,
    deviations,
    expected_difference,
    mean_difference,
    mean_square_difference,
    null_variance,
    profile_concordance,
    r_wg,
    r_wg_items,
    r_wg_j,
    r_wg_star,
    variances,
)

TEAMS = st.integers(2, 15).flatmap(
    lambda n: st.integers(1, 8).flatmap(lambda items: arrays(np.float64, (n, items), elements=st.integers(1, 5).map(float)))
)


@given(TEAMS)
def test_agreement__any_team__is_a_mean_over_pairs(ratings: np.ndarray) -> None:
    n = len(ratings)
    pairs = [(ratings[i] - ratings[j]) ** 2 for i in range(n) for j in range(i)]
    assert r_wg_star(ratings) == pytest.approx(1 - np.mean(pairs) / (2 * null_variance(5)))
    assert r_wg_star(ratings) == pytest.approx(np.mean(np.array(r_wg_items(ratings), dtype=float)))


@given(TEAMS, st.randoms(use_true_random=False))
def test_agreement__reordered_reversed_or_shifted__stays(ratings: np.ndarray, chance: Random) -> None:
    people, items = np.arange(len(ratings)), np.arange(ratings.shape[1])
    chance.shuffle(people)
    chance.shuffle(items)
    assert r_wg_star(6 - ratings[people][:, items]) == pytest.approx(r_wg_star(ratings))


@given(TEAMS)
def test_one_item__each_measure__agrees_with_plain_loops(ratings: np.ndarray) -> None:
    item = ratings[:, 0]
    gaps = [abs(a - b) for i, a in enumerate(item) for b in item[:i]]
    assert mean_difference(item) == pytest.approx(np.mean(gaps))
    assert mean_square_difference(item) == pytest.approx(np.mean(np.square(gaps)))
    assert variances(ratings)[0] == pytest.approx(np.var(item, ddof=1))
    assert deviation(item, around="median") == pytest.approx(np.abs(item - np.median(item)).mean())


def test_agreement__random_ticks__average_to_nothing_at_every_size() -> None:
    rng = np.random.default_rng(3)
    for n in (2, 3, 5, 8, 15):
        drawn = [r_wg_star(rng.integers(1, 6, size=(n, 4))) for _ in range(2_000)]
        values = np.array(drawn, dtype=float)
        assert abs(values.mean()) < 4 * values.std() / np.sqrt(len(values))


def test_mean_difference__random_ticks__is_as_expected() -> None:
    ticks = np.arange(1, 6)
    assert expected_difference(5) == pytest.approx(np.abs(ticks[:, None] - ticks).mean())


def test_missing__some_answers__use_what_is_there() -> None:
    ratings = [[4, None, 2], [4, 3, None], [None, 5, None]]
    assert r_wg_items(ratings) == (1.0, 0.0, None)
    assert r_wg_star(ratings) == 0.5
    assert deviations(ratings) == (0.0, 1.0, None)


def test_scales__of_different_length__are_taken_item_by_item() -> None:
    ratings = [[1, 1], [5, 7]]
    assert r_wg_star(ratings, levels=[5, 7]) == pytest.approx((r_wg([1, 5]) + r_wg([1, 7], levels=7)) / 2)


@pytest.mark.parametrize("ratings", [[], [3], [None, 4], [None, None]])
def test_one_item__fewer_than_two_answers__nothing_is_known(ratings: list[float | None]) -> None:
    assert [r_wg(ratings), deviation(ratings), mean_difference(ratings), mean_square_difference(ratings)] == [None] * 4


def test_scale__of_one_level__nothing_can_agree() -> None:
    assert r_wg([1, 1], levels=1) is None
    assert r_wg_star([[1], [1]], levels=1) is None
    assert r_wg_j([[1], [1]], levels=1) is None


def test_profile_concordance__own_order_kept__against_plain_loops() -> None:
    rng = np.random.default_rng(5)
    ratings = rng.integers(1, 6, size=(5, 7)).astype(float)
    same = sum(np.mean((ratings[i] - ratings[j]) ** 2) for i in range(5) for j in range(i))
    mixed = sum(np.mean((ratings[i][:, None] - ratings[j]) ** 2) for i in range(5) for j in range(i))
    assert profile_concordance(ratings) == pytest.approx(1 - same / mixed)


@pytest.mark.parametrize("ratings", [[], [[1, 2]], [[3, 3], [3, 3]], [[1], [2]], [[None, 1], [2, None]]])
def test_profile_concordance__nothing_to_compare__is_none(ratings: list[list[float | None]]) -> None:
    assert profile_concordance(ratings) is None
