"""Allocations: how many of 100 points two people would have to move to agree.

`points` has shape (n, q), respondents in rows and parts in columns; a row that was skipped is all None or NaN.
"""

import numpy as np
from numpy.typing import ArrayLike

from scoring.pairs import Floats, mean_over_pairs, read_matrix

FLAT_WITHIN = 0.05  # total variation from the equal split below which an allocation says nothing


def shares(points: ArrayLike, *, total: float | None = None) -> Floats:
    """Allocations as shares that sum to 1, shape (n, q); a row that cannot be used becomes NaN.

    Unusable is a missing or negative cell, a sum of 0, and, where `total` is given, a sum more than 1 % away from it.

    >>> shares([[40, 60], [50, 49.5], [10, 10]], total=100).round(3).tolist()
    [[0.4, 0.6], [0.503, 0.497], [nan, nan]]
    """
    matrix = read_matrix(points)
    sums = matrix.sum(axis=1, keepdims=True)
    usable = (sums > 0) & (matrix >= 0).all(axis=1, keepdims=True)
    if total is not None:
        usable &= np.abs(sums - total) <= total * 0.01 + 1e-9
    return np.asarray(np.where(usable, matrix / np.where(usable, sums, 1.0), np.nan), dtype=np.float64)


def total_variation(points: ArrayLike) -> Floats:
    """The share of the points that each two people would have to move: TV = 1/2 sum |x - y|, shape (n, n).

    0 is the same allocation, 1 nothing in common, down means agreement; `chance_variation` expected at random; zeros are fine. Pairs
    with an unusable row are NaN. `points` has shape (n, q), n = 0 and 1 give (0, 0) and one 0.

    >>> total_variation([[40, 30, 20, 10], [25, 25, 25, 25]])[0, 1].round(3).item()
    0.2
    """
    share = shares(points)
    return np.asarray(np.abs(share[:, np.newaxis] - share).sum(axis=2) / 2, dtype=np.float64)


def chance_variation(parts: int) -> float | None:
    """Expected total variation of two allocations drawn evenly from all there are: (q - 1) / (2q - 1). None below two parts.

    From E|X - Y| of two Beta(1, q - 1) shares.

    >>> chance_variation(2).__round__(4), chance_variation(5).__round__(4), chance_variation(1)
    (0.3333, 0.4444, None)
    """
    return (parts - 1) / (2 * parts - 1) if parts > 1 else None


def allocation_agreement(points: ArrayLike) -> float | None:
    """Agreement beyond chance: 1 - mean over pairs of TV / `chance_variation`. 1 identical, 0 as random, at least -(q/(q-1)).

    Up means agreement. `points` has shape (n, q); unusable rows drop out. None below two usable rows or two parts; two rows are one pair.

    >>> allocation_agreement([[50, 50], [50, 50]]), allocation_agreement([[100, 0], [0, 100]])
    (1.0, -2.0)
    """
    matrix = read_matrix(points)
    moved, chance = mean_over_pairs(total_variation(matrix)), chance_variation(matrix.shape[1])
    return None if moved is None or chance is None else 1 - moved / chance


def divergence(points: ArrayLike, *, base: float = 2) -> Floats:
    """Jensen-Shannon divergence of each two people, H(mean) - mean H, shape (n, n); in bits for base 2, in nats for base e.

    H = - sum x log x with 0 log 0 = 0. 0 is the same allocation, 1 bit nothing in common, down means agreement; no chance level is
    known in closed form. Pairs with an unusable row are NaN. Lin (1991), IEEE Trans Inf Theory 37:145.

    >>> divergence([[1, 0], [0, 1]])[0, 1].item()
    1.0
    """
    share = shares(points)
    own = _entropy(share)
    mixed = _entropy((share[:, np.newaxis] + share) / 2)
    # Rounding may leave a negative zero's worth; a divergence has none.
    return np.asarray(np.maximum(mixed - (own[:, np.newaxis] + own) / 2, 0.0) / np.log(base), dtype=np.float64)


def divergence_distance(first: ArrayLike, second: ArrayLike, *, base: float = 2) -> float | None:
    """The metric form of `divergence` of two allocations: its square root. None where one cannot be used.

    Endres & Schindelin (2003), IEEE Trans Inf Theory 49:1858; the value below is in the documentation of SciPy.

    >>> round(divergence_distance([1.0, 0.0], [0.5, 0.5], base=np.e), 12)
    0.464501404022
    """
    value = divergence(np.array([first, second], dtype=np.float64), base=base)[0, 1]
    return None if np.isnan(value) else float(np.sqrt(value))


def divergence_of_all(points: ArrayLike, *, base: float = 2) -> float | None:
    """Generalised Jensen-Shannon divergence of n allocations at once: H(mean) - mean H, 0 to log(n).

    Down means agreement. Rewards small teams (its chance level moves with n): never a score. `points` has shape (n, q); unusable rows
    drop out; None below two usable ones; two give their `divergence`. Lin (1991).

    >>> divergence_of_all([[1, 0], [0, 1], [1, 0], [0, 1]])
    1.0
    """
    share = shares(points)
    share = share[~np.isnan(share).any(axis=1)]
    if len(share) < 2:
        return None
    value = float(_entropy(share.mean(axis=0)) - _entropy(share).mean()) / float(np.log(base))
    return max(0.0, value)


def is_flat(points: ArrayLike) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which allocations say nothing: total variation from the equal split below .05. Shape (n,); unusable rows are not flat.

    >>> is_flat([[25, 25, 26, 24], [40, 30, 20, 10]]).tolist()
    [True, False]
    """
    share = shares(points)
    parts = max(share.shape[1], 1)
    # The nudge keeps an allocation at exactly .05 out, whatever the rounding of its shares.
    return np.asarray(np.abs(share - 1 / parts).sum(axis=1) / 2 < FLAT_WITHIN - 1e-9)


def flat_share(points: ArrayLike) -> float | None:
    """The share of usable allocations that are flat, 0 to 1; None where there is none.

    >>> flat_share([[25, 25, 26, 24], [40, 30, 20, 10], [None, None, None, None]])
    0.5
    """
    usable = ~np.isnan(shares(points)).any(axis=1)
    return float(is_flat(points)[usable].mean()) if usable.any() else None


def _entropy(share: Floats) -> Floats:
    """Shannon entropy in nats along the last axis, 0 log 0 = 0."""
    from scipy.special import xlogy  # 27 MB that a server never needs

    return np.asarray(-xlogy(share, share).sum(axis=-1), dtype=np.float64)
