"""Kemeny against brute force over every order, Borda, and top-list distances against every completion."""

from itertools import permutations

import numpy as np
import pytest

from scoring.consensus import borda_order, borda_ranks, kemeny, order_cost, order_costs
from scoring.toplists import footrule, footrule_share, kendall_distance, kendall_distance_share


@pytest.mark.parametrize("seed", range(25))
def test_kemeny__small_teams__finds_every_optimum_of_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ranks = rng.integers(1, 6, size=(rng.integers(2, 6), rng.integers(2, 6))).astype(float)
    if seed % 2:
        ranks[rng.random(ranks.shape) < 0.2] = np.nan
    cost = order_costs(ranks)
    scores = {order: order_cost(order, cost) for order in permutations(range(len(cost)))}
    best = min(scores.values())
    found = kemeny(ranks, limit=1_000)
    if found.status == "too_few":
        assert not cost.any() or (~np.isnan(ranks)).any(axis=1).sum() < 2
        return
    assert found.score == best
    assert list(found.orders) == sorted(order for order, score in scores.items() if score == best)
    assert found.count == len(found.orders)
    assert found.order in found.orders
    turned = {
        (a, b)
        for a in range(len(cost))
        for b in range(a + 1, len(cost))
        if len({order.index(a) < order.index(b) for order in found.orders}) == 2
    }
    assert set(found.open_pairs) == turned


def test_kemeny__two_cycles_and_a_tie__every_optimum_tier_by_tier() -> None:
    # Options 4, 0, 2 in a cycle, all of them before 1 and 5, which tie, before the cycle of 3, 6 and 7.
    ranks = np.array([[2, 4.5, 3, 6, 1, 4.5, 7, 8], [3, 4.5, 1, 8, 2, 4.5, 6, 7], [1, 4.5, 2, 7, 3, 4.5, 8, 6]])
    cost = order_costs(ranks)
    scores = {order: order_cost(order, cost) for order in permutations(range(8))}
    best = min(scores.values())
    found = kemeny(ranks, limit=100)
    assert list(found.orders) == sorted(order for order, score in scores.items() if score == best)
    assert (found.score, found.count) == (best, 3 * 2 * 3)
    assert set(found.open_pairs) == {(0, 2), (0, 4), (2, 4), (1, 5), (3, 6), (3, 7), (6, 7)}


def test_kemeny__many_optima__keeps_the_first_and_counts_all() -> None:
    found = kemeny(np.ones((4, 12)), limit=3)
    assert (len(found.orders), found.count, len(found.open_pairs)) == (3, 479_001_600, 66)
    assert found.ranks is None


def test_kemeny__two_equal_orders__borda_decides() -> None:
    found = kemeny([[1, 2, 3], [1, 3, 2], [2, 1, 3], [3, 1, 2]])
    assert found.order == min(
        found.orders, key=lambda order: [borda_ranks([[1, 2, 3], [1, 3, 2], [2, 1, 3], [3, 1, 2]])[option] for option in order]
    )


def test_kemeny__fifteen_options__heuristic_that_nothing_single_improves() -> None:
    rng = np.random.default_rng(2)
    ranks = np.array([rng.permutation(15) for _ in range(9)])
    found, cost = kemeny(ranks), order_costs(ranks)
    assert found.status == "heuristic"
    for option in found.order:
        rest = [other for other in found.order if other != option]
        assert all(order_cost((*rest[:place], option, *rest[place:]), cost) >= found.score for place in range(15))


@pytest.mark.parametrize("ranks", [[], [[1, 2, 3]], [[1], [1]], [[None, None]] * 2])
def test_kemeny__nobody_to_compare__too_few(ranks: list[list[float | None]]) -> None:
    assert (kemeny(ranks).score, kemeny(ranks).status) == (None, "too_few")


def test_borda__ranked_by_nobody__stands_last() -> None:
    assert borda_ranks([[None, 2, 1], [None, 1, 2]]) == (None, 1.5, 1.5)
    assert borda_order([[None, 2, 1], [None, 1, 2]]) == (1, 2, 0)


def completions(top: str, universe: str) -> list[tuple[str, ...]]:
    return [(*top, *rest) for rest in permutations(sorted(set(universe) - set(top)))]


def discordant(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    return sum((first.index(a) < first.index(b)) != (second.index(a) < second.index(b)) for i, a in enumerate(first) for b in first[:i])


@pytest.mark.parametrize(("first", "second"), [("abc", "abc"), ("abc", "xyz"), ("abc", "cba"), ("abc", "bxd"), ("ab", "bcd"), ("a", "bc")])
def test_top_lists__every_completion__least_and_mean_distance(first: str, second: str) -> None:
    universe = "".join(sorted({*first, *second}))
    distances = [discordant(one, other) for one in completions(first, universe) for other in completions(second, universe)]
    assert kendall_distance(first, second, penalty=0) == min(distances)
    assert kendall_distance(first, second) == pytest.approx(np.mean(distances))
    assert 0 <= kendall_distance_share(first, second) <= 1
    assert 0 <= footrule_share(first, second) <= 1
    assert footrule(first, second) == footrule(second, first)


def test_top_lists__empty__nothing_to_normalise() -> None:
    assert kendall_distance([], []) == 0
    assert kendall_distance_share([], []) is None
    assert footrule_share([], []) is None
