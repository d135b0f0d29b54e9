"""Change, stability, predictions: against plain enumeration, and at the edges."""

from itertools import product

import numpy as np
import pytest

from scoring.change import benjamini_hochberg, compare_waves, rejected, reliable_change
from scoring.pairs import mean_over_pairs
from scoring.predictions import compare_predictions, prediction_gap
from scoring.significance import compare_signs
from scoring.stability import jackknife, leave_one_out


def cross_waves(seed: int, n: int) -> np.ndarray:
    points = np.random.default_rng(seed).normal(size=(2 * n, 3))
    return ((points[:, None] - points) ** 2).sum(axis=2)


@pytest.mark.parametrize("n", [6, 7])
def test_swap_test__by_hand__is_the_share_of_all_swaps(n: int) -> None:
    cross = cross_waves(n, n)
    drops = []
    for swaps in product((0, 1), repeat=n):
        first = np.array([i + n * swap for i, swap in enumerate(swaps)])
        second = np.array([i + n * (1 - swap) for i, swap in enumerate(swaps)])
        drops.append(mean_over_pairs(cross[np.ix_(first, first)]) - mean_over_pairs(cross[np.ix_(second, second)]))
    found = compare_waves(cross)
    assert found.drop == pytest.approx(drops[0])
    assert found.test.p == pytest.approx(np.mean(np.abs(drops) >= abs(drops[0]) - 1e-12))
    assert found.detectable == pytest.approx(1.96 * np.std(drops))


def test_swap_test__five_people__change_without_p() -> None:
    found = compare_waves(cross_waves(1, 5))
    assert found.drop is not None
    assert (found.test.p, found.test.status, found.test.p_min) == (None, "not_testable", 0.0625)


def test_swap_test__many_people__drawn_with_a_seed_only() -> None:
    cross = cross_waves(2, 16)
    assert compare_waves(cross).test.status == "not_testable"
    first, second = (compare_waves(cross, rng=np.random.default_rng(3)) for _ in range(2))
    assert first == second
    assert first.test.p_method == "mc"


@pytest.mark.parametrize("cross", [[], [[0]], [[0, 1], [1, 0]]])
def test_swap_test__nobody_to_pair__too_few(cross: list[list[float]]) -> None:
    assert compare_waves(cross).status == "too_few"


def test_swap_test__unknown_pair__not_testable() -> None:
    cross = cross_waves(1, 6)
    cross[0, 8] = cross[8, 0] = np.nan
    found = compare_waves(cross)
    assert found.drop is not None
    assert (found.status, found.test.p) == ("not_testable", None)


def test_signs__no_difference_at_all__p_is_one() -> None:
    assert compare_signs([0.0] * 6).p == 1.0
    assert compare_signs([]).status == "too_few"


def test_adjusted_p__any_family__keeps_order_and_never_falls_below_p() -> None:
    p = np.random.default_rng(1).random(30)
    adjusted = np.array(benjamini_hochberg(p))
    naive = [min(*(30 * later / np.sum(p <= later) for later in p[p >= one]), 1.0) for one in p]
    assert adjusted == pytest.approx(naive)
    assert rejected(p, q=0.5) == int((adjusted <= 0.5).sum())
    assert benjamini_hochberg([]) == ()


@pytest.mark.parametrize(
    ("sd", "reliability", "status"), [(0, 0.8, "no_variation"), (1, 1, "no_variation"), (1, 2, "not_testable"), (-1, 0.5, "not_testable")]
)
def test_reliable_change__impossible_error__says_why(sd: float, reliability: float, status: str) -> None:
    found = reliable_change(1, 2, sd=sd, reliability=reliability)
    assert (found.index, found.status) == (None, status)


@pytest.mark.parametrize("seed", range(5))
def test_leave_one_out__each_member__is_the_mean_of_the_rest(seed: int) -> None:
    delta = cross_waves(seed, 4)
    for i, value in enumerate(leave_one_out(delta)):
        rest = [j for j in range(8) if j != i]
        assert value == pytest.approx(mean_over_pairs(delta[np.ix_(rest, rest)]))


def test_jackknife__log_interval__never_below_zero_and_holds_the_value() -> None:
    found = jackknife(cross_waves(1, 4))
    assert 0 < found.lower_log < found.value < found.upper_log
    assert found.lower < found.value < found.upper


def test_jackknife__everybody_answered__no_width() -> None:
    found = jackknife(cross_waves(1, 4), invited=8)
    assert (found.lower, found.upper) == (found.value, found.value)


@pytest.mark.parametrize("delta", [[], [[0]], [[0, 1], [1, 0]]])
def test_jackknife__fewer_than_three__too_few(delta: list[list[float]]) -> None:
    assert (jackknife(delta).se, jackknife(delta).status) == (None, "too_few")


def test_jackknife__one_dissenter_holds_all__no_logarithm() -> None:
    delta = np.zeros((4, 4))
    delta[0, 1:] = delta[1:, 0] = 0.1
    found = jackknife(delta)
    assert found.without == pytest.approx((0, 1 / 15, 1 / 15, 1 / 15))
    assert (found.lower_log, found.upper_log) == (None, None)


def test_jackknife__unknown_pair__not_testable() -> None:
    delta = cross_waves(1, 3)
    delta[0, 1] = delta[1, 0] = np.nan
    assert jackknife(delta).status == "not_testable"
    assert set(leave_one_out(delta)) == {None}


def test_prediction__somebody_without_list_or_guess__left_out_of_the_gap() -> None:
    found = prediction_gap([[1, 2, 3], [1, 2, 4], None], [50, None, 80], options=12, places=3)
    assert found.found == pytest.approx((200 / 3, 200 / 3, None))
    assert (found.gap[1:], found.n) == ((None, None), 1)


@pytest.mark.parametrize(("picks", "predicted"), [([], []), ([[1, 2, 3]], [50]), ([None, None], [1, 2])])
def test_prediction__nobody_to_compare__too_few(picks: list[list[int] | None], predicted: list[float]) -> None:
    found = prediction_gap(picks, predicted, options=12)
    assert (found.mean_gap, found.status) == (None, "too_few")


def test_prediction_test__fewer_than_six__not_testable() -> None:
    assert compare_predictions([10, 20, None, 30]).status == "not_testable"
