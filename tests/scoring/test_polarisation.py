"""Polarisation of one item: its limit by listing every team, and how rarely random teams reach it."""

from collections import Counter
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from scoring.polarisation import is_polarised, polarisation_limit
from scoring.ratings import r_wg


@pytest.mark.parametrize(("n", "levels"), [(6, 5), (8, 4), (7, 5), (10, 2), (8, 3)])
def test_limit__small_teams__is_that_of_all_teams(n: int, levels: int) -> None:
    teams = Counter(tuple(sorted(team)) for team in product(range(1, levels + 1), repeat=n))
    values = sorted((round(r_wg(team, levels=levels) or 0, 9), times) for team, times in teams.items())
    share = np.cumsum([times for _, times in values]) / levels**n
    limit = polarisation_limit(n, levels=levels)
    assert limit == pytest.approx(values[int(np.argmax(share >= 0.05))][0])
    assert sum(times for value, times in values if value < limit - 1e-9) / levels**n < 0.05


@pytest.mark.parametrize("n", [8, 15, 29, 30, 67, 200])
def test_limit__random_teams__is_passed_by_fewer_than_one_in_twenty(n: int) -> None:
    drawn = np.random.default_rng(n).integers(1, 6, size=(40_000, n))
    agreement = np.round(1 - drawn.var(axis=1, ddof=1) / 2, 9)
    limit = polarisation_limit(n)
    below = np.mean(agreement < limit)
    error = np.sqrt(0.05 * 0.95 / 40_000)
    assert below < 0.05 + 4 * error + (0.002 if n > 29 else 0)
    assert np.mean(agreement <= limit) > 0.05 - 4 * error


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([1, 1, 1, 5, 5, 5], True),
        ([1, 1, 1, 1, 1, 5], False),
        ([1, 2, 3, 4, 5, 3], False),
        ([3] * 8, False),
        ([1, 1, 1, 5, 5, None], None),
        ([1, 1, 5, 5], None),
        ([], None),
        ([1, 5], None),
        ([1, 1, 1, 1, 5, 5, 5, 5, None], True),
    ],
)
def test_flag__answers__says_so(ratings: list[float | None], expected: bool | None) -> None:
    assert is_polarised(ratings) is expected


def test_flag__at_the_limit_itself__is_not_raised() -> None:
    limit = polarisation_limit(6)
    at_limit = [team for team in combinations_with_replacement(range(1, 6), 6) if r_wg(team) == pytest.approx(limit)]
    assert at_limit
    assert not any(is_polarised(team) for team in at_limit)


def test_limit__too_few_people_or_levels__is_none() -> None:
    assert [polarisation_limit(n) for n in (0, 1, 2, 5)] == [None] * 4
    assert polarisation_limit(8, levels=1) is None
    assert is_polarised([1] * 8, levels=1) is None
