"""Student's t without a library of distributions: a server that shows an interval must not load 27 MB for one number."""

import math


def t_probability(t: float, df: int) -> float:
    """P(T <= t) for a whole number of degrees of freedom, from the finite series in the angle whose tangent is t / sqrt(df).

    0 to 1. Abramowitz & Stegun (1964) 26.7.3 and 26.7.4. df of at least 1.

    >>> round(t_probability(2.776445, 4), 6), t_probability(0.0, 7)
    (0.975, 0.5)
    """
    angle = math.atan2(t, math.sqrt(df))
    cosine = math.cos(angle)
    term = total = 1.0 if df % 2 == 0 else cosine if df > 1 else 0.0
    for k in range(2 if df % 2 == 0 else 3, df, 2):
        term *= (k - 1) / k * cosine * cosine
        total += term
    inner = math.sin(angle) * total if df % 2 == 0 else 2 / math.pi * (angle + math.sin(angle) * total)
    return 0.5 + inner / 2


def t_quantile(probability: float, df: int) -> float:
    """The t below which T lies with this probability, strictly between 0 and 1, found by halving. df of at least 1.

    >>> [round(t_quantile(0.975, df), 3) for df in (1, 4, 9, 30)]
    [12.706, 2.776, 2.262, 2.042]
    """
    if probability < 0.5:
        return -t_quantile(1 - probability, df)
    low, high = 0.0, 1.0
    while t_probability(high, df) < probability:
        low, high = high, 2 * high
    while (middle := (low + high) / 2) not in {low, high}:
        if t_probability(middle, df) < probability:
            low = middle
        else:
            high = middle
    return high
