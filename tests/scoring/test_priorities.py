"""Rankings and top lists: against SciPy, against enumeration, and at the edges."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.concordance import compare_concordance, exact_tail, kendall_tau_p, kendall_w, null_moments
from scoring.overlaps import measure_overlap, overlap_null, overlap_pairs
from scoring.priorities import (
    contested_shares,
    kendall_tau,
    kendall_tau_b,
    mean_spearman,
    mid_ranks,
    mid_ranks_of_picks,
    picked,
    rank_disagreement,
    spearman,
)


def rankings(seed: int, n: int, options: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.array([rng.permutation(options) + 1.0 for _ in range(n)])


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12))
def test_mid_ranks__any_scores__are_those_of_scipy(scores: list[int]) -> None:
    assert mid_ranks(scores).tolist() == stats.rankdata(scores).tolist()


@pytest.mark.parametrize("seed", range(20))
def test_spearman_and_tau__tied_scores__are_those_of_scipy(seed: int) -> None:
    scores = np.random.default_rng(seed).integers(0, 4, size=(4, 8)).astype(float)
    for i, j in ((0, 1), (2, 3), (1, 3)):
        assert spearman(scores)[i, j] == pytest.approx(stats.spearmanr(scores[i], scores[j]).statistic)
        tau = stats.kendalltau(scores[i], scores[j])
        assert kendall_tau(scores)[i, j] == pytest.approx(tau.statistic)
        assert kendall_tau_p(scores[i], scores[j]) == pytest.approx(tau.pvalue)


@pytest.mark.parametrize("options", [2, 3, 5, 12, 33, 34, 60])
def test_tau__untied_rankings__have_the_p_of_scipy(options: int) -> None:
    first, second = rankings(options, 2, options)
    assert kendall_tau_p(first, second) == pytest.approx(stats.kendalltau(first, second).pvalue)
    assert kendall_tau_p(first, first) == pytest.approx(stats.kendalltau(first, first).pvalue)


@pytest.mark.parametrize("seed", range(10))
def test_missing_ranks__pair_by_pair__ranked_anew_on_common_options(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ranks = rankings(seed, 6, 9)
    ranks[rng.random(ranks.shape) < 0.4] = np.nan
    rho, tau = spearman(ranks), kendall_tau(ranks)
    for i in range(6):
        for j in range(i):
            common = ~np.isnan(ranks[i]) & ~np.isnan(ranks[j])
            if common.sum() < 3:
                assert np.isnan(rho[i, j])
                assert np.isnan(tau[i, j])
            else:
                assert rho[i, j] == pytest.approx(stats.spearmanr(ranks[i][common], ranks[j][common]).statistic)
                assert tau[i, j] == pytest.approx(stats.kendalltau(ranks[i][common], ranks[j][common]).statistic)


def test_disagreement__same_order__is_exactly_nothing() -> None:
    ranks = np.array([[2.5, 1, 2.5, 4, 5, 6, 7, 8, 9, 10, 11]] * 5)
    assert rank_disagreement(ranks).tolist() == np.zeros((5, 5)).tolist()


@given(st.integers(2, 12), st.integers(2, 9), st.integers(0, 10_000))
def test_w__untied_rankings__is_the_mean_spearman_rescaled(n: int, options: int, seed: int) -> None:
    ranks = rankings(seed, n, options)
    assert mean_spearman(ranks) == pytest.approx((n * kendall_w(ranks).w - 1) / (n - 1), abs=1e-12)


@given(st.integers(2, 10), st.integers(0, 10_000))
def test_picks__unordered__overlap_corrected_is_the_mean_spearman(n: int, seed: int) -> None:
    picks = [ranks[:3].astype(int).tolist() for ranks in rankings(seed, n, 12) - 1]
    ranks = mid_ranks_of_picks(picks, options=12, ordered=False)
    found = measure_overlap(picks, options=12)
    assert found.corrected == pytest.approx(mean_spearman(ranks), abs=1e-12)
    assert found.corrected == pytest.approx((n * kendall_w(ranks).w - 1) / (n - 1), abs=1e-12)


def test_rankings__drawn_at_random__agree_on_nothing() -> None:
    for n in (2, 3, 5, 8):
        drawn = np.array([mean_spearman(rankings(seed, n, 6)) for seed in range(1_000)])
        assert abs(drawn.mean()) < 4 * drawn.std() / np.sqrt(1_000)
        assert drawn.var() == pytest.approx(null_moments(n, 6).variance_of_mean_spearman, rel=0.2)


def test_exact_tail__four_rankings_of_three__is_full_enumeration() -> None:
    orders = list(permutations((1, 2, 3)))
    drawn = np.array([kendall_w(np.array([orders[0], *rest])).s for rest in product(orders, repeat=3)])
    table = exact_tail(4, 3)
    assert table.s == tuple(np.unique(drawn))
    assert table.p == pytest.approx([float((drawn >= s).mean()) for s in table.s])


@pytest.mark.parametrize(("n", "options"), [(0, 0), (1, 3), (3, 1)])
def test_exact_tail__nothing_to_rank__too_few(n: int, options: int) -> None:
    assert exact_tail(n, options).status == "too_few"


def test_exact_tail__out_of_reach__is_said() -> None:
    assert exact_tail(3, 12).status == "not_testable"


def test_concordance_test__methods__agree_with_one_another() -> None:
    ranks = rankings(4, 5, 4)
    exact = compare_concordance(ranks)
    assert exact.p_method == "exact"
    more = rankings(1, 6, 6)
    assert compare_concordance(more).p_method == "F"
    tail = exact_tail(6, 5)
    assert tail.status == "ok"
    close = rankings(8, 6, 5)
    s = kendall_w(close).s
    assert compare_concordance(close).p == pytest.approx(next(p for at, p in zip(tail.s, tail.p, strict=True) if at >= s), abs=0.03)


def test_concordance_test__tied_picks__drawn_with_a_seed_only() -> None:
    ranks = mid_ranks_of_picks([[0, 1, 2]] * 6, options=12)
    assert compare_concordance(ranks).status == "not_testable"
    first, second = (compare_concordance(ranks, rng=np.random.default_rng(7)) for _ in range(2))
    assert first == second
    assert (first.p, first.p_method) == (1e-4, "mc")


def test_concordance_test__total_agreement__p_is_never_zero() -> None:
    found = compare_concordance(np.array([np.arange(12)] * 15))
    assert found.value == 1.0
    assert 0 < found.p <= 1e-12


def test_w__ties__make_the_smallest_p_larger() -> None:
    # Two of three tied: each person has three arrangements, so all agree in one of three for the second, one of nine for two more.
    assert compare_concordance([[1, 2, 2], [1, 2, 2]]).p_min == pytest.approx(1 / 3)
    assert compare_concordance([[1, 2, 2], [2, 1, 2], [1, 2, 2]]).p_min == pytest.approx(1 / 9)
    assert compare_concordance([[1, 2, 3], [3, 2, 1], [1, 2, 3]]).p_min == pytest.approx(1 / 36)


def test_picks__partial_repeated_or_unknown__count_once_and_only_if_options() -> None:
    ranks = mid_ranks_of_picks([["b"], ["b", "b", "?"], [], None], options=["a", "b", "c"])
    assert ranks[:2].tolist() == [[2.5, 1.0, 2.5]] * 2
    assert np.isnan(ranks[2:]).all()
    assert picked([["c"], None], options=["a", "b", "c"]).tolist() == [[0, 0, 1], [0, 0, 0]]


def test_overlap__lists_of_different_length__compared_on_the_shorter() -> None:
    found = measure_overlap([[1, 2, 3], [1]], options=8)
    assert (found.overlap, found.uneven, found.identical) == (1.0, True, 0.0)
    assert overlap_pairs([[1, 2, 3], None], options=8)[0, 1] != 1.0


@pytest.mark.parametrize("picks", [[], [[1, 2]], [[1, 2], None], [[], []]])
def test_overlap__fewer_than_two_lists__too_few(picks: list[list[int] | None]) -> None:
    found = measure_overlap(picks, options=5)
    assert (found.overlap, found.corrected, found.status) == (None, None, "too_few")


def test_overlap__everything_named__no_variation() -> None:
    found = measure_overlap([[0, 1], [1, 0]], options=2)
    assert (found.overlap, found.corrected, found.status) == (1.0, None, "no_variation")


@pytest.mark.parametrize(("t", "options"), [(1, 1), (2, 5), (3, 12), (5, 6)])
def test_overlap_null__any_list__is_a_distribution(t: int, options: int) -> None:
    null = overlap_null(t, options)
    assert sum(null.p) == pytest.approx(1)
    assert sum(a * p for a, p in enumerate(null.p)) / t == pytest.approx(null.overlap)


def test_contested__all_agree_or_nobody__is_none() -> None:
    assert contested_shares([[1, 2], [1, 2]]) is None
    assert contested_shares([[1, 2]]) is None
    assert contested_shares([]) is None


@pytest.mark.parametrize(
    "ranks", [[], [[1, 2, 3]], [[1], [1]], [[1, 1, 1], [1, 2, 3]], [[None, None]] * 3, [[1, 2, None, 4], [None, 1, 2, None]]]
)
def test_correlation__nothing_known__is_none(ranks: list[list[float | None]]) -> None:
    assert mean_spearman(ranks) is None


def test_tau__two_options__is_one_or_minus_one() -> None:
    assert (kendall_tau_b([1, 2], [1, 2]), kendall_tau_b([1, 2], [2, 1])) == (1.0, -1.0)


@pytest.mark.parametrize(
    ("ranks", "status"), [([], "too_few"), ([[1, 2]], "too_few"), ([[1, 1], [1, 1]], "no_variation"), ([[1], [1]], "no_variation")]
)
def test_w__nothing_to_say__says_why(ranks: list[list[float]], status: str) -> None:
    assert (kendall_w(ranks).w, kendall_w(ranks).status) == (None, status)
    assert compare_concordance(ranks).status == status
