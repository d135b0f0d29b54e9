"""Definitions: agreement per item, and alpha against the krippendorff package."""

from collections import Counter
from itertools import product

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.definitions import (
    Metric,
    Weights,
    bennett_s,
    brennan_prediger,
    chance_modal_share,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    krippendorff_alpha,
    modal_share,
    pair_agreement,
)

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


# Nine and ten items of four options with answers missing, some with one answer or two, and what irrCAC 0.4.4 from the Python Package
# Index gives for them: gwet() under each weighting, and fleiss().
N = None
TWO_RATERS = [[1, 1], [1, 4], [2, 4], [N, 4], [N, 4], [3, N], [3, 1], [N, 4], [1, 1]]
FIVE_RATERS = [
    [2, 4, 4, N, N],
    [1, N, 1, 1, 1],
    [N, 4, 2, N, 2],
    [N, 3, 1, 1, 2],
    [1, N, N, 4, 4],
    [N, 1, 3, N, N],
    [3, N, N, N, N],
    [2, N, 4, 4, 4],
    [N, 1, 3, 2, 1],
    [N, 1, 3, 1, 4],
]


def counted(answers: list[list[int | None]]) -> list[list[int]]:
    return [[row.count(option) for option in (1, 2, 3, 4)] for row in answers]


@pytest.mark.parametrize(
    ("answers", "weights", "expected"),
    [
        (TWO_RATERS, "identity", 0.230606860158),
        (TWO_RATERS, "linear", 0.040338504937),
        (TWO_RATERS, "quadratic", -0.037939698492),
        (TWO_RATERS, "ordinal", -0.013820078227),
        (FIVE_RATERS, "identity", 0.116401791741),
        (FIVE_RATERS, "linear", -0.026048628924),
        (FIVE_RATERS, "quadratic", -0.082764233396),
        (FIVE_RATERS, "ordinal", -0.064120378618),
    ],
)
def test_gwet__answers_missing__is_that_of_the_package(answers: list[list[int | None]], weights: Weights, expected: float) -> None:
    assert gwet_ac2(counted(answers), weights=weights) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize(("answers", "expected"), [(TWO_RATERS, 0.091588785047), (FIVE_RATERS, 0.094851970583)])
def test_fleiss__answers_missing__is_that_of_the_package(answers: list[list[int | None]], expected: float) -> None:
    assert fleiss_kappa(counted(answers)) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic", "ordinal"])
@pytest.mark.parametrize(
    ("counts", "expected"), [([], None), ([[1, 0]], None), ([[3]], None), ([[3, 0]], 1.0), ([[0, 2, 0], [0, 3, 0]], 1.0)]
)
def test_gwet__edges__are_none_or_one(counts: list[list[int]], weights: Weights, expected: float | None) -> None:
    assert gwet_ac2(counts, weights=weights) == expected


@pytest.mark.parametrize(("n", "options"), [(1, 4), (2, 4), (5, 4), (6, 4), (6, 3), (9, 2), (4, 1)])
def test_modal_share__random_ticks__is_that_of_all_teams(n: int, options: int) -> None:
    teams = list(product(range(options), repeat=n))
    shares = [modal_share([Counter(team)[option] for option in range(options)]) for team in teams]
    assert chance_modal_share(n, options) == pytest.approx(np.mean(np.array(shares, dtype=float)))


def test_modal_share__large_teams__falls_towards_one_of_the_options() -> None:
    levels = [chance_modal_share(n, 4) or 0 for n in (15, 50, 200, 1_000)]
    assert levels == sorted(levels, reverse=True)
    assert levels[-1] == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize(
    ("counts", "alone", "expected"), [([], 0, None), ([0, 0], 0, None), ([1], 0, 1.0), ([0, 0], 2, 0.5), ([3, 1], 4, 0.375)]
)
def test_modal_share__edges__count_everybody(counts: list[int], alone: int, expected: float | None) -> None:
    assert modal_share(counts, alone=alone) == expected


@pytest.mark.parametrize(("n", "options"), [(0, 4), (5, 0)])
def test_modal_share__nobody_or_no_option__has_no_chance_level(n: int, options: int) -> None:
    assert chance_modal_share(n, options) is None
