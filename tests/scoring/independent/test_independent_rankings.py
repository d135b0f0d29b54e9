"""Rankings, top lists and allocations against SciPy, pingouin and scikit-learn, on random answers."""

import warnings
from itertools import combinations

import numpy as np
import pandas as pd
import pingouin
import pytest
from scipy import stats
from scipy.spatial.distance import jensenshannon, pdist, squareform
from sklearn.metrics import matthews_corrcoef

from scoring.allocations import divergence, divergence_distance, total_variation
from scoring.concordance import compare_concordance, kendall_tau_p, kendall_w
from scoring.functions import earth_mover
from scoring.overlaps import measure_overlap, overlap_null
from scoring.pairs import mean_over_pairs
from scoring.priorities import kendall_tau, mean_spearman, mid_ranks, picked, spearman
from tests.scoring.independent.random_answers import Floats, rankings, tables


def long_form(ranks: Floats) -> pd.DataFrame:
    rows, columns = np.indices(ranks.shape)
    return pd.DataFrame({"person": rows.ravel(), "option": columns.ravel(), "rank": ranks.ravel()})


def test_ranks__ties_and_gaps__are_those_of_scipy() -> None:
    for table in tables(40, missing=True):
        expected = stats.rankdata(table, axis=1, nan_policy="omit")
        assert mid_ranks(table) == pytest.approx(expected, nan_ok=True)


def test_correlations__every_pair__are_those_of_scipy() -> None:
    for ranks in rankings(12):
        rho, tau = spearman(ranks), kendall_tau(ranks)
        for i, j in combinations(range(len(ranks)), 2):
            assert rho[i, j] == pytest.approx(stats.spearmanr(ranks[i], ranks[j]).statistic, abs=1e-10)
            assert tau[i, j] == pytest.approx(stats.kendalltau(ranks[i], ranks[j]).statistic, abs=1e-10)


def test_correlations__options_not_ranked__are_those_of_scipy_on_the_common_ones() -> None:
    rng = np.random.default_rng(5)
    compared = 0
    for ranks in rankings(30, people=(2, 6), options=(4, 9)):
        gaps = np.where(rng.random(ranks.shape) < 0.25, np.nan, ranks)
        rho, tau = spearman(gaps), kendall_tau(gaps)
        for i, j in combinations(range(len(gaps)), 2):
            common = ~np.isnan(gaps[i]) & ~np.isnan(gaps[j])
            first, second = gaps[i][common], gaps[j][common]
            if common.sum() >= 3 and np.ptp(first) and np.ptp(second):
                compared += 1
                assert rho[i, j] == pytest.approx(stats.spearmanr(first, second).statistic, abs=1e-10)
                assert tau[i, j] == pytest.approx(stats.kendalltau(first, second).statistic, abs=1e-10)
            else:
                assert np.isnan(rho[i, j])
                assert np.isnan(tau[i, j])
    assert compared > 100


def test_tau__its_p__is_that_of_scipy() -> None:
    for ranks in rankings(45, people=(2, 4), options=(3, 40)):
        for first, second in combinations(ranks, 2):
            assert kendall_tau_p(first, second) == pytest.approx(stats.kendalltau(first, second).pvalue, abs=1e-9)


def test_w__random_rankings__is_that_of_pingouin_and_scipy() -> None:
    for ranks in rankings(30):
        found = kendall_w(ranks)
        friedman = pingouin.friedman(long_form(ranks), dv="rank", within="option", subject="person")
        assert found.w == pytest.approx(friedman["W"].item(), abs=1e-10)
        expected = stats.friedmanchisquare(*ranks.T)
        assert found.chi2 == pytest.approx(expected.statistic, abs=1e-8)
        assert found.p_chi2 == pytest.approx(expected.pvalue, abs=1e-9)


def test_w__its_p_from_f__is_that_of_pingouin() -> None:
    compared = 0
    for ranks in rankings(60, people=(3, 15), options=(6, 14)):
        found = compare_concordance(ranks)
        if found.p_method == "F":
            compared += 1
            friedman = pingouin.friedman(long_form(ranks), dv="rank", within="option", subject="person", method="f")
            assert found.p == pytest.approx(max(friedman["p_unc"].item(), found.p_min or 0), abs=1e-9)
    assert compared > 15


