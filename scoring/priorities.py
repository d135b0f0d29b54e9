"""Priorities: rankings and top lists of M options, as mid-ranks; rank correlation, overlap and Kendall's W.

`ranks` has shape (n, M), respondents in rows; 1 is best (or worst: only the order counts), ties share their mean rank, what was
not ranked is None or NaN. `picks` is one sequence of options per respondent, best first; None or an empty one says nothing.
In a matrix of pairs, shape (n, n), a pair about which nothing is known is NaN.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.pairs import Floats, mean_over_pairs, read_matrix

Picks = Sequence[Sequence[Hashable] | None]
MINIMUM_COMMON = 3  # options that two people must both have ranked, where some are missing


def mid_ranks(values: ArrayLike) -> Floats:
    """Ranks within each row, ascending from 1, ties at their mean rank; missing stays NaN. Any shape (..., M).

    >>> mid_ranks([10.4, 10.2, None, 10.4]).tolist()
    [2.5, 1.0, nan, 2.5]
    """
    value = np.asarray(values, dtype=np.float64)
    row, column = value[..., :, np.newaxis], value[..., np.newaxis, :]
    rank = (column < row).sum(axis=-1) + ((column == row).sum(axis=-1) + 1) / 2
    return np.where(np.isnan(value), np.nan, rank)


def pick_columns(picks: Picks, options: int | Sequence[Hashable]) -> tuple[Hashable, ...]:
    """The options in the order of the columns. Given a number M: 0..M-1 where that covers the picks, else as they appear.

    >>> pick_columns([["b", "a"], ["c"]], 4), pick_columns([[2, 0]], 3)
    (('b', 'a', 'c', None), (0, 1, 2))
    """
    if not isinstance(options, int):
        return tuple(options)
    seen = tuple(dict.fromkeys(pick for chosen in picks for pick in chosen or ()))
    if all(pick in range(options) for pick in seen):
        return tuple(range(options))
    return seen + (None,) * (options - len(seen))


def picked(picks: Picks, *, options: int | Sequence[Hashable]) -> Floats:
    """Who picked what: 1 or 0, shape (n, M); the row of somebody without a pick is all 0.

    >>> picked([["a", "c"], None], options=["a", "b", "c"]).tolist()
    [[1.0, 0.0, 1.0], [0.0, 0.0, 0.0]]
    """
    return np.nan_to_num(_places(picks, options) > 0).astype(np.float64)


def mid_ranks_of_picks(picks: Picks, *, options: int | Sequence[Hashable], ordered: bool = True) -> Floats:
    """Top lists as rankings of all M options, shape (n, M): t picks of M rank 1..t, the rest share t + (M - t + 1)/2.

    Unordered picks share (t + 1)/2. A respondent without a pick becomes a row of NaN. Picks that are no option, and repeated
    ones, do not count.

    >>> mid_ranks_of_picks([["c", "a"], None], options=["a", "b", "c", "d"]).tolist()
    [[2.0, 3.5, 1.0, 3.5], [nan, nan, nan, nan]]
    >>> mid_ranks_of_picks([["c", "a"]], options=["a", "b", "c", "d"], ordered=False).tolist()
    [[1.5, 3.5, 1.5, 3.5]]
    """
    place = _places(picks, options)
    chosen = (place > 0).sum(axis=1, keepdims=True)
    below = chosen + (place.shape[1] - chosen + 1) / 2
    inside = place if ordered else np.broadcast_to((chosen + 1) / 2, place.shape)
    return np.where(chosen > 0, np.where(place > 0, inside, below), np.nan)


def spearman(ranks: ArrayLike, *, common: int = MINIMUM_COMMON) -> Floats:
    """Tie-corrected Spearman correlation of each two people, shape (n, n), -1 to 1, up means agreement, 0 expected at random.

    Where something is missing, a pair is ranked anew on its common options, of which it needs `common`. NaN: too few of them, or
    a person who ties all of them. Two options give 1 or -1; random orders of M have variance 1/(M - 1). The diagonal is 1, also of
    a person alone. Spearman (1904), American J Psychology 15:72; with mid-ranks for ties it is Pearson's correlation of ranks.

    >>> spearman([[1, 2, 3, 4], [2, 1, None, 3], [1, 1, 1, 1]])[0].round(3).tolist()
    [1.0, 0.5, nan]
    """
    matrix = read_matrix(ranks)
    known = ~np.isnan(matrix)
    if known.all():
        rho = _correlate(mid_ranks(matrix), mid_ranks(matrix).T, matrix.shape[1])
    else:
        rho = np.full((len(matrix), len(matrix)), np.nan)
        for i in range(len(matrix)):  # one pass per person, all colleagues at once
            both = known[i] & known
            own, theirs = (mid_ranks(np.where(both, rank, np.nan)) for rank in (matrix[i], matrix))
            paired = _correlate(own[:, np.newaxis], theirs[:, :, np.newaxis], both.sum(axis=1)[:, np.newaxis, np.newaxis])[:, 0, 0]
            rho[i] = np.where(_enough(known, i, common), paired, np.nan)
    np.clip(rho, -1.0, 1.0, out=rho)
    np.fill_diagonal(rho, 1.0)
    return rho


def rank_disagreement(ranks: ArrayLike) -> Floats:
    """1 - `spearman`, shape (n, n): 0 the same order, 1 expected at random, 2 reversed; half a squared Euclidean distance.

    Down means agreement; ties, missing and NaN as in `spearman`.

    >>> rank_disagreement([[1, 2, 3], [3, 2, 1]]).round(9).tolist()
    [[0.0, 2.0], [2.0, 0.0]]
    """
    return 1 - spearman(ranks)


def mean_spearman(ranks: ArrayLike, *, common: int = MINIMUM_COMMON) -> float | None:
    """rho_bar, the mean of `spearman` over the known pairs: -1/(n - 1) to 1, 0 expected at random at every n.

    Equal to (nW - 1)/(n - 1) for rankings without ties; variance at random 2/(n(n - 1)(M - 1)) whatever the ties. `ranks` has shape
    (n, M). None where no pair is known (n = 0, 1 among them); two people give their one correlation. Six applicants ranked by three
    executives in Siegel (1956), table 9.9:

    >>> round(mean_spearman([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]), 4)
    -0.2571
    """
    return mean_over_pairs(spearman(ranks, common=common))


def kendall_tau(ranks: ArrayLike) -> Floats:
    """Kendall's tau-b of each two people, (C - D) / sqrt((n0 - T_x)(n0 - T_y)), shape (n, n), -1 to 1, up means agreement.

    n0 = M(M - 1)/2, T the pairs tied by one; 0 expected at random. Missing values, diagonal and NaN as in `spearman`. Kendall (1938),
    Biometrika 30:81; ties Kendall (1945), Biometrika 33:239. The documentation of SciPy prints -0.4714 for:

    >>> kendall_tau([[12, 2, 1, 12, 2], [1, 4, 7, 1, 0]])[0, 1].round(4).item()
    -0.4714
    """
    matrix = read_matrix(ranks)
    known = ~np.isnan(matrix)
    a, b = np.triu_indices(matrix.shape[1], 1)
    both = (known[:, a] & known[:, b]).astype(np.float64)
    sign = np.nan_to_num(np.sign(matrix[:, a] - matrix[:, b]))
    # Pairs of options that i does not tie, among those that l has ranked as well.
    untied = (sign**2) @ both.T
    scale = np.sqrt(untied * untied.T)
    enough = np.stack([_enough(known, i, MINIMUM_COMMON) for i in range(len(matrix))]) if len(matrix) else np.zeros((0, 0), dtype=bool)
    tau = np.where(enough & (scale > 0), (sign @ sign.T) / np.where(scale > 0, scale, 1.0), np.nan)
    np.clip(tau, -1.0, 1.0, out=tau)
    np.fill_diagonal(tau, 1.0)
    return tau


def kendall_tau_b(first: ArrayLike, second: ArrayLike) -> float | None:
    """`kendall_tau` of two rankings, shape (M,) each. None where one ties everything or too little is common.

    >>> kendall_tau_b([1, 2, 3], [3, 2, 1]), kendall_tau_b([1, 1, 1], [1, 2, 3])
    (-1.0, None)
    """
    return mean_over_pairs(kendall_tau(np.array([first, second], dtype=np.float64)))


def mean_kendall_tau(ranks: ArrayLike) -> float | None:
    """The mean of `kendall_tau` over the known pairs, -1/(n - 1) to 1, 0 expected at random; None where none is known.

    >>> round(mean_kendall_tau([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]), 4)
    -0.2444
    """
    return mean_over_pairs(kendall_tau(ranks))


def contested_shares(ranks: ArrayLike) -> tuple[float, ...] | None:
    """The share of each option in the disagreement, s_a^2 / sum s_b^2 (s_a^2 the variance of its ranks): the most contested priority.

    Exact share of 1 - rho_bar where everybody has the same pattern of ties. Options in columns, each 0 to 1, up means contested, all
    sum to 1; 1/M expected at random. Rows with a missing rank do not count; None below two rows and where all ranks agree.

    >>> contested_shares([[1, 2, 3], [1, 3, 2]])
    (0.0, 0.5, 0.5)
    """
    rank = mid_ranks(read_matrix(ranks))
    rank = rank[~np.isnan(rank).any(axis=1)]
    if len(rank) < 2:
        return None
    spread = rank.var(axis=0)
    return tuple((spread / spread.sum()).tolist()) if spread.sum() > 0 else None


def _enough(known: NDArray[np.bool_], i: int, needed: int) -> NDArray[np.bool_]:
    """With whom person i shares enough options: `needed`, or all there are; two in any case."""
    shared = (known[i] & known).sum(axis=1)
    return np.asarray((shared >= 2) & ((shared == known.shape[1]) | (shared >= needed)))


def _correlate(rows: Floats, columns: Floats, count: int | NDArray[np.int_]) -> Floats:
    """Pearson correlation of each row with each column of ranks, missing ones left out of both; NaN where one does not vary.

    Twice a mid-rank is a whole number, so all sums are exact and the same order gives exactly 1.
    """
    x, y = np.nan_to_num(2 * rows), np.nan_to_num(2 * columns)
    sum_x, sum_y = x.sum(axis=-1, keepdims=True), y.sum(axis=-2, keepdims=True)
    spread = (count * (x**2).sum(axis=-1, keepdims=True) - sum_x**2) * (count * (y**2).sum(axis=-2, keepdims=True) - sum_y**2)
    return np.where(spread > 0, (count * (x @ y) - sum_x * sum_y) / np.sqrt(np.where(spread > 0, spread, 1.0)), np.nan)


def _places(picks: Picks, options: int | Sequence[Hashable]) -> Floats:
    """The place, from 1, at which each option was picked, 0 where it was not; shape (n, M)."""
    column = {option: index for index, option in enumerate(pick_columns(picks, options)) if option is not None}
    place = np.zeros((len(picks), len(pick_columns(picks, options))))
    for i, chosen in enumerate(picks):
        known = dict.fromkeys(column[pick] for pick in chosen or () if pick in column)
        place[i, list(known)] = range(1, len(known) + 1)
    return place
