"""Ratings: how far executives agree on one item, on an area, on all items.

Every function takes plain arrays: `ratings` of one item has shape (n,), of several items (n, J), respondents in rows, missing
values as None or NaN. Items with fewer than two answers are left out of every mean.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from scoring.pairs import Floats, mean_of_known, name_missing, read_matrix, read_vector


def null_variance(levels: int) -> float:
    """Variance of one answer ticked at random among m levels: (m^2 - 1) / 12.

    0 for one level (or none): nothing to choose. James, Demaree & Wolf (1984), J Applied Psychology 69:85, print 2.00 for five
    and 4.00 for seven levels.

    >>> null_variance(5), null_variance(7)
    (2.0, 4.0)
    """
    return max(0.0, (levels**2 - 1) / 12)


def variance_of_shares(shares: ArrayLike) -> float | None:
    """Variance of answering habits, given as the shares of levels 1..m: sum p x^2 - (sum p x)^2.

    `shares` has shape (m,) and is scaled to sum 1; None where it is empty, negative or all 0. The slightly skewed habit of
    LeBreton & Senter (2008), Organizational Research Methods 11:815, table 2, is printed as 1.34.

    >>> round(variance_of_shares([0.05, 0.15, 0.20, 0.35, 0.25]), 9)
    1.34
    """
    share = read_vector(shares)
    if not share.size or np.isnan(share).any() or (share < 0).any() or share.sum() <= 0:
        return None
    share = share / share.sum()
    level = np.arange(1, len(share) + 1)
    mean = float(share @ level)
    return float(share @ (level - mean) ** 2)


# The first sensitivity value of a rating: habits slightly skewed upward, five levels (LeBreton & Senter 2008).
SLIGHT_SKEW = 1.34


def variances(ratings: ArrayLike) -> tuple[float | None, ...]:
    """Sample variance (n - 1) of each item, in squared points; None for an item with fewer than two answers.

    `ratings` has shape (n, J). Down means agreement, 0 is unanimous; random ticks give `null_variance` at every n; two people give
    half their squared difference.

    >>> variances([[1, 4, 2], [1, 5, None]])
    (0.0, 0.5, None)
    """
    return name_missing(_variances(read_matrix(ratings)))


def r_wg(ratings: ArrayLike, *, levels: int = 5, null: float | None = None, clipped: bool = False) -> float | None:
    """Agreement on one item: r_wg = 1 - s^2 / sigma_E^2, s^2 with n - 1, sigma_E^2 = (m^2 - 1)/12 unless `null` is given.

    Up means agreement: 1 where all tick the same level, 0 expected of random ticks at every n, down to
    1 - n/(n-1) (m-1)^2 / (4 sigma_E^2) (m = 5: -3 for two people, -1.22 for ten). Equal to 1 - mean over pairs of
    (x_i - x_j)^2 / (2 sigma_E^2). `clipped` gives max(0, r_wg) as other software prints it; the clipped value credits noise.
    `ratings` has shape (n,); missing answers drop out; fewer than two answers, or a null of 0, give None; two are enough.
    James, Demaree & Wolf (1984), J Applied Psychology 69:85, (1993) 78:306.

    >>> r_wg([5, 5, 5, 5, 4]), round(r_wg([1, 1, 5, 5]), 4), r_wg([3])
    (0.9, -1.6667, None)
    """
    return r_wg_items(read_vector(ratings)[:, np.newaxis], levels=levels, null=null, clipped=clipped)[0]


def r_wg_items(ratings: ArrayLike, *, levels: int = 5, null: float | None = None, clipped: bool = False) -> tuple[float | None, ...]:
    """`r_wg` of each of J items of one scale; `ratings` has shape (n, J), the result has J entries, None as in `r_wg`.

    >>> r_wg_items([[4, 1, 3], [4, 5, None]])
    (1.0, -3.0, None)
    """
    matrix = read_matrix(ratings)
    expected = null_variance(levels) if null is None else null
    if expected <= 0:
        return tuple(None for _ in matrix.T)
    agreement: Floats = 1 - _variances(matrix) / expected
    if clipped:
        agreement = np.maximum(agreement, 0.0)
    return name_missing(agreement)


def r_wg_star(ratings: ArrayLike, *, levels: int | ArrayLike = 5, null: float | None = None) -> float | None:
    """Agreement on an area or on all items: r*_wg(J), the mean of the items' r_wg, never clipped.

    With one scale this is 1 - mean s_j^2 / sigma_E^2. `levels` is one number or one per item. Range and direction as `r_wg`; 0 is
    expected of random ticks at every n and J. Items with fewer than two answers drop out; no item left gives None.
    Lindell, Brandt & Whitney (1999), Applied Psychological Measurement 23:127.

    >>> r_wg_star([[5, 1], [4, 1], [5, 1]]).__round__(4)
    0.9167
    """
    matrix = read_matrix(ratings)
    expected = np.full(matrix.shape[1], null) if null is not None else (np.square(np.asarray(levels, dtype=np.float64)) - 1) / 12
    expected = np.broadcast_to(np.where(expected > 0, expected, np.nan), matrix.shape[1:])
    return mean_of_known(1 - _variances(matrix) / expected)


def r_wg_j(ratings: ArrayLike, *, levels: int = 5) -> float | None:
    """The older multi-item form J(1 - v) / (J(1 - v) + v), v = mean s_j^2 / sigma_E^2: to compare with other software only.

    It steps up with the number of items: ten soldiers with r*_wg(J) = .30 get .83. Not used in any score. v is held at 1, so the
    range is 0 to 1; random ticks on five items get .29 (n = 3) to .14 (n = 15). `ratings` has shape (n, J), missing and None as in
    `r_wg_star`. James, Demaree & Wolf (1984), J Applied Psychology 69:85.

    >>> round(r_wg_j([[1, 2], [3, 2], [2, 4]]), 4)
    0.5882
    """
    matrix = read_matrix(ratings)
    spread, expected = mean_of_known(_variances(matrix)), null_variance(levels)
    if spread is None or expected <= 0:
        return None
    share = min(1.0, spread / expected)
    gain = int((~np.isnan(_variances(matrix))).sum()) * (1 - share)
    return gain / (gain + share)


def deviation(ratings: ArrayLike, *, around: Literal["mean", "median"] = "mean") -> float | None:
    """Average deviation of one item in points: AD = mean |x_i - centre|, centre the mean or the median.

    Down means agreement; 0 is unanimous, the most is (m - 1)/2. Divides by n, so it is low for small teams and has no chance level
    of its own: `mean_difference` has one. `ratings` has shape (n,); missing answers drop out; fewer than two give None, two give half
    their difference. Burke, Finkelstein & Dusig (1999), Organizational Research Methods 2:49.

    >>> round(deviation([5, 5, 5, 5, 4]), 2), deviation([1, 1, 5, 5], around="median"), deviation([3])
    (0.32, 2.0, None)
    """
    return deviations(read_vector(ratings)[:, np.newaxis], around=around)[0]


def deviations(ratings: ArrayLike, *, around: Literal["mean", "median"] = "mean") -> tuple[float | None, ...]:
    """`deviation` of each of J items; `ratings` has shape (n, J), the result has J entries.

    >>> deviations([[1, 4], [3, 4]])
    (1.0, 0.0)
    """
    columns = (column[~np.isnan(column)] for column in read_matrix(ratings).T)
    centre = np.mean if around == "mean" else np.median
    return tuple(float(np.abs(known - centre(known)).mean()) if known.size > 1 else None for known in columns)


def mean_deviation(ratings: ArrayLike, *, around: Literal["mean", "median"] = "mean") -> float | None:
    """AD over several items: the mean of `deviations` over the items that have one. None where none has.

    >>> mean_deviation([[1, 4], [3, 4]])
    0.5
    """
    return mean_of_known(np.array(deviations(ratings, around=around), dtype=np.float64))


def deviation_limit(levels: float) -> float:
    """The rule of thumb up to which AD counts as agreement: m / 6 points.

    Burke & Dunlap (2002), ORM 5:159, print .8, 1.2, 1.5, 1.8 for 5, 7, 9 and 11 levels.

    >>> [round(deviation_limit(m), 1) for m in (5, 7, 9, 11)]
    [0.8, 1.2, 1.5, 1.8]
    """
    return levels / 6


def mean_difference(ratings: ArrayLike) -> float | None:
    """How many points two people differ on average: mean over pairs of |x_i - x_j|.

    Down means agreement; 0 is unanimous, the most is (m - 1) for two people and about half that for many. Random ticks give
    `expected_difference` at every n. `ratings` has shape (n,); missing answers drop out; fewer than two give None.
    Mean difference of Gini (1912), Variabilita e mutabilita.

    >>> mean_difference([1, 3, 3]).__round__(4), mean_difference([2]), mean_difference([2, 5])
    (1.3333, None, 3.0)
    """
    known = np.sort(_known(ratings))
    n = known.size
    if n < 2:
        return None
    # In ascending order the k-th value is the larger of k pairs and the smaller of n - 1 - k.
    return float(known @ (2 * np.arange(n) - n + 1)) / (n * (n - 1) / 2)


def mean_square_difference(ratings: ArrayLike) -> float | None:
    """Mean over pairs of (x_i - x_j)^2, in squared points: twice the sample variance.

    Down means agreement, 0 is unanimous; random ticks give (m^2 - 1)/6 at every n. `ratings` has shape (n,); missing answers drop
    out; fewer than two give None.

    >>> round(mean_square_difference([1, 1, 5, 5]), 4)
    10.6667
    """
    known = _known(ratings)
    return 2 * float(known.var(ddof=1)) if known.size > 1 else None


def expected_difference(levels: int) -> float:
    """`mean_difference` of random ticks on m levels: (m^2 - 1) / (3 m) points, at every n. 0 for one level or none.

    >>> expected_difference(5)
    1.6
    """
    return max(0.0, (levels**2 - 1) / (3 * levels)) if levels > 0 else 0.0


def profile_concordance(ratings: ArrayLike) -> float | None:
    """Whether people agree on *which* items are high, beyond a shared response style: overall concordance (OCCC).

    1 - sum over pairs of mean_j (x_ij - x_lj)^2 / sum over pairs of mean_jj' (x_ij - x_lj')^2; up means agreement, at most 1,
    about 0 where own ratings could be shuffled over the items. `ratings` has shape (n, J); items that somebody skipped are left
    out; fewer than two people or items, or no variation, give None; for two people it is Lin's coefficient.
    Lin (1989), Biometrics 45:255; Barnhart, Haber & Song (2002), Biometrics 58:1020.

    >>> profile_concordance([[1, 5, 3], [1, 5, 3]]), round(profile_concordance([[4, 4, 5], [5, 4, 4]]), 4)
    (1.0, -0.5)
    """
    matrix = read_matrix(ratings)
    matrix = matrix[:, ~np.isnan(matrix).any(axis=0)]
    if min(matrix.shape) < 2:
        return None
    n, spread, level = len(matrix), matrix.var(axis=1), matrix.mean(axis=1)
    same_item = n * n * float(matrix.var(axis=0).mean())
    # mean_jj' (x_ij - x_lj')^2 is the two spreads plus the squared difference of the two levels.
    any_item = (n - 1) * float(spread.sum()) + n * n * float(level.var())
    return 1 - same_item / any_item if any_item > 0 else None


def _known(ratings: ArrayLike) -> Floats:
    vector = read_vector(ratings)
    return vector[~np.isnan(vector)]


def _variances(matrix: Floats) -> Floats:
    """Sample variance of each column over its known cells; NaN below two."""
    known = ~np.isnan(matrix)
    count = known.sum(axis=0)
    filled = np.where(known, matrix, 0.0)
    mean = filled.sum(axis=0) / np.maximum(count, 1)
    squares = np.where(known, (matrix - mean) ** 2, 0.0).sum(axis=0)
    return np.where(count > 1, squares / np.maximum(count - 1, 1), np.nan)
