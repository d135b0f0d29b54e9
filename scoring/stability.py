"""How much a team's mean disagreement hangs on single members, and what may be said of those who were not asked.

`delta` is a symmetric n x n matrix of pairwise disagreement, 0 = same answers. A matrix with an unknown pair is not deleted from:
fill it first (block means), so that every deletion leaves out one row.
"""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import ArrayLike

from scoring.certainties import Bounds, Interval
from scoring.estimates import Band
from scoring.pairs import Floats, mean_over_pairs, name_missing, pair_values, read_matrix
from scoring.results import Status
from scoring.student import t_quantile

INTERVAL_FROM = 5  # people; below it covers, and says nothing: 73 points wide


class Jackknife(Struct, frozen=True, kw_only=True):
    """Mean pairwise disagreement with its jackknife-t interval, plain and on the log scale.

    `without` is the mean without each member. `lower_log`, `upper_log` never fall below 0, so an alignment of them never exceeds
    100; they are None where a mean is 0. The product shows the log form, from n = 5.
    """

    value: float | None = None
    without: tuple[float, ...] = ()
    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    se_log: float | None = None
    lower_log: float | None = None
    upper_log: float | None = None
    n: int = 0
    status: Status = "ok"


def leave_one_out(delta: ArrayLike) -> tuple[float | None, ...]:
    """The mean over pairs without each member in turn, n values; all None below three members, and where pairs are unknown.

    >>> leave_one_out([[0, 1, 2], [1, 0, 3], [2, 3, 0]])
    (3.0, 2.0, 1.0)
    """
    return name_missing(_without(read_matrix(delta)))


def jackknife(delta: ArrayLike, *, coverage: float = 0.95, invited: int | None = None) -> Jackknife:
    """Interval U -+ t(n-1) se with se = sqrt((n-1)/n sum (U_(i) - mean)^2), and U exp(-+ t se_log) from the logs of U_(i).

    `invited` (N) makes it one for the N members of this team: se times sqrt(1 - n/N). Fewer than three members: `too_few`, with the
    value where there is a pair; unknown pairs: `not_testable`. Arvesen (1969), Ann Math Stat 40:2076.

    >>> found = jackknife([[0, 1, 2], [1, 0, 3], [2, 3, 0]])
    >>> found.value, found.without, round(found.se, 4)
    (2.0, (3.0, 2.0, 1.0), 1.1547)
    """
    matrix = read_matrix(delta)
    n, value = len(matrix), mean_over_pairs(matrix)
    if n < 3 or value is None:
        return Jackknife(value=value, n=n, status="too_few")
    without = _without(matrix)
    if np.isnan(without).any():
        return Jackknife(value=value, n=n, status="not_testable")
    finite = np.sqrt(max(0.0, 1 - n / invited)) if invited else 1.0
    reach = t_quantile((1 + coverage) / 2, n - 1)
    se = float(finite * _jackknife_se(without))
    plain = Jackknife(value=value, without=tuple(without.tolist()), se=se, lower=value - reach * se, upper=value + reach * se, n=n)
    if value <= 0 or (without <= 0).any():
        return plain
    se_log = float(finite * _jackknife_se(np.log(without)))
    # Three members with one close pair can ask for a power beyond floating point.
    factor = float(np.exp(min(reach * se_log, 700.0)))
    return Jackknife(
        value=value,
        without=plain.without,
        se=se,
        lower=plain.lower,
        upper=plain.upper,
        se_log=se_log,
        lower_log=value / factor,
        upper_log=min(value * factor, float(np.finfo(np.float64).max)),
        n=n,
    )


def average_interval(delta: Floats | None, *, invited: int, coverage: float = 0.95) -> Interval | None:
    """Where A of all N lies, from the n who answered: 100 (1 - U exp(+-t se_log)), the log form of `jackknife` with sqrt(1 - n/N).

    delta: (n, n), without an unknown pair, as `scoring.disagreement.compose` fills it. For those N only, and only if who is missing has
    nothing to do with what they think; where one in six dissents it covers less than it says. None for a census and below five
    people (scoring, 10.1). Where all have answered alike, or would have but for one of them, there is no logarithm: `average` is
    None with `no_variation`. Arvesen (1969), Ann Math Stat 40:2076.

    >>> delta = np.array([[0.0, 1, 1, 2, 1], [1, 0, 1, 1, 2], [1, 1, 0, 1, 1], [2, 1, 1, 0, 1], [1, 2, 1, 1, 0]]) / 2
    >>> found = average_interval(delta, invited=6)
    >>> round(found.average.low, 1), round(found.average.high, 1), average_interval(delta, invited=5)
    (32.3, 46.8, None)
    """
    n = 0 if delta is None else len(delta)
    if delta is None or n < INTERVAL_FROM or n >= invited:
        return None
    found = jackknife(delta, coverage=coverage, invited=invited)
    if found.lower_log is None or found.upper_log is None:
        return Interval(n=n, invited=invited, coverage=coverage, status="no_variation")
    return Interval(
        average=Band(100 * (1 - found.upper_log), 100 * (1 - found.lower_log)), n=n, invited=invited, coverage=coverage, status="ok"
    )


def within_bounds(interval: Interval | None, bounds: Bounds | None) -> Interval | None:
    """The interval without what no answers of the missing could reach: a formula for many people can promise more than is possible.

    >>> wide = Interval(average=Band(-40.0, 80.0), n=5, invited=6)
    >>> within_bounds(wide, Bounds(missing=1, average=Band(-10.0, 62.5))).average
    Band(low=-10.0, high=62.5)
    """
    if interval is None or interval.average is None or bounds is None or bounds.average is None:
        return interval
    low, high = max(interval.average.low, bounds.average.low), min(interval.average.high, bounds.average.high)
    return replace(interval, average=Band(low, high)) if low <= high else interval


def _jackknife_se(values: Floats) -> float:
    n = len(values)
    return float(np.sqrt((n - 1) / n * ((values - values.mean()) ** 2).sum()))


def _without(matrix: Floats) -> Floats:
    n = len(matrix)
    if n < 3 or np.isnan(pair_values(matrix)).any():
        return np.full(n, np.nan)
    rows = matrix.sum(axis=1) - np.diag(matrix)
    rest = rows.sum() / 2 - rows
    # What is left when all disagreement is one member's is rounding, and a logarithm would make much of it.
    rest = np.where(np.abs(rest) <= 1e-12 * np.abs(rows).sum(), 0.0, rest)
    return np.asarray(rest / ((n - 1) * (n - 2) / 2), dtype=np.float64)
