"""Definitions: whether two people mean the same by a word; nominal answers and agreement coefficients over many items.

`counts` of one item has shape (c,): people per option. `alone` is the number of people whose answer is shared by nobody ("no
agreed definition"): they disagree with everybody, each other included, and are no option.
"""

from math import exp, lgamma, log
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from scoring.pairs import Floats, read_matrix, read_vector

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Weights = Literal["identity", "linear", "quadratic", "ordinal"]


def pair_agreement(counts: ArrayLike, *, alone: int = 0) -> float | None:
    """The share of pairs that chose the same option: sum f(f - 1) / (n(n - 1)), 0 to 1, up means agreement.

    n counts those who are `alone`. Random ticks on c options agree in 1/c of pairs at every n. Fewer than two people give None, two
    give 0 or 1. `counts` has shape (c,). The observed agreement of Fleiss (1971) on one item.

    >>> round(pair_agreement([7, 2, 1, 0]), 4), pair_agreement([2, 0], alone=2).__round__(4), pair_agreement([1])
    (0.4889, 0.1667, None)
    """
    if isinstance(counts, list) and all(type(people) is int for people in counts):
        count = counts  # as the engine counts them; reading it as an array takes longer than the sum
    else:
        count = np.nan_to_num(read_vector(counts)).tolist()
    n = sum(count) + alone
    return sum(people * (people - 1) for people in count) / (n * (n - 1)) if n >= 2 else None


def bennett_s(counts: ArrayLike, *, options: int | None = None, alone: int = 0) -> float | None:
    """Agreement beyond chance on one item: S = (p - 1/c) / (1 - 1/c), p = `pair_agreement`, c = `options` or the length of counts.

    1 unanimous, 0 expected of random ticks at every n with variance 1/((c - 1) n(n - 1)/2), at least -1/(c - 1). Those who are
    `alone` lower it and are no option. Fewer than two people or options give None; two people give 1 or -1/(c - 1).
    Bennett, Alpert & Goldstein (1954), Public Opinion Quarterly 18:303; for several raters Brennan & Prediger (1981).

    >>> round(bennett_s([7, 2, 1, 0]), 4), bennett_s([5, 0]), bennett_s([4])
    (0.3185, 1.0, None)
    """
    c = len(read_vector(counts)) if options is None else options
    agreement = pair_agreement(counts, alone=alone)
    return None if agreement is None or c < 2 else (agreement - 1 / c) / (1 - 1 / c)


def modal_share(counts: ArrayLike, *, alone: int = 0) -> float | None:
    """The share of people who chose the most chosen option, 0 to 1: to be read beside `chance_modal_share`, never a score.

    `counts` has shape (c,); n counts those who are `alone`, of whom each has an answer of one. It rewards small teams. One person
    gives 1; nobody gives None.

    >>> modal_share([7, 2, 1, 0]), modal_share([0, 0], alone=4), modal_share([])
    (0.7, 0.25, None)
    """
    count = np.nan_to_num(read_vector(counts))
    n = float(count.sum()) + alone
    return max(float(count.max(initial=0.0)), min(1.0, alone)) / n if n > 0 else None


