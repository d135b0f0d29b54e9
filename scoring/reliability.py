"""Intraclass correlations: how much of the variance of ratings is the target's (or the team's). Never for one item, never a headline.

Two legitimate uses: people as raters of the items of one team (it is about 0 where items do not differ, however close people are),
and teams as groups across many teams.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike

from scoring.pairs import read_matrix
from scoring.results import Status


class GroupReliability(Struct, frozen=True, kw_only=True):
    """ICC(1), the share of one rating's variance that is its group's, and ICC(2), the reliability of group means."""

    icc1: float | None = None
    icc2: float | None = None
    groups: int = 0
    status: Status = "ok"


class RaterReliability(Struct, frozen=True, kw_only=True):
    """Shrout & Fleiss: one rating (`single`) or the mean of k (`mean`); raters differ by target, are a sample, or are all there are."""

    one_way_single: float | None = None
    absolute_single: float | None = None
    consistent_single: float | None = None
    one_way_mean: float | None = None
    absolute_mean: float | None = None
    consistent_mean: float | None = None
    status: Status = "ok"


def group_reliability(ratings: ArrayLike) -> GroupReliability:
    """ICC(1) = (MSB - MSW) / (MSB + (k-1) MSW), ICC(2) = (MSB - MSW) / MSB from a one-way analysis of variance.

    `ratings` has shape (groups, members), missing as None or NaN; k is the mean group size; groups without a member drop out.
    ICC(1) is -1/(k-1) to 1, up means that groups differ, 0 expected where they do not. Fewer than two groups, or no group of two:
    `too_few`; all ratings equal: `no_variation`; equal group means leave ICC(2) None. Bliese (2000) in Klein & Kozlowski, Multilevel
    Theory, Research, and Methods in Organizations. Targets of Shrout & Fleiss (1979):

    >>> targets = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> round(group_reliability(targets).icc1, 4), round(group_reliability(targets).icc2, 4)
    (0.1657, 0.4428)
    """
    matrix = read_matrix(ratings)
    known = ~np.isnan(matrix)
    matrix, known = matrix[known.any(axis=1)], known[known.any(axis=1)]
    size = known.sum(axis=1)
    groups, total = len(matrix), int(size.sum())
    if groups < 2 or total == groups:
        return GroupReliability(groups=groups, status="too_few")
    mean = np.where(known, matrix, 0.0).sum(axis=1) / size
    grand = float((mean * size).sum() / total)
    between = float((size * (mean - grand) ** 2).sum()) / (groups - 1)
    within = float((np.where(known, matrix - mean[:, np.newaxis], 0.0) ** 2).sum()) / (total - groups)
    if between + within <= 1e-12 * max(1.0, grand**2):
        return GroupReliability(groups=groups, status="no_variation")
    members = total / groups
    return GroupReliability(
        icc1=(between - within) / (between + (members - 1) * within),
        icc2=(between - within) / between if between > 1e-12 * within else None,
        groups=groups,
    )


def rater_reliability(ratings: ArrayLike) -> RaterReliability:
    """The six forms of Shrout & Fleiss (1979), Psychological Bulletin 86:420, from MSB, MSW, MSJ and MSE.

    `ratings` has shape (targets, raters); targets with a missing rating are left out. At most 1, up means that targets can be told
    apart. Fewer than two targets or raters: `too_few`; all ratings equal: `no_variation`. Table 4 prints .17 .29 .71 .44 .62 .91 for:

    >>> targets = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> round(rater_reliability(targets).absolute_single, 2), round(rater_reliability(targets).consistent_mean, 2)
    (0.29, 0.91)
    """
    matrix = read_matrix(ratings)
    matrix = matrix[~np.isnan(matrix).any(axis=1)]
    n, k = matrix.shape
    if n < 2 or k < 2:
        return RaterReliability(status="too_few")
    grand = matrix.mean()
    targets, raters = matrix.mean(axis=1, keepdims=True), matrix.mean(axis=0, keepdims=True)
    msb = k * float(((targets - grand) ** 2).sum()) / (n - 1)
    msj = n * float(((raters - grand) ** 2).sum()) / (k - 1)
    msw = float(((matrix - targets) ** 2).sum()) / (n * (k - 1))
    mse = float(((matrix - targets - raters + grand) ** 2).sum()) / ((n - 1) * (k - 1))
    if msb + msw <= 1e-12 * max(1.0, float(grand) ** 2):
        return RaterReliability(status="no_variation")
    return RaterReliability(
        one_way_single=_share(msb - msw, msb + (k - 1) * msw),
        absolute_single=_share(msb - mse, msb + (k - 1) * mse + k * (msj - mse) / n),
        consistent_single=_share(msb - mse, msb + (k - 1) * mse),
        one_way_mean=_share(msb - msw, msb),
        absolute_mean=_share(msb - mse, msb + (msj - mse) / n),
        consistent_mean=_share(msb - mse, msb),
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if abs(whole) > 1e-12 else None
