from itertools import combinations

import numpy as np
import pytest

from scoring.splits import _climb, _starts, all_cuts, cuts_without_each, deepest_split, largest_cuts


def random_delta(n: int, seed: int) -> np.ndarray:
    upper = np.triu(np.random.default_rng(seed).random((n, n)) * 2, 1)
    return upper + upper.T


def by_trying_all(delta: np.ndarray) -> float:
    n = len(delta)
    cuts = [
        delta[np.ix_(side, [i for i in range(n) if i not in side])].sum()
        for size in range(1, n)
        for side in map(list, combinations(range(n), size))
    ]
    return max(cuts) / (n * n // 4)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6, 9])
def test_deepest_split__any_matrix__is_the_largest_of_all_divisions(n: int) -> None:
    for seed in range(20):
        delta = random_delta(n, seed)
        found = deepest_split(delta)
        assert found.value == pytest.approx(by_trying_all(delta), abs=1e-12)
        side = np.array(found.side)
        assert delta[np.ix_(side == 1, side == 0)].sum() / (n * n // 4) == pytest.approx(found.value, abs=1e-12)


def test_all_cuts__three_people__each_division_once() -> None:
    delta = np.array([[0, 1, 2], [1, 0, 4], [2, 4, 0.0]])
    assert all_cuts(delta[None])[0].tolist() == [0, 5, 6, 3]


def test_deepest_split__ties__smallest_side_then_first_respondents_together() -> None:
    everybody_apart = np.ones((4, 4)) - np.eye(4)
    assert deepest_split(everybody_apart).side == (1, 1, 0, 0)
    camps = np.array([[0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0.0]])
    assert deepest_split(camps).side == (1, 1, 0, 0)


def test_largest_cuts__searched__within_a_thousandth_of_exact_on_average() -> None:
    # Searching is only used above 16 people; on 16 it can be compared with the exact answer.
    delta = np.stack([random_delta(16, seed) for seed in range(40)])
    searched = _climb(delta, _starts(delta, 15))[0].max(axis=1) / 64
    assert np.abs(searched - largest_cuts(delta)).mean() < 1e-3


def test_deepest_split__two_camps_of_twenty__found_by_search() -> None:
    side = np.array([1] * 20 + [0] * 20)
    delta = (side[:, None] != side).astype(float)
    found = deepest_split(delta)
    assert not found.exact
    assert found.side == tuple(side.tolist())
    assert found.value == pytest.approx(1.0)


@pytest.mark.parametrize("n", [3, 6, 12])
def test_cuts_without_each__same_as_on_the_smaller_matrix(n: int) -> None:
    delta = random_delta(n, 7)
    side = deepest_split(delta).side
    expected = [deepest_split(np.delete(np.delete(delta, i, 0), i, 1)).value if n > 2 else 0.0 for i in range(n)]
    assert cuts_without_each(delta, side) == pytest.approx(expected)


@pytest.mark.parametrize("n", [18, 40])
def test_cuts_without_each__searched__as_a_search_on_the_smaller_matrix(n: int) -> None:
    delta = random_delta(n, 8)
    side = np.array(deepest_split(delta).side) * 2.0 - 1
    expected = [
        _climb(np.delete(np.delete(delta, i, 0), i, 1)[None], np.delete(side, i)[None, None])[0][0, 0] / ((n - 1) ** 2 // 4)
        for i in range(n)
    ]
    assert cuts_without_each(delta, tuple(int(at > 0) for at in side)) == pytest.approx(expected)


@pytest.mark.parametrize("n", [2, 3, 9, 30])
def test_cuts_without_each__nobody_differs__nought(n: int) -> None:
    assert cuts_without_each(np.zeros((n, n)), (1,) * n).tolist() == [0.0] * n


def test_cuts_without_each__one_alone__nothing_left_without_that_one() -> None:
    delta = np.zeros((5, 5))
    delta[2, :] = delta[:, 2] = 0.7
    delta[2, 2] = 0.0
    assert cuts_without_each(delta, (1, 1, 0, 1, 1)) == pytest.approx([0.525, 0.525, 0.0, 0.525, 0.525], abs=1e-12)