@pytest.mark.parametrize("ranks", [[[1, 2, 3], [1, 3, 2], [2, 1, 3]], [[1, 2, 2], [1, 1, 2], [2, 1, 1]], [[1, 2, 3, 4], [1, 2, 3, 3]]])
def test_w__its_exact_p__is_that_of_all_arrangements_in_scipy(ranks: list[list[float]]) -> None:
    def rank_sums_apart(*rows: Floats, axis: int = 0) -> Floats:
        del axis
        return np.var(np.sum(rows, axis=0))

    rows = [stats.rankdata(row) for row in ranks]
    expected = stats.permutation_test(rows, rank_sums_apart, permutation_type="pairings", vectorized=False, alternative="greater")
    assert compare_concordance(ranks).p == pytest.approx(expected.pvalue)


def test_overlap__random_picks__is_phi_in_scikit_learn_and_jaccard_in_scipy() -> None:
    for seed in range(12):
        rng = np.random.default_rng(seed)
        n, options = int(rng.integers(2, 6)), int(rng.integers(5, 14))
        places = int(rng.integers(1, options - 1))
        picks = [rng.permutation(options)[:places].tolist() for _ in range(n)]
        chosen = picked(picks, options=options)
        found = measure_overlap(picks, options=options)
        pairs = list(combinations(chosen, 2))
        assert found.corrected == pytest.approx(np.mean([matthews_corrcoef(a, b) for a, b in pairs]), abs=1e-10)
        assert found.jaccard == pytest.approx(1 - pdist(chosen.astype(bool), "jaccard").mean(), abs=1e-10)
        assert mean_spearman(1 - chosen) == pytest.approx(found.corrected, abs=1e-10)


@pytest.mark.parametrize(("places", "options"), [(1, 5), (3, 12), (5, 8), (7, 30)])
def test_overlap__by_chance__is_the_hypergeometric_of_scipy(places: int, options: int) -> None:
    found, expected = overlap_null(places, options), stats.hypergeom(options, places, places)
    assert found.p == pytest.approx(expected.pmf(np.arange(places + 1)), abs=1e-12)
    assert found.overlap == pytest.approx(expected.mean() / places)
    assert found.overlap_sd == pytest.approx(expected.std() / places)


def test_allocations__random_points__are_as_far_apart_as_in_scipy() -> None:
    for seed in range(30):
        rng = np.random.default_rng(seed)
        n, parts = int(rng.integers(2, 16)), int(rng.integers(2, 11))
        points = np.where(rng.random((n, parts)) < 0.2, 0.0, rng.integers(1, 100, (n, parts)))
        points[:, 0] += 1
        share = points / points.sum(axis=1, keepdims=True)
        assert total_variation(points) == pytest.approx(squareform(pdist(share, "cityblock")) / 2)
        assert divergence(points) == pytest.approx(squareform(pdist(share, lambda a, b: jensenshannon(a, b, base=2) ** 2)), abs=1e-9)
        for base in (2.0, np.e, 10.0):
            assert divergence_distance(points[0], points[1], base=base) == pytest.approx(
                jensenshannon(share[0], share[1], base=base), abs=1e-7
            )


def test_earth_mover__random_profiles__is_that_of_scipy() -> None:
    for seed in range(60):
        rng = np.random.default_rng(seed)
        first, second = (rng.integers(1, 8, rng.integers(1, 16)).astype(float) for _ in range(2))
        weights = [rng.random(len(values)) + 0.01 for values in (first, second)]
        assert earth_mover(first, second) == pytest.approx(stats.wasserstein_distance(first, second), abs=1e-12)
        assert earth_mover(first, second, *weights) == pytest.approx(stats.wasserstein_distance(first, second, *weights), abs=1e-12)


def test_w__everybody_ties_everything__is_refused_here_and_not_a_number_elsewhere() -> None:
    tied = np.ones((4, 5))
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)  # SciPy divides 0 by 0 here: that is the point
        assert np.isnan(stats.friedmanchisquare(*tied.T).statistic)
    assert (kendall_w(tied).w, kendall_w(tied).status) == (None, "no_variation")
    assert mean_over_pairs(spearman(tied)) is None