def chance_modal_share(n: int, options: int) -> float | None:
    """Expected `modal_share` of n people who tick c options at random: sum over k of P(some option has k and more) / n.

    Falls from 1 (n = 1) towards 1/c. Exact: P(no option has more than k) is the coefficient of x^n in n!/c^n (sum_{j<=k} x^j/j!)^c.
    None for nobody or no option. Three people and four options by hand: 6/16 all different, 9/16 two alike, 1/16 all alike.

    >>> chance_modal_share(3, 4).__round__(4), [round(chance_modal_share(n, 4), 2) for n in (3, 8, 15)]
    (0.5625, [0.56, 0.44, 0.39])
    """
    if n < 1 or options < 1:
        return None
    # Counts of c options as Poisson with mean n/c, given that they sum to n: no factorial outgrows a float.
    rate = n / options
    poisson = np.array([exp(k * log(rate) - rate - lgamma(k + 1)) for k in range(n + 1)])
    whole = exp(n * log(n) - n - lgamma(n + 1))
    at_most = 0.0  # summed over the limits k = 0..n-1
    for limit in range(-(-n // options), n):
        kept, ways = poisson[: limit + 1], np.ones(1)
        for _ in range(options):
            ways = np.convolve(ways, kept)[: n + 1]
        at_most += float(ways[n]) / whole
    return (n - at_most) / n


def fleiss_kappa(counts: ArrayLike) -> float | None:
    """Agreement of several raters over items that share one option set: (P - P_e) / (1 - P_e), P_e from the pooled shares.

    `counts` has shape (items, c). At most 1, 0 at chance, up means agreement. On one item it is -1/(n - 1) for any answers that are
    not unanimous, so it is never used there. Items with one answer count for the shares only (as in Gwet), empty ones not at all;
    no item with two answers, or one option throughout, gives None. Fleiss (1971), Psychological Bulletin 76:378.

    >>> round(fleiss_kappa([[7, 2, 1, 0]]), 4), fleiss_kappa([[3, 0]])
    (-0.1111, None)
    """
    agreement, share = _pooled(counts)
    return _beyond(agreement, None if share is None else float((share**2).sum()))


def gwet_ac1(counts: ArrayLike) -> float | None:
    """Agreement robust to lopsided shares: (P - P_e) / (1 - P_e), P_e = sum pi(1 - pi) / (c - 1). For ten items and more.

    `counts` has shape (items, c), one option set. At most 1, 0 at chance, unanimous gives 1. Missing and None as in `fleiss_kappa`,
    but one option throughout is 1; None below two options. Gwet (2008), British J Math Stat Psychology 61:29.

    >>> gwet_ac1([[4, 0], [4, 0]]), gwet_ac1([[2, 0], [0, 2], [1, 1], [1, 1]])
    (1.0, 0.0)
    """
    return gwet_ac2(counts, weights="identity")


def gwet_ac2(counts: ArrayLike, *, weights: Weights = "quadratic") -> float | None:
    """`gwet_ac1` for ordered options, near misses counting in part: P_e = sum_kl w_kl / (c (c - 1)) sum pi(1 - pi).

    Weight of options k and l: linear 1 - |k - l|/(c - 1), quadratic 1 - (k - l)^2/(c - 1)^2, ordinal 1 - (|k - l| + 1 over 2)/(c over 2).
    P is the mean over items of the weighted share of agreeing pairs. Range, missing and None as in `gwet_ac1`; with two options
    every weighting is AC1. Gwet (2008); Gwet (2014), Handbook of Inter-Rater Reliability.

    >>> gwet_ac2([[2, 2, 0], [0, 2, 2]], weights="linear").__round__(4), gwet_ac1([[2, 2, 0], [0, 2, 2]]).__round__(4)
    (0.3043, 0.0303)
    """
    table = read_matrix(counts)
    if table.shape[1] < 2:
        return None
    weight = _closeness(table.shape[1], weights)
    agreement, share = _pooled(table, weight)
    if share is None:
        return None
    c = len(share)
    return _beyond(agreement, float(weight.sum()) / (c * (c - 1)) * float((share * (1 - share)).sum()))


def brennan_prediger(counts: ArrayLike) -> float | None:
    """`bennett_s` over many items with one option set: (P - 1/c) / (1 - 1/c), P the mean pair agreement. Shape (items, c).

    1 unanimous, 0 expected of random ticks at every n, at least -1/(c - 1). Items with fewer than two answers drop out; none left, or
    fewer than two options, gives None. Brennan & Prediger (1981), Educational and Psychological Measurement 41:687.

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


def _closeness(c: int, weights: Weights) -> Floats:
    """How nearly two of c ordered options agree, shape (c, c), 1 on the diagonal."""
    apart = np.abs(np.arange(c)[:, np.newaxis] - np.arange(c)).astype(np.float64)
    if weights == "identity":
        return np.eye(c)
    if weights == "ordinal":
        return np.asarray(np.where(apart > 0, 1 - (apart + 1) * apart / (c * (c - 1)), 1.0), dtype=np.float64)
    return np.asarray(1 - (apart / (c - 1)) ** (1 if weights == "linear" else 2), dtype=np.float64)


def _pooled(counts: ArrayLike, weight: Floats | None = None) -> tuple[float, Floats | None]:
    """Mean pair agreement of the items with two answers and more, and the mean shares of the options over all with an answer."""
    table = np.nan_to_num(read_matrix(counts))
    made = table.sum(axis=1, keepdims=True)
    paired = made[:, 0] >= 2
    if not paired.any():
        return 0.0, None
    share = np.asarray((table[made[:, 0] > 0] / made[made[:, 0] > 0]).mean(axis=0), dtype=np.float64)
    table, made = table[paired], made[paired]
    with_near = table if weight is None else table @ weight
    agreement = float(((table * (with_near - 1)).sum(axis=1) / (made * (made - 1))[:, 0]).mean())
    return agreement, share


def _beyond(agreement: float, chance: float | None) -> float | None:
    return None if chance is None or chance >= 1 else (agreement - chance) / (1 - chance)
