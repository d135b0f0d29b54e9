"""Definitions: whether two people mean the same by a word; nominal answers and agreement coefficients over many items.

`counts` of one item has shape (c,): people per option. `alone` is the number of people whose answer is shared by nobody ("no
agreed definition"): they disagree with everybody, each other included, and are no option.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from scoring.pairs import Floats, read_matrix, read_vector

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def pair_agreement(counts: ArrayLike, *, alone: int = 0) -> float | None:
    """The share of pairs that chose the same option: sum f(f - 1) / (n(n - 1)), 0 to 1, up means agreement.

    n counts those who are `alone`. Fewer than two people give None.

    >>> round(pair_agreement([7, 2, 1, 0]), 4), pair_agreement([2, 0], alone=2).__round__(4), pair_agreement([1])
    (0.4889, 0.1667, None)
    """
    count = np.nan_to_num(read_vector(counts))
    n = float(count.sum()) + alone
    return float((count * (count - 1)).sum() / (n * (n - 1))) if n >= 2 else None


def bennett_s(counts: ArrayLike, *, options: int | None = None, alone: int = 0) -> float | None:
    """Agreement beyond chance on one item: S = (p - 1/c) / (1 - 1/c), p = `pair_agreement`, c = `options` or the length of counts.

    1 unanimous, 0 expected of random ticks at every n, at least -1/(c - 1). Fewer than two people or options give None.
    Bennett, Alpert & Goldstein (1954), Public Opinion Quarterly 18:303; for several raters Brennan & Prediger (1981).

    >>> round(bennett_s([7, 2, 1, 0]), 4), bennett_s([5, 0]), bennett_s([4])
    (0.3185, 1.0, None)
    """
    c = len(read_vector(counts)) if options is None else options
    agreement = pair_agreement(counts, alone=alone)
    return None if agreement is None or c < 2 else (agreement - 1 / c) / (1 - 1 / c)


def fleiss_kappa(counts: ArrayLike) -> float | None:
    """Agreement of several raters over items that share one option set: (P - P_e) / (1 - P_e), P_e from the pooled shares.

    `counts` has shape (items, c). At most 1, 0 at chance. On one item it is -1/(n - 1) for any answers that are not unanimous,
    so it is never used there. Items with fewer than two answers drop out; nothing left, or one option throughout, gives None.
    Fleiss (1971), Psychological Bulletin 76:378.

    >>> round(fleiss_kappa([[7, 2, 1, 0]]), 4), fleiss_kappa([[3, 0]])
    (-0.1111, None)
    """
    agreement, share = _pooled(counts)
    return _beyond(agreement, None if share is None else float((share**2).sum()))


def gwet_ac1(counts: ArrayLike) -> float | None:
    """Agreement robust to lopsided shares: (P - P_e) / (1 - P_e), P_e = sum pi(1 - pi) / (c - 1). For ten items and more.

    `counts` has shape (items, c), one option set. At most 1, 0 at chance, unanimous gives 1. None as in `fleiss_kappa` and below
    two options. Gwet (2008), British J Math Stat Psychology 61:29.

    >>> gwet_ac1([[4, 0], [4, 0]]), gwet_ac1([[2, 0], [0, 2], [1, 1], [1, 1]])
    (1.0, 0.0)
    """
    agreement, share = _pooled(counts)
    if share is None or len(share) < 2:
        return None
    return _beyond(agreement, float((share * (1 - share)).sum()) / (len(share) - 1))


def brennan_prediger(counts: ArrayLike) -> float | None:
    """`bennett_s` over many items with one option set: (P - 1/c) / (1 - 1/c), P the mean pair agreement. Shape (items, c).

    >>> brennan_prediger([[4, 0], [2, 2]]).__round__(4)
    0.3333
    """
    agreement, share = _pooled(counts)
    return None if share is None or len(share) < 2 else _beyond(agreement, 1 / len(share))


def krippendorff_alpha(answers: ArrayLike, *, metric: Metric = "nominal") -> float | None:
    """Agreement over many items: alpha = 1 - D_o / D_e from the coincidences o_ck = sum over units of (pairs c-k) / (m_u - 1).

    For ten items and more. `answers` has shape (coders, units), missing as None or NaN; units with fewer than two answers drop
    out. Squared differences: nominal 0/1; ordinal (sum of n_g from c to k less (n_c + n_k)/2)^2; interval (c - k)^2; ratio
    ((c - k)/(c + k))^2, values >= 0. At most 1, 0 at chance, negative where people disagree by system; always 0 on one unit. No
    variation, no pair: None.
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section A prints .095 for two observers of ten units:

    >>> first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    >>> round(krippendorff_alpha([first, second]), 3)
    0.095
    """
    matrix = read_matrix(answers)
    values = np.unique(matrix[~np.isnan(matrix)])
    counts = (matrix[:, :, np.newaxis] == values).sum(axis=0).astype(np.float64)
    return alpha_of_counts(counts, values=values, metric=metric)


def alpha_of_counts(counts: ArrayLike, *, values: ArrayLike | None = None, metric: Metric = "nominal") -> float | None:
    """`krippendorff_alpha` where answers are counted: `counts` has shape (units, c), `values` the c values in ascending order.

    >>> alpha_of_counts([[2, 0], [0, 2], [2, 0]])
    1.0
    """
    table = np.nan_to_num(read_matrix(counts))
    made = table.sum(axis=1)
    table, made = table[made >= 2], made[made >= 2]
    if not len(table):
        return None
    coincidence = (table / (made - 1)[:, np.newaxis]).T @ table - np.diag((table / (made - 1)[:, np.newaxis]).sum(axis=0))
    total = coincidence.sum(axis=1)
    value = np.arange(len(total), dtype=np.float64) if values is None else read_vector(values)
    squares = _squares(value, total, metric)
    if squares is None:
        return None
    expected = float(total @ squares @ total) / float(total.sum() - 1)
    return 1 - float((coincidence * squares).sum()) / expected if expected > 0 else None


def _squares(value: Floats, total: Floats, metric: Metric) -> Floats | None:
    """The squared difference of each two values, shape (c, c)."""
    if metric == "nominal":
        return 1 - np.eye(len(value))
    if metric == "ordinal":
        # Up to its middle, a value stands below its own half and above all lower ones.
        middle = np.cumsum(total) - total / 2
        return np.asarray((middle[:, np.newaxis] - middle) ** 2, dtype=np.float64)
    if metric == "interval":
        return np.asarray((value[:, np.newaxis] - value) ** 2, dtype=np.float64)
    if (value < 0).any():
        return None
    both = value[:, np.newaxis] + value
    return np.asarray(((value[:, np.newaxis] - value) / np.where(both > 0, both, 1.0)) ** 2, dtype=np.float64)


def _pooled(counts: ArrayLike) -> tuple[float, Floats | None]:
    """Mean pair agreement of the items with two answers and more, and the mean shares of the options."""
    table = np.nan_to_num(read_matrix(counts))
    made = table.sum(axis=1, keepdims=True)
    usable = made[:, 0] >= 2
    table, made = table[usable], made[usable]
    if not len(table):
        return 0.0, None
    agreement = float(((table * (table - 1)).sum(axis=1) / (made * (made - 1))[:, 0]).mean())
    return agreement, np.asarray((table / made).mean(axis=0), dtype=np.float64)


def _beyond(agreement: float, chance: float | None) -> float | None:
    return None if chance is None or chance >= 1 else (agreement - chance) / (1 - chance)
