"""Pairwise disagreement: one matrix from which every number of the engine is a mean.

Every function takes arrays (..., n, columns), so that one team and thousands of simulated teams go the same way, and returns
delta (..., n, n): 0 = the same answer, 1 = what two independent uniform answers show on average, NaN = nothing in common
to compare. d / E0 is formed per item and averaged over the items that both have answered (decisions 31, 52, 53).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.design import Bools, Floats

NOBODY = -1.0  # code of "nothing was agreed": it disagrees with everybody, also with itself


def _share(total: Floats, common: Floats) -> Floats:
    """The mean: total over common, NaN where nothing is in common."""
    mean: Floats = np.divide(total, common, out=np.full(total.shape, np.nan), where=common > 0)
    return mean


def ratings_delta(x: Floats, levels: Sequence[int]) -> Floats:
    """Mean over common items of (x_i - x_j)^2 / E0, with E0 = (m^2 - 1) / 6 (scoring, 12.1).

    x: (..., n, J), values 1..m_j, NaN where missing.
    """
    n = x.shape[-2]
    total = np.zeros((*x.shape[:-2], n, n))
    common = np.zeros_like(total)
    sizes = np.asarray(levels)
    for m in sorted(set(levels)):
        if m < 2:
            continue
        # Items of one size together: the products are of half-integers and therefore exact, in whatever order they are added.
        centred = x[..., sizes == m] - (m + 1) / 2
        known = ~np.isnan(centred)
        z = np.where(known, centred, 0.0)
        k = known.astype(np.float64)
        squares = (z * z) @ k.swapaxes(-1, -2)
        total += (squares + squares.swapaxes(-1, -2) - 2 * (z @ z.swapaxes(-1, -2))) * (6 / (m * m - 1))
        common += k @ k.swapaxes(-1, -2)
    return _share(total, common)


def list_delta(ranks: Floats, *, nothing_shared: float = np.nan) -> Floats:
    """1 - rho of two rows of mid-ranks, rho tie-corrected (E0 = 1).

    ranks: (..., n, M), NaN rows where missing; a row of NOBODY disagrees with everybody by `nothing_shared`.
    A row in which everything is tied says nothing about the order and is treated as missing.
    """
    size = ranks.shape[-1]
    first = ranks[..., 0]
    nobody = first == NOBODY
    absent = np.isnan(first)
    # Twice the mid-rank is a whole number: identical rows give exactly rho = 1.
    z = np.where((nobody | absent)[..., None], 0.0, 2 * ranks - (size + 1))
    products = z @ z.swapaxes(-1, -2)
    own = np.einsum("...ij,...ij->...i", z, z)
    absent = absent | ((own == 0) & ~nobody)
    scale = np.sqrt(own[..., :, None] * own[..., None, :])
    rho = np.divide(products, scale, out=np.zeros_like(products), where=scale > 0)
    delta = np.where(nobody[..., :, None] | nobody[..., None, :], nothing_shared, 1 - rho)
    return np.where(absent[..., :, None] | absent[..., None, :], np.nan, delta)


def allocation_delta(shares: Floats) -> Floats:
    """Total variation over its expectation (q - 1) / (2q - 1) between two uniform allocations.

    shares: (..., n, q), each row sums to 1, NaN rows where missing.
    """
    q = shares.shape[-1]
    n = shares.shape[-2]
    total = np.zeros((*shares.shape[:-2], n, n))
    if q < 2:
        return np.full_like(total, np.nan)
    for part in range(q):
        column = shares[..., part]
        total += np.abs(column[..., :, None] - column[..., None, :])
    return total * (0.5 * (2 * q - 1) / (q - 1))


def term_delta(x: Floats, options: Sequence[int]) -> Floats:
    """Mean over the common parts of a definition of mismatch / (1 - 1/c).

    x: (..., n, S), option numbers, NaN where missing, NOBODY for "no agreed definition"; options: c of each part.
    """
    n = x.shape[-2]
    total = np.zeros((*x.shape[:-2], n, n))
    common = np.zeros_like(total)
    for part, c in enumerate(options):
        if c < 2:
            continue
        column = x[..., part]
        known = ~np.isnan(column)
        both = known[..., :, None] & known[..., None, :]
        left = column[..., :, None]
        mismatch = (left != column[..., None, :]) | (left == NOBODY)
        total += np.where(both, mismatch * (c / (c - 1)), 0.0)
        common += both
    return _share(total, common)


def mean_of(deltas: Sequence[Floats]) -> Floats:
    """Plain mean over questions, each pair over the questions that both have answered."""
    if len(deltas) == 1:
        return deltas[0]
    known = [~np.isnan(delta) for delta in deltas]
    total = np.sum([np.where(k, delta, 0.0) for k, delta in zip(known, deltas, strict=True)], axis=0)
    return _share(total, np.sum(known, axis=0).astype(np.float64))


@dataclass(frozen=True)
class Composed:
    """The blocks joined: `delta` (..., n, n) with a zero diagonal and no NaN; `means` block -> mean delta over observed pairs (...,)."""

    delta: Floats
    means: dict[str, Floats]
    weights: dict[str, float]  # of the blocks that entered, sum 1
    observed: Bools  # (..., n, n): pairs with at least one observed block


def compose(blocks: dict[str, Floats], weights: dict[str, float]) -> Composed:
    """Weighted mean over the blocks; a missing pair-block cell takes the block's mean over the observed pairs (scoring, 12.1).

    blocks: name -> delta (..., n, n). A block without any observed pair leaves the basis (decision 50).
    """
    shape = next(iter(blocks.values())).shape
    n = shape[-1]
    upper = np.triu(np.ones((n, n), dtype=np.bool_), 1)
    means: dict[str, Floats] = {}
    entered: dict[str, tuple[Floats, float]] = {}
    observed = np.zeros(shape, dtype=np.bool_)
    for name, delta in blocks.items():
        known = ~np.isnan(delta)
        pairs = (known & upper).sum(axis=(-1, -2))
        if not pairs.all() or weights[name] <= 0:
            continue
        mean = np.where(known & upper, delta, 0.0).sum(axis=(-1, -2)) / pairs
        means[name] = mean
        entered[name] = (np.where(known, delta, mean[..., None, None]), weights[name])
        observed |= known
    whole = sum(weight for _, weight in entered.values())
    total = np.zeros(shape)
    for delta, weight in entered.values():
        total += delta * (weight / whole)
    total[..., np.arange(n), np.arange(n)] = 0.0
    return Composed(total, means, {name: weight / whole for name, (_, weight) in entered.items()}, observed)
