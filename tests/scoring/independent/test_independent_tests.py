"""Tests by rearrangement, PERMANOVA and families of tests against SciPy, scikit-bio, pingouin and statsmodels."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pingouin
import pytest
from scipy import stats
from scipy.spatial.distance import pdist, squareform
from skbio.stats.distance import DistanceMatrix
from skbio.stats.distance import permanova as skbio_permanova
from sklearn.metrics import adjusted_rand_score
from statsmodels.stats.multitest import multipletests
from threadpoolctl import threadpool_limits

from scoring.change import benjamini_hochberg, compare_waves, rejected
from scoring.faultlines import faultline
from scoring.functions import compare_functions, compare_groups, energy_distance, permanova
from scoring.pairs import mean_over_pairs
from scoring.partitions import compare_partitions
from scoring.priorities import rank_disagreement
from scoring.significance import compare_signs
from tests.scoring.independent.random_answers import Floats, functions_of, rankings

DRAWN = 1_999  # permutations of scikit-bio


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """Threads of scikit-bio that wait for one another would take half a minute on a busy machine."""
    with threadpool_limits(1):
        yield


def test_signs__random_gaps__have_the_p_of_scipy() -> None:
    for seed in range(25):
        rng = np.random.default_rng(seed)
        gaps = rng.integers(-4, 6, rng.integers(2, 10)).astype(float)
        expected = stats.permutation_test((gaps,), np.sum, permutation_type="samples", vectorized=False, n_resamples=1_000)
        assert compare_signs(gaps, reach=None).p == pytest.approx(expected.pvalue)


def test_waves__random_rankings__have_the_p_of_scipy() -> None:
    for ranks in rankings(15, people=(12, 15), options=(4, 8)):
        n = len(ranks) // 2
        cross = rank_disagreement(ranks[: 2 * n])

        def drop(first: Floats, second: Floats, cross: Floats = cross) -> float:
            before, after = (mean_over_pairs(cross[np.ix_(wave.astype(int), wave.astype(int))]) for wave in (first, second))
            return (before or 0) - (after or 0)

        waves = np.arange(n), np.arange(n, 2 * n)
        expected = stats.permutation_test(waves, drop, permutation_type="samples", vectorized=False, n_resamples=1_000)
        found = compare_waves(cross, reach=None)
        assert found.drop == pytest.approx(expected.statistic)
        assert found.test.p == pytest.approx(expected.pvalue)
        assert found.detectable == pytest.approx(1.96 * expected.null_distribution.std())


def test_partitions__every_order__have_the_p_of_scipy() -> None:
    for seed in range(3):
        rng = np.random.default_rng(seed)
        first, second = (np.array([int(name[-1]) for name in functions_of(5, rng, functions)]) for functions in (2, 3))
        expected = stats.permutation_test(
            (second,),
            lambda names, first=first: adjusted_rand_score(first, names.astype(int)),
            permutation_type="pairings",
            vectorized=False,
            alternative="greater",
            n_resamples=1_000,
        )
        assert compare_partitions(first.tolist(), second.tolist(), reach=None).p == pytest.approx(expected.pvalue)


@pytest.mark.parametrize("functions", [2, 3, 4])
@pytest.mark.parametrize("n", [5, 8, 12, 15])
def test_permanova__random_points__has_the_f_of_scikit_bio(n: int, functions: int) -> None:
    for seed in range(4):
        rng = np.random.default_rng(100 * n + 10 * functions + seed)
        names = functions_of(n, rng, functions)
        distances = squareform(pdist(rng.normal(size=(n, 3)) + np.array([[int(name[-1])] for name in names]) * rng.choice([0, 1])))
        found = permanova(distances, names)
        expected = skbio_permanova(DistanceMatrix(distances), names, permutations=0)["test statistic"]
        assert found.f == pytest.approx(expected, rel=1e-9)
        assert found.r2 == pytest.approx(expected * (functions - 1) / (expected * (functions - 1) + n - functions), rel=1e-9)
        assert permanova(distances**2, names, squared=True).f == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("sizes", "seed"), [((4, 4), 1), ((5, 3), 2), ((3, 3, 3), 3), ((2, 2, 2, 2), 4), ((6, 5, 4), 5)])
def test_permanova__its_p__is_that_of_scikit_bio_up_to_its_draws(sizes: tuple[int, ...], seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = [f"function {name}" for name, size in enumerate(sizes) for _ in range(size)]
    distances = squareform(pdist(rng.normal(size=(len(names), 3)) + 0.7 * np.array([[int(name[-1])] for name in names])))
    found = compare_groups(distances, names, rng=np.random.default_rng(seed))
    expected = skbio_permanova(DistanceMatrix(distances), names, permutations=DRAWN, seed=seed)["p-value"]
    assert found.p is not None
    error = np.sqrt(found.p * (1 - found.p) * (1 / DRAWN + (1 / 9_999 if found.p_method == "mc" else 0)))
    assert abs(found.p - expected) < 4 * error + 1 / DRAWN


def test_faultline__numbers_only__is_the_best_split_of_scikit_bio() -> None:
    for seed in range(3):
        attributes = np.random.default_rng(seed).normal(size=(3, 6))
        scaled = (attributes / attributes.std(axis=1, ddof=1, keepdims=True)).T
        distances = DistanceMatrix(squareform(pdist(scaled)))
        best = 0.0
        for sides in product("ab", repeat=5):
            if "b" in sides:
                f = skbio_permanova(distances, ["a", *sides], permutations=0)["test statistic"]
                best = max(best, f / (f + 4))
        assert faultline(attributes.tolist()).strength == pytest.approx(best)


def test_energy__two_functions__is_that_of_scipy_without_the_pairs_of_a_person_with_herself() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        first, second = (rng.integers(1, 8, rng.integers(2, 8)).astype(float) for _ in range(2))
        delta = squareform(pdist(np.concatenate([first, second])[:, np.newaxis], "cityblock"))
        cells = compare_functions(delta, ["a"] * len(first) + ["b"] * len(second))
        own = sum((cells.by_group[name] or 0) / len(values) for name, values in (("a", first), ("b", second)))
        expected = stats.energy_distance(first, second) ** 2 / 2 - own / 2
        assert energy_distance(cells, "a", "b") == pytest.approx(expected, abs=1e-9)


def test_families__random_p__are_adjusted_as_in_scipy_pingouin_and_statsmodels() -> None:
    for seed in range(30):
        rng = np.random.default_rng(seed)
        p = np.round(rng.random(rng.integers(1, 31)) ** 3, 2)
        found = benjamini_hochberg(p)
        assert found == pytest.approx(stats.false_discovery_control(p), abs=1e-12)
        assert found == pytest.approx(multipletests(p, method="fdr_bh")[1], abs=1e-12)
        gaps = np.where(rng.random(len(p)) < 0.2, np.nan, p)
        refused, adjusted = pingouin.multicomp(gaps, alpha=0.1, method="fdr_bh")
        assert [np.nan if value is None else value for value in benjamini_hochberg(gaps)] == pytest.approx(adjusted, abs=1e-12, nan_ok=True)
        assert rejected(gaps, q=0.1) == refused.sum()
