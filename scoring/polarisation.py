"""Whether a team stands at both ends of one rating item: further apart than ticks at random would be.

No other measure of shape is used: van der Eijk's A, Tastle & Wierman's Cns and Leik's D move with n even when nobody means anything.
"""

from functools import lru_cache
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from scoring.pairs import Floats, read_vector
from scoring.ratings import null_variance, r_wg

SMALLEST = 6  # people; below, no answers of theirs are rare enough
WORK = 8_000_000  # additions for one exact distribution: 29 people on five levels in a hundredth of a second
ONE_IN_TWENTY = 0.05


def is_polarised(ratings: ArrayLike, *, levels: int = 5) -> bool | None:
    """Whether unclipped r_wg of one item lies below `polarisation_limit`: in fewer than 5 % of teams that tick at random.

    `ratings` has shape (n,), 1..m; missing answers drop out. None below six answers or two levels: nothing can be said then. True
    says that answers stand far apart, not in how many camps. n = 0, 1, 2 give None.

    >>> is_polarised([1, 1, 1, 5, 5, 5]), is_polarised([2, 2, 2, 4, 4, 4]), is_polarised([1, 1, 5, 5])
    (True, False, None)
    """
    known = read_vector(ratings)
    known = known[~np.isnan(known)]
    limit, agreement = polarisation_limit(len(known), levels=levels), r_wg(known, levels=levels)
    return None if limit is None or agreement is None else round(agreement, 9) < round(limit, 9)


@lru_cache(maxsize=1024)
def polarisation_limit(n: int, *, levels: int = 5, share: float = ONE_IN_TWENTY) -> float | None:
    """The 5 % point, or that of another `share`, of r_wg of n people who tick m levels at random.

    The lowest value that at most 95 % of teams exceed. For the widest of k questions take a k-th of the share (Bonferroni): fewer than
    one team in twenty lies below that limit on any of them.

    Below 0, rising towards it with n. Exact, from the share of teams with each sum and sum of squares, up to 29 people on five levels
    (10 on ten); above, within .02, the normal point -1.645 sqrt((mu4/sigma^4 - (n-3)/(n-1)) / n). None below six people or two levels.

    >>> [round(polarisation_limit(n), 2) for n in (6, 8, 10, 15)], polarisation_limit(5)
    ([-0.73, -0.57, -0.49, -0.39], None)
    """
    if n < SMALLEST or levels < 2:
        return None
    if n**3 * levels * (levels - 1) ** 3 > WORK:
        # Levels 1..m at random have mu4 / sigma^4 = (9 m^2 - 21) / (5 (m^2 - 1)).
        peak = (9 * levels**2 - 21) / (5 * (levels**2 - 1))
        return NormalDist().inv_cdf(share) * sqrt((peak - (n - 3) / (n - 1)) / n)
    teams = _teams(n, levels)
    total, square = np.nonzero(teams)
    agreement = np.round(1 - (square - total**2 / n) / (n - 1) / null_variance(levels), 9)
    order = np.argsort(agreement, kind="stable")
    below = np.cumsum(teams[total, square][order])
    return float(agreement[order][np.searchsorted(below, share * (1 - 1e-12))])


def _teams(n: int, levels: int) -> Floats:
    """The probability of each sum (row) and sum of squares (column) of n random answers, counted from 0."""
    teams: Floats = np.ones((1, 1))
    for _ in range(n):
        rows, columns = teams.shape
        more = np.zeros((rows + levels - 1, columns + (levels - 1) ** 2))
        for answer in range(levels):
            more[answer : answer + rows, answer**2 : answer**2 + columns] += teams / levels
        teams = more
    return teams
