"""Agreement coefficients against krippendorff, pingouin, statsmodels, scikit-learn and SciPy, on random answers."""

import krippendorff
import numpy as np
import pandas as pd
import pingouin
import pytest
from scipy import stats
from scipy.spatial.distance import pdist
from sklearn.metrics import adjusted_rand_score
from statsmodels.stats.inter_rater import fleiss_kappa as statsmodels_fleiss

from scoring.definitions import Metric, alpha_of_counts, bennett_s, brennan_prediger, fleiss_kappa, krippendorff_alpha
from scoring.partitions import adjusted_rand
from scoring.ratings import mean_difference, mean_square_difference, r_wg_star, variances
from scoring.reliability import group_reliability, rater_reliability
from tests.scoring.independent.random_answers import Floats, functions_of, tables

# pingouin 0.7 asks pandas 3.1 to drop columns in place, which pandas is about to end.
PINGOUIN_AND_PANDAS = pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.dropna:DeprecationWarning")


def counted(table: Floats) -> Floats:
    return np.array([[(item == level).sum() for level in range(1, 11)] for item in table.T], dtype=np.float64)


def can_be_compared(table: Floats) -> bool:
    """Whether two different values stand in items that two people answered."""
    paired = table[:, (~np.isnan(table)).sum(axis=0) >= 2]
    return len(np.unique(paired[~np.isnan(paired)])) > 1


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha__random_answers__is_that_of_krippendorff(metric: Metric) -> None:
    compared = 0
    for table in tables(60, missing=True):
        found = krippendorff_alpha(table, metric=metric)
        if can_be_compared(table):
            compared += 1
            assert found == pytest.approx(krippendorff.alpha(table, level_of_measurement=metric), abs=1e-10)
            assert found == pytest.approx(krippendorff_alpha(table[::-1, ::-1], metric=metric), abs=1e-12)
        else:
            assert found is None
    assert compared > 50


def test_alpha__counts__is_that_of_krippendorff() -> None:
    for table in tables(20, items=(2, 30), missing=True):
        if can_be_compared(table):
            expected = krippendorff.alpha(value_counts=counted(table), level_of_measurement="nominal")
            assert alpha_of_counts(counted(table)) == pytest.approx(expected, abs=1e-10)


@PINGOUIN_AND_PANDAS
def test_raters__random_answers__have_the_six_forms_of_pingouin() -> None:
    forms = ("one_way_single", "absolute_single", "consistent_single", "one_way_mean", "absolute_mean", "consistent_mean")
    compared = 0
    for table in tables(30, people=(2, 8), items=(5, 30), missing=True):
        found = rater_reliability(table.T)
        whole = table.T[~np.isnan(table.T).any(axis=1)]
        if len(whole) < 5 or found.status != "ok":
            continue
        compared += 1
        rows, columns = np.indices(whole.shape)
        long = pd.DataFrame({"item": rows.ravel(), "person": columns.ravel(), "rating": whole.ravel()})
        expected = pingouin.intraclass_corr(long, targets="item", raters="person", ratings="rating")["ICC"]
        assert [getattr(found, form) for form in forms] == pytest.approx(expected.tolist(), abs=1e-9)
    assert compared > 15


def test_groups__of_unequal_size__have_the_f_of_scipy() -> None:
    compared = 0
    for table in tables(40, people=(2, 15), items=(2, 12), missing=True):
        groups = [row[~np.isnan(row)] for row in table if not np.isnan(row).all()]
        found = group_reliability(table)
        if found.icc2 is None or found.icc2 == 1:
            continue
        compared += 1
        f = stats.f_oneway(*groups).statistic
        size = sum(map(len, groups)) / len(groups)
        assert found.icc1 == pytest.approx((f - 1) / (f + size - 1), abs=1e-9)
        assert found.icc2 == pytest.approx(1 - 1 / f, abs=1e-9)
    assert compared > 30


def test_fleiss_and_brennan__random_answers__are_those_of_statsmodels() -> None:
    compared = 0
    for table in tables(40):
        counts = counted(table)
        if can_be_compared(table):
            compared += 1
            assert fleiss_kappa(counts) == pytest.approx(statsmodels_fleiss(counts), abs=1e-10)
        assert brennan_prediger(counts) == pytest.approx(statsmodels_fleiss(counts, method="uniform"), abs=1e-10)
        assert bennett_s(counts[0]) == pytest.approx(statsmodels_fleiss(counts[:1], method="uniform"), abs=1e-10)
    assert compared > 30


def test_ratings__random_answers__differ_as_in_scipy_and_pandas() -> None:
    for table in tables(40, missing=True):
        for item in table.T:
            known = item[~np.isnan(item)]
            if len(known) > 1:
                assert mean_difference(item) == pytest.approx(pdist(known[:, np.newaxis], "cityblock").mean())
                assert mean_square_difference(item) == pytest.approx(pdist(known[:, np.newaxis], "sqeuclidean").mean())
        expected = pd.DataFrame(table).var()
        assert [np.nan if found is None else found for found in variances(table)] == pytest.approx(expected.tolist(), nan_ok=True)
        if expected.notna().any():
            assert r_wg_star(table) == pytest.approx(1 - expected.mean() / 2)


def test_partitions__random_functions__are_as_alike_as_in_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        n = int(rng.integers(3, 16))
        first, second = (functions_of(n, rng, int(rng.integers(2, n))) for _ in range(2))
        assert adjusted_rand(first, second) == pytest.approx(adjusted_rand_score(first, second), abs=1e-10)


def test_partitions__that_part_nobody__are_1_in_scikit_learn_and_unknown_here() -> None:
    assert adjusted_rand_score(list("aaa"), list("xxx")) == 1
    assert adjusted_rand("aaa", "xxx") is None
