"""Distance of two functions' ratings: against scipy, against every dealing of the members, and with the sizes that can say nothing."""

from itertools import combinations

import numpy as np
import pytest
from answers_at_random import random_team
from msgspec.structs import replace
from scipy.stats import wasserstein_distance
from tables import instrument, rating, ratings, team

from scoring import score_team
from scoring.profiles import profile_distances
from scoring.results import Between


def between(table: str) -> Between:
    (cell,) = score_team(team(table, ratings(2))).between
    return cell


def rows(sales: str, marketing: str) -> str:
    lines = [f"s{at} sales {cell[0]} {cell[1]}" for at, cell in enumerate(sales.split())]
    lines += [f"m{at} marketing {cell[0]} {cell[1]}" for at, cell in enumerate(marketing.split())]
    return "\n".join(["respondent function q01 q02", *lines])


@pytest.mark.parametrize("seed", range(20))
def test_distance__of_every_item__is_the_wasserstein_distance(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sizes = np.array([5, 3, 7])
    levels = np.column_stack([rng.integers(1, size + 1, 9) for size in sizes]).astype(float)
    levels[rng.random(levels.shape) < 0.2] = np.nan
    first = np.array([1.0] * 4 + [0.0] * 5)
    known = ~np.isnan(levels)
    expected = [
        wasserstein_distance(levels[:4, j][known[:4, j]], levels[4:, j][known[4:, j]])
        for j in range(3)
        if known[:4, j].any() and known[4:, j].any()
    ]
    assert profile_distances(levels, first[np.newaxis], sizes)[0] == pytest.approx(np.mean(expected))


def test_p__four_and_four__every_dealing_looked_at() -> None:
    cell = between(rows("11 12 21 13", "54 45 43 25"))
    levels = np.array([[1, 1], [1, 2], [2, 1], [1, 3], [5, 4], [4, 5], [4, 3], [2, 5]], dtype=float)
    found = []
    for mine in combinations(range(8), 4):
        rest = [at for at in range(8) if at not in mine]
        found.append(np.mean([wasserstein_distance(levels[list(mine), j], levels[rest, j]) for j in (0, 1)]))
    assert cell.profile == pytest.approx(found[0])
    assert cell.profile_p == pytest.approx(np.mean(np.array(found) >= found[0] - 1e-9))
    assert cell.profile_adjusted == cell.profile_p


@pytest.mark.parametrize(("sales", "marketing"), [("11 11 11", "55 55 55"), ("11", "55 55"), ("11 11 11 11", ".. .. .. ..")])
def test_profile__too_few_ways_or_nothing_answered__not_worked_out(sales: str, marketing: str) -> None:
    cell = between(rows(sales, marketing))
    assert (cell.profile, cell.profile_p, cell.profile_adjusted) == (None, None, None)


def test_profile__private_ratings__stay_out() -> None:
    table = rows("11 11 11 11", "15 15 15 15")
    asked = instrument(rating("q01"), rating("q02", private=True))
    (cell,) = score_team(team(table, asked)).between
    assert (cell.profile, cell.profile_p) == (0.0, 1.0)


def test_p__many_people__drawn_never_0_and_the_same_each_time() -> None:
    answers = random_team(ratings(4), 36, 5)
    cells = score_team(answers).between
    assert [cell.profile_p for cell in cells] == [cell.profile_p for cell in score_team(answers).between]
    assert all(cell.profile_p is not None and cell.profile_p >= 1 / 500 for cell in cells)
    assert cells == score_team(replace(answers, respondents=tuple(reversed(answers.respondents)))).between


def test_p__nothing_but_chance__below_a_twentieth_in_about_a_twentieth_of_teams() -> None:
    small = 0
    for seed in range(200):
        answers = random_team(ratings(3), 12, seed)
        people = tuple(replace(one, function="sales" if at < 6 else "marketing") for at, one in enumerate(answers.respondents))
        small += (score_team(replace(answers, respondents=people)).between[0].profile_p or 0.0) <= 0.05
    assert small <= 20  # 200 draws of at most 0.05: 20 are exceeded once in 400
