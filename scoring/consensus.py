"""The order that fits a team best: Kemeny's, with every optimum, and Borda's.

`ranks` has shape (n, M), respondents in rows, 1 best, ties at mid-ranks, not ranked None or NaN. Orders are tuples of option
numbers 0..M-1, best first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, islice, permutations, product
from math import factorial, prod

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike, NDArray

from scoring.pairs import Floats, name_missing, pair_places, read_matrix
from scoring.priorities import mid_ranks
from scoring.results import Status

EXACT_UP_TO = 14  # options; 2^14 subsets take some milliseconds


class Consensus(Struct, frozen=True, kw_only=True):
    """Kemeny's consensus. `order` is the optimum that Borda prefers; `orders` at most `limit` optima in ascending order.

    `score` is the sum over people of the pairs that they order the other way (1/2 for each pair they tie), `count` the number of
    optima, `open_pairs` the options that optima order both ways. Above 14 options status is `heuristic` and `orders` has one.
    """

    order: tuple[int, ...] = ()
    orders: tuple[tuple[int, ...], ...] = ()
    score: float | None = None
    count: int = 0
    open_pairs: tuple[tuple[int, int], ...] = ()
    status: Status = "ok"

    @property
    def ranks(self) -> tuple[int, ...] | None:
        """The rank of each option where there is one best order; None where there are several, or none."""
        return tuple(self.order.index(option) + 1 for option in range(len(self.order))) if self.count == 1 else None


def borda_ranks(ranks: ArrayLike) -> tuple[float | None, ...]:
    """Borda: the mean mid-rank of each option over those who ranked it, 1 to M, low is best; None where nobody did.

    `ranks` has shape (n, M), the result M entries; (M + 1)/2 expected at random. One person gives that person's ranks. Rewards block
    voting, so it only breaks ties of `kemeny`. Borda (1784), Histoire de l'Academie royale des sciences.

    >>> borda_ranks([[1, 2, 3], [2, 1, None]])
    (1.5, 1.5, 3.0)
    """
    rank = mid_ranks(read_matrix(ranks))
    known = ~np.isnan(rank)
    count = known.sum(axis=0)
    return name_missing(np.where(count > 0, np.nansum(rank, axis=0) / np.maximum(count, 1), np.nan))


def borda_order(ranks: ArrayLike) -> tuple[int, ...]:
    """Options by `borda_ranks`, best first, ties by number, those that nobody ranked last. Nobody: in their own order.

    >>> borda_order([[3, 1, 2], [3, 2, 1]])
    (1, 2, 0)
    """
    mean = borda_ranks(ranks)
    return tuple(sorted(range(len(mean)), key=lambda option: (np.inf if mean[option] is None else round(mean[option] or 0.0, 9), option)))


def order_costs(ranks: ArrayLike) -> Floats:
    """What it costs to put option a before option b: people who rank b higher, and half of those who tie them. Shape (M, M).

    0 to n, down means that people agree with a before b; n/2 expected at random. People who did not rank both cost nothing. The
    diagonal is 0, and so is everything for n = 0.

    >>> order_costs([[1, 2], [1, 2], [1, 1]]).tolist()
    [[0.0, 0.5], [2.5, 0.0]]
    """
    rank = read_matrix(ranks)
    a, b = rank[:, :, np.newaxis], rank[:, np.newaxis, :]
    cost = (b < a).sum(axis=0) + (a == b).sum(axis=0) / 2
    np.fill_diagonal(cost, 0.0)
    return np.asarray(cost, dtype=np.float64)


def kemeny(ranks: ArrayLike, *, limit: int = 20) -> Consensus:
    """The order that minimises the sum of Kendall distances to all rankings, by dynamic programming over subsets.

    A pair that a person ties costs 1/2 either way; what a person did not rank costs nothing. `score` is 0 where all agree, at most
    n M(M - 1)/4. Exact, with all optima, up to 14 options; above, Borda improved by moving single options, `heuristic`. Fewer than two
    people or options: `too_few`; two people who differ have many optima. Kemeny & Snell (1962), Mathematical Models in the Social
    Sciences; Young (1988), American Political Science Review 82:1231. A cycle has three best orders:

    >>> cycle = kemeny([[1, 2, 3], [3, 1, 2], [2, 3, 1]])
    >>> cycle.orders, cycle.score
    (((0, 1, 2), (1, 2, 0), (2, 0, 1)), 4.0)
    """
    cost = order_costs(ranks)
    people = int(np.isfinite(read_matrix(ranks)).any(axis=1).sum())
    if people < 2 or not cost.any():
        return Consensus(status="too_few")
    favoured = borda_order(ranks)
    if len(cost) > EXACT_UP_TO:
        order = _improve(list(favoured), cost)
        return Consensus(order=order, orders=(order,), score=order_cost(order, cost), count=1, status="heuristic")
    # Twice the cost is whole, so that equal scores compare equal.
    twice = np.rint(2 * cost).astype(np.int64)
    parts = [_solve(twice, options, favoured, limit) for options in _tiers(twice)]
    order = tuple(option for part in parts for option in part.order)
    return Consensus(
        order=order,
        orders=tuple(tuple(chain.from_iterable(choice)) for choice in islice(product(*(part.orders for part in parts)), limit)),
        score=order_cost(order, cost),
        count=prod(part.count for part in parts),
        open_pairs=tuple(sorted(pair for part in parts for pair in part.open_pairs)),
    )


def order_cost(order: ArrayLike, cost: Floats) -> float:
    """The score of one order under `order_costs`: the sum of what its pairs cost, 0 and above, down means agreement.

    >>> order_cost((1, 0), np.array([[0.0, 0.5], [2.5, 0.0]]))
    2.5
    """
    places = np.asarray(order, dtype=np.intp)
    first, second = pair_places(len(places))
    return float(cost[places[first], places[second]].sum())


def _tiers(cost: NDArray[np.int64]) -> list[tuple[int, ...]]:
    """Options in tiers: more people put each option of a tier before each of a later tier than the other way round.

    Every optimum keeps that order, since sorting one by tiers changes no cost within a tier and lowers all between them. Truchon (1998).
    """
    reach = cost <= cost.T
    for _ in range(len(cost).bit_length()):
        reach = reach @ reach
    # Who reaches as many options stands in the same tier, for of any two options one reaches the other.
    reached = reach.sum(axis=1)
    return [tuple(np.flatnonzero(reached == number).tolist()) for number in sorted(set(reached.tolist()), reverse=True)]


class _Tier(Struct, frozen=True):
    order: tuple[int, ...]
    orders: list[tuple[int, ...]]
    count: int
    open_pairs: list[tuple[int, int]]


def _solve(cost: NDArray[np.int64], options: tuple[int, ...], favoured: tuple[int, ...], limit: int) -> _Tier:
    """The optima of one tier; `options` ascending."""
    if len(options) == 1:
        return _Tier(options, [options], 1, [])
    here = cost[np.ix_(options, options)]
    first = tuple(option for option in favoured if option in options)
    if (here == here.T).all():  # several options between which nothing decides
        return _Tier(first, list(islice(permutations(options), limit)), factorial(len(options)), list(combinations(options, 2)))
    count, nexts = _best_completions(_step_costs(here))
    return _Tier(
        tuple(options[at] for at in next(_walk(nexts, tuple(options.index(option) for option in first)))),
        [tuple(options[at] for at in order) for order in islice(_walk(nexts, tuple(range(len(options)))), limit)],
        int(count[0]),
        [(options[a], options[b]) for a, b in _open_pairs(nexts)],
    )


@dataclass(frozen=True)
class _Level:
    """The subsets of options that hold equally many: `masks` (K,), the `options` that each leaves open (K, left), where these `lead`."""

    masks: NDArray[np.intp]
    options: NDArray[np.intp]
    lead: NDArray[np.intp]
    steps: NDArray[np.intp]  # places of (option, mask) in the step costs read row by row


@lru_cache(maxsize=EXACT_UP_TO)  # all sizes that occur: some megabytes, which took longer to make than to use
def _levels(size: int) -> tuple[_Level, ...]:
    """The subsets of `size` options as bit masks, by how many options they hold, without the whole."""
    mask = np.arange(1 << size)
    held = np.bitwise_count(mask)
    found = []
    for level in range(size):
        masks = mask[held == level]
        options = np.nonzero(masks[:, np.newaxis] >> np.arange(size) & 1 == 0)[1].reshape(len(masks), size - level)
        column = masks[:, np.newaxis]
        found.append(_Level(masks, options, column | (1 << options), (options << size) + column))
    return tuple(found)


def _step_costs(cost: NDArray[np.int64]) -> NDArray[np.int64]:
    """step[b, S]: what it costs to place option b next when the options of mask S are placed already. Shape (M, 2^M)."""
    size = len(cost)
    placed = np.zeros((size, 1), dtype=np.int64)
    for option in range(size):
        placed = np.hstack([placed, placed + cost[:, option : option + 1]])
    return np.asarray(cost.sum(axis=1, keepdims=True) - placed, dtype=np.int64)


def _best_completions(step: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """How many orders place what mask S leaves open at the least cost, and which options they may place next.

    Shapes (2^M,) and (M, 2^M).
    """
    size, subsets = step.shape
    best, count = np.zeros(subsets, dtype=np.int64), np.zeros(subsets)
    nexts = np.zeros(step.size, dtype=np.bool_)
    count[-1] = 1
    for level in reversed(_levels(size)):
        after = step.take(level.steps) + best.take(level.lead)
        least = after.min(axis=1)
        tight = after == least[:, np.newaxis]
        best[level.masks] = least
        count[level.masks] = (count.take(level.lead) * tight).sum(axis=1)
        nexts[level.steps] = tight
    return count, nexts.reshape(step.shape)


def _walk(nexts: NDArray[np.bool_], preference: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Optimal orders, those first that place preferred options early."""
    full = nexts.shape[1] - 1
    allowed = ((1 << np.arange(len(nexts))) @ nexts).tolist()

    def extend(mask: int, order: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if mask == full:
            yield order
            return
        for option in preference:
            if allowed[mask] >> option & 1:
                yield from extend(mask | 1 << option, (*order, option))

    return extend(0, ())


def _open_pairs(nexts: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """Pairs of options that some optimum orders one way and another optimum the other way."""
    size, subsets = nexts.shape
    reached = np.zeros(subsets, dtype=np.bool_)
    reached[0] = True
    flat = nexts.ravel()
    for level in _levels(size):
        on_the_way = flat.take(level.steps) & reached[level.masks, np.newaxis]
        reached[level.lead[on_the_way]] = True
    # Bit b of entry a: some optimum has a before b.
    still_open = ~np.arange(subsets) & (subsets - 1)
    before = np.bitwise_or.reduce(np.where(nexts & reached, still_open, 0), axis=1).tolist()
    return tuple((a, b) for a, b in combinations(range(size), 2) if before[a] >> b & 1 and before[b] >> a & 1)


def _improve(order: list[int], cost: Floats) -> tuple[int, ...]:
    """Move single options to where they cost least until nothing helps."""
    improved = True
    while improved:
        improved = False
        for option in tuple(order):
            rest = [other for other in order if other != option]
            after, ahead = cost[option, rest], cost[rest, option]
            # Cost of the option at place p: those before it cost `ahead`, those behind it `after`.
            places = np.concatenate([[0.0], np.cumsum(ahead)]) + np.concatenate([np.cumsum(after[::-1])[::-1], [0.0]])
            place = int(np.argmin(places))
            if places[place] < places[order.index(option)] - 1e-9:
                order, improved = [*rest[:place], option, *rest[place:]], True
    return tuple(order)
