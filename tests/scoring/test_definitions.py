"""Definitions: agreement per item, and alpha against the krippendorff package."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions import Metric, bennett_s, brennan_prediger, fleiss_kappa, gwet_ac1, krippendorff_alpha, pair_agreement

COUNTS = st.lists(st.integers(0, 6), min_size=2, max_size=5).filter(lambda counts: sum(counts) >= 2)


@given(COUNTS, st.integers(0, 3))
def test_pair_agreement__any_counts__is_the_share_of_equal_pairs(counts: list[int], alone: int) -> None:
    answers = [option for option, count in enumerate(counts) for _ in range(count)] + [-1 - i for i in range(alone)]
    pairs = [a == b for i, a in enumerate(answers) for b in answers[:i]]
    assert pair_agreement(counts, alone=alone) == pytest.approx(np.mean(pairs))


@given(COUNTS)
def test_fleiss__one_item_not_unanimous__says_nothing(counts: list[int]) -> None:
    n = sum(counts)
    if max(counts) < n:
        assert fleiss_kappa([counts]) == pytest.approx(-1 / (n - 1))
    else:
        assert fleiss_kappa([counts]) is None


def test_bennett__random_ticks__average_to_nothing() -> None:
    rng = np.random.default_rng(1)
    for n in (2, 3, 8):
        drawn = np.array([bennett_s(np.bincount(rng.integers(0, 4, n), minlength=4)) for _ in range(2_000)])
        assert abs(drawn.mean()) < 4 * drawn.std() / np.sqrt(2_000)


@pytest.mark.parametrize(("counts", "options"), [([], None), ([1, 0], None), ([0, 0], None), ([5], None), ([3, 2], 1)])
def test_bennett__nothing_to_compare__is_none(counts: list[int], options: int | None) -> None:
    assert bennett_s(counts, options=options) is None


def test_bennett__no_agreed_definition__counts_against() -> None:
    assert bennett_s([4, 0], alone=0) == 1.0
    assert bennett_s([0, 0], alone=4) == -1.0


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
@pytest.mark.parametrize("seed", range(8))
def test_alpha__random_data_with_gaps__is_that_of_the_package(seed: int, metric: Metric) -> None:
    rng = np.random.default_rng(seed)
    answers = rng.integers(1, 6, size=(rng.integers(2, 8), rng.integers(2, 15))).astype(float)
    answers[rng.random(answers.shape) < 0.25] = np.nan
    assert krippendorff_alpha(answers, metric=metric) == pytest.approx(krippendorff.alpha(answers, level_of_measurement=metric))


@pytest.mark.parametrize("answers", [[], [[None]], [[1, 1], [1, 1]], [[1, None], [None, 2]]])
def test_alpha__no_pair_or_no_variation__is_none(answers: list[list[float | None]]) -> None:
    assert krippendorff_alpha(answers) is None


def test_alpha__ratio_of_negative_values__is_none() -> None:
    assert krippendorff_alpha([[-1, 2], [1, 2]], metric="ratio") is None


@pytest.mark.parametrize("counts", [[], [[1, 0]], [[0, 0]]])
def test_pooled_coefficients__no_pair__are_none(counts: list[list[int]]) -> None:
    assert [gwet_ac1(counts), brennan_prediger(counts), fleiss_kappa(counts)] == [None] * 3
