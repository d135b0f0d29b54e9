"""The best order and the deepest split against SciPy's solver of integer programmes, which searches in another way."""

from itertools import combinations, permutations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from scoring.consensus import kemeny, order_costs
from scoring.splits import deepest_split, pairs_across
from tests.scoring.independent.random_answers import Floats, rankings


def best_score(cost: Floats) -> float:
    """The least cost of an order: one variable for each ordered pair, no cycle of three."""
    size = len(cost)
    pairs = list(permutations(range(size), 2))
    place = {pair: index for index, pair in enumerate(pairs)}
    rows, low, high = [], [], []
    for a, b in combinations(range(size), 2):
        row = np.zeros(len(pairs))
        row[[place[a, b], place[b, a]]] = 1
        rows, low, high = [*rows, row], [*low, 1], [*high, 1]
    for a, b, c in permutations(range(size), 3):
        row = np.zeros(len(pairs))
        row[[place[a, b], place[b, c], place[c, a]]] = 1
        rows, low, high = [*rows, row], [*low, -np.inf], [*high, 2]
    constraint = LinearConstraint(np.array(rows), low, high)
    found = milp([cost[pair] for pair in pairs], constraints=constraint, integrality=np.ones(len(pairs)), bounds=Bounds(0, 1))
    return float(found.fun)


def largest_cut(delta: Floats) -> float:
    """The most that a split can part: a side for each person, and for each pair whether it is parted."""
    n = len(delta)
    pairs = list(combinations(range(n), 2))
    rows, high = [], []
    for k, (i, j) in enumerate(pairs):
        for sign, limit in ((-1, 0), (1, 2)):
            row = np.zeros(n + len(pairs))
            row[[i, j]], row[n + k] = sign, 1
            rows, high = [*rows, row], [*high, limit]
    gain = np.concatenate([np.zeros(n), [-delta[pair] for pair in pairs]])
    constraint = LinearConstraint(np.array(rows), -np.inf, high)
    return -float(milp(gain, constraints=constraint, integrality=np.ones(len(gain)), bounds=Bounds(0, 1)).fun)


def test_order__random_rankings__costs_what_the_solver_finds() -> None:
    rng = np.random.default_rng(3)
    for ranks in rankings(12, people=(3, 9), options=(4, 9)):
        gaps = np.where(rng.random(ranks.shape) < rng.choice([0, 0.2]), np.nan, ranks)
        assert kemeny(gaps).score == pytest.approx(best_score(order_costs(gaps)), abs=1e-6)


@pytest.mark.parametrize("n", [2, 3, 5, 7, 8])
def test_split__random_disagreement__is_as_deep_as_the_solver_finds(n: int) -> None:
    for seed in range(3):
        half = np.triu(np.random.default_rng(10 * n + seed).random((n, n)), 1)
        assert deepest_split(half + half.T).value == pytest.approx(largest_cut(half + half.T) / pairs_across(n), abs=1e-6)
