"""Kendall's W of n rankings and how likely it is at random; the p of a single tau-b.

`ranks` has shape (n, M), respondents in rows; only the order within a row counts, so scores do as well. Rows with a missing rank
are left out. `n` and `options` are numbers of rankings and of ranked options.

A little over 300 lines: W, its exact table and its tests are one derivation, and reading it in two places would be harder.
"""

import math
from collections.abc import Callable
from functools import cache
from itertools import permutations

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from scoring.pairs import Floats, read_matrix
from scoring.priorities import kendall_tau_b, mid_ranks
from scoring.results import Status
from scoring.significance import DRAWS, Significance, drawn_significance

LISTED = 1_000_000  # rearrangements up to which W is tested exactly
EXACT_TAU_UP_TO = 33  # options without ties, as in SciPy
WORK = 20_000_000  # sums looked at for one step of an exact table
CHUNK = 200_000


class Concordance(Struct, frozen=True, kw_only=True):
    """Kendall's W. `w` is corrected for ties, `w_uncorrected` is not; `s` the squared deviations of `rank_sums` from their mean.

    `chi2`, `df` and `p_chi2` are what textbooks print; below n = 10 that p is far too careful, so `compare_concordance` gives the p.
    """

    w: float | None = None
    w_uncorrected: float | None = None
    s: float | None = None
    rank_sums: tuple[float, ...] = ()
    chi2: float | None = None
    df: int | None = None
    n: int = 0
    status: Status = "ok"

    @property
    def p_chi2(self) -> float | None:
        """The chi-square tail of W, for comparing with print: far too cautious for fewer than ten rankings."""
        if self.chi2 is None or self.df is None:
            return None
        from scipy.special import chdtrc  # 27 MB that a server never needs

        return float(chdtrc(self.df, self.chi2))


class Moments(Struct, frozen=True, kw_only=True):
    """What random rankings give: expected W, and the variance of the mean pairwise Spearman (whose mean is 0)."""

    expected_w: float | None
    variance_of_mean_spearman: float | None


class Tail(Struct, frozen=True, kw_only=True):
    """The exact distribution of W of random untied rankings: attainable S ascending, their W, chi2, and P(S >= s)."""

    s: tuple[float, ...] = ()
    w: tuple[float, ...] = ()
    chi2: tuple[float, ...] = ()
    p: tuple[float, ...] = ()
    status: Status = "ok"

    def critical(self, level: float = 0.05) -> int | None:
        """Where the first S with p <= level stands; None where no S reaches it."""
        return next((place for place, p in enumerate(self.p) if p <= level + 1e-12), None)


def kendall_w(ranks: ArrayLike) -> Concordance:
    """W = 12 S / (n^2 (M^3 - M) - n sum T_i), T_i = sum (u^3 - u) over tied groups. 0 to 1, up means agreement, 1/n at random.

    `ranks` has shape (n, M); S = sum over options of (rank sum - n(M + 1)/2)^2; ties at mid-ranks. Two people: W = (1 + rho)/2.
    Opposed camps get about what random answers do, so it is no measure of polarisation.
    Fewer than two complete rankings: `too_few`; everybody ties everything, or fewer than two options: `no_variation`.
    Kendall & Babington Smith (1939), Ann Math Stat 10:275; Siegel (1956), table 9.9, prints S = 25.5 and W = .16 for:

    >>> applicants = kendall_w([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]])
    >>> applicants.s, round(applicants.w, 2)
    (25.5, 0.16)
    """
    rank = _complete(ranks)
    n, m = rank.shape
    if n < 2:
        return Concordance(n=n, status="too_few")
    sums = rank.sum(axis=0)
    s = float(((sums - n * (m + 1) / 2) ** 2).sum())
    untied = n**2 * (m**3 - m)
    scale = untied - n * float(_ties(rank, lambda u: u**3 - u).sum())
    if m < 2 or scale <= 0:
        return Concordance(s=s, rank_sums=tuple(sums.tolist()), n=n, status="no_variation")
    w = 12 * s / scale
    chi2 = n * (m - 1) * w
    return Concordance(
        w=w,
        w_uncorrected=12 * s / untied,
        s=s,
        rank_sums=tuple(sums.tolist()),
        chi2=chi2,
        df=m - 1,
        n=n,
    )


def null_moments(n: int, options: int) -> Moments:
    """E W = 1/n and Var rho_bar = 2 / (n (n - 1)(M - 1)) of random rankings, exact for any pattern of ties.

    None below two rankings or two options. Kendall & Babington Smith (1939).

    >>> null_moments(4, 3).expected_w, round(null_moments(4, 3).variance_of_mean_spearman, 4)
    (0.25, 0.0833)
    """
    if n < 2 or options < 2:
        return Moments(expected_w=None, variance_of_mean_spearman=None)
    return Moments(expected_w=1 / n, variance_of_mean_spearman=2 / (n * (n - 1) * (options - 1)))


def compare_concordance(ranks: ArrayLike, *, rng: Generator | None = None) -> Significance:
    """How often random rankings with the same ties reach this W. `value` is W, up means agreement, p one-sided.

    All rearrangements where (M!)^(n-1) is at most a million; else, without ties, F = (n-1) W / (1-W) with v1 = M - 1 - 2/n and
    v2 = (n-1) v1 degrees; else 9,999 draws with `rng`, p = (b + 1)/(B + 1), `not_testable` without `rng`. Status as `kendall_w`.
    Kendall & Babington Smith (1939); Legendre (2005), J Agric Biol Environ Stat 10:226; Phipson & Smyth (2010).

    >>> compare_concordance([[1, 2, 3], [1, 2, 3], [1, 2, 3]]).p.__round__(6)
    0.027778
    """
    from scipy.special import fdtrc  # 27 MB that a server never needs

    found = kendall_w(ranks)
    if found.w is None:
        return Significance(status=found.status)
    rank = _complete(ranks)
    n, m = rank.shape
    doubled = np.rint(2 * rank).astype(np.int64)
    reached = int(((doubled.sum(axis=0) - n * (m + 1)) ** 2).sum())
    p_min = smallest_p(n, m)
    if (n - 1) * math.lgamma(m + 1) <= math.log(LISTED) + 1e-9:
        squares, share = _distribution(doubled)
        p = float(share[squares >= reached].sum())
        # With ties several rearrangements are the most concordant one.
        least = float(share[-1])
        return Significance(value=found.w, p=min(p, 1.0), p_min=least, p_method="exact", rearrangements=math.factorial(m) ** (n - 1))
    if not _ties(rank, lambda u: u**3 - u).any():
        v1 = m - 1 - 2 / n
        p = float(fdtrc(v1, (n - 1) * v1, (n - 1) * found.w / (1 - found.w))) if found.w < 1 else 0.0
        return Significance(value=found.w, p=max(p, p_min), p_min=p_min, p_method="F")
    if rng is None:
        return Significance(value=found.w, p_min=1 / (DRAWS + 1), status="not_testable")
    above = 0
    for start in range(0, DRAWS, 1000):
        drawn = rng.permuted(np.broadcast_to(doubled, (min(1000, DRAWS - start), n, m)), axis=2).sum(axis=1)
        above += int(np.count_nonzero(((drawn - n * (m + 1)) ** 2).sum(axis=1) >= reached))
    return drawn_significance(found.w, above)


def smallest_p(n: int, options: int) -> float:
    """The p of n rankings that agree in everything, without ties: (1/M!)^(n-1). 1 for a single ranking.

    >>> smallest_p(3, 3).__round__(6)
    0.027778
    """
    return math.exp(-(n - 1) * math.lgamma(options + 1)) if n > 1 else 1.0


def exact_tail(n: int, options: int) -> Tail:
    """The exact upper tail of W for n random rankings of M options without ties.

    `too_few` below two rankings or options, `not_testable` where the table is out of reach. Friedman (1937); Siegel (1956), table
    N, prints P(chi2 >= 6) = .028 for three rankings of three:

    >>> table = exact_tail(3, 3)
    >>> round(table.chi2[-1], 3), round(table.p[-1], 3)
    (6.0, 0.028)
    """
    if n < 2 or options < 2:
        return Tail(status="too_few")
    found = _exact_tail(n, options)
    if found is None:
        return Tail(status="not_testable")
    s, p = found
    return Tail(
        s=tuple(s.tolist()),
        w=tuple((12 * s / (n**2 * (options**3 - options))).tolist()),
        chi2=tuple((12 * s / (n * options * (options + 1))).tolist()),
        p=tuple(np.minimum(p, 1.0).tolist()),
    )


def kendall_tau_p(first: ArrayLike, second: ArrayLike) -> float | None:
    """Two-sided p of tau-b of two rankings, shape (M,): exact or normal.

    Exact without ties up to 33 options, or with at most one pair out of order; else normal, with the variance for ties.

    Options missing in one are left out; None where tau-b is. Kendall (1945); the documentation of SciPy prints 0.2827 for:

    >>> round(kendall_tau_p([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]), 4)
    0.2827
    """
    from scipy.special import erfc  # 27 MB that a server never needs

    if kendall_tau_b(first, second) is None:
        return None
    both = np.array([first, second], dtype=np.float64)
    both = both[:, ~np.isnan(both).any(axis=0)]
    m = both.shape[1]
    a, b = np.triu_indices(m, 1)
    sign = np.sign(both[:, a] - both[:, b])
    surplus = float((sign[0] * sign[1]).sum())
    discordant = round((len(a) - abs(surplus)) / 2)  # or concordant, whichever is fewer
    if sign.all() and (m <= EXACT_TAU_UP_TO or discordant <= 1):
        # All m! orders by their number of discordant pairs, built up option by option.
        orders = np.ones(1)
        for size in range(2, m + 1):
            orders = np.convolve(orders, np.full(size, 1 / size))
        return min(1.0, 2 * float(orders[: discordant + 1].sum()))
    pairs, triples, fives = (_ties(mid_ranks(both), form) for form in (lambda u: u * (u - 1), lambda u: u * (u - 1) * (u - 2), _fives))
    all_pairs = m * (m - 1)
    variance = (all_pairs * (2 * m + 5) - fives.sum()) / 18 + pairs.prod() / (2 * all_pairs)
    variance += triples.prod() / (9 * all_pairs * (m - 2)) if m > 2 else 0.0
    return float(erfc(abs(surplus) / math.sqrt(2 * float(variance)))) if variance > 0 else None


def _complete(ranks: ArrayLike) -> Floats:
    """The complete rows as mid-ranks."""
    matrix = read_matrix(ranks)
    return mid_ranks(matrix[~np.isnan(matrix).any(axis=1)])


def _fives(size: Floats) -> Floats:
    return size * (size - 1) * (2 * size + 5)


def _ties(rank: Floats, form: Callable[[Floats], Floats]) -> Floats:
    """The sum of form(u) over the groups of u tied options, per row; an option tied with nobody is a group of one."""
    size = (rank[:, :, np.newaxis] == rank[:, np.newaxis, :]).sum(axis=2).astype(np.float64)
    return np.asarray((form(size) / size).sum(axis=1), dtype=np.float64)


@cache
def _exact_tail(n: int, options: int) -> tuple[Floats, Floats] | None:
    """Attainable S, ascending, and P(S >= s); None where it would take too long."""
    if options > 9:
        return None
    rows = np.broadcast_to(2 * np.arange(1, options + 1, dtype=np.int64), (n, options))
    try:
        squares, share = _distribution(rows)
    except OverflowError:
        return None
    return squares / 4, np.cumsum(share[::-1])[::-1]


def _distribution(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
    """The sum of squared deviations of rank sums when each row is shuffled: its values ascending, and their probabilities.

    Rank sums that differ only in the order of the options are the same state, so states stay few. OverflowError if they do not.
    """
    n, m = rows.shape
    state = np.sort(rows[:1], axis=1)
    weight: Floats = np.ones(1)
    for row in rows[1:]:
        arranged, times = np.unique(_encode(row[_arrangements(m)]), return_counts=True)
        shuffled = _decode(arranged, m)
        if len(state) * len(shuffled) > WORK:
            raise OverflowError
        share = times / times.sum()
        step = max(1, CHUNK // len(shuffled))
        codes, weights = [], []
        for start in range(0, len(state), step):
            part = slice(start, start + step)
            sums = np.sort((state[part, np.newaxis] + shuffled).reshape(-1, m), axis=1)
            code, place = np.unique(_encode(sums), return_inverse=True)
            codes.append(code)
            weights.append(_gather(place, (weight[part, np.newaxis] * share).reshape(-1)))
        code, place = np.unique(np.concatenate(codes), return_inverse=True)
        state, weight = _decode(code, m), _gather(place, np.concatenate(weights))
    # Doubled ranks: the mean rank sum is n(M + 1).
    squares, place = np.unique(((state - n * (m + 1)) ** 2).sum(axis=1), return_inverse=True)
    return squares, _gather(place, weight)


def _gather(place: NDArray[np.intp], weight: Floats) -> Floats:
    """The weights summed by place."""
    return np.asarray(np.bincount(place, weight), dtype=np.float64)


@cache
def _arrangements(size: int) -> NDArray[np.int64]:
    return np.array(list(permutations(range(size))), dtype=np.int64)


# Doubled rank sums of up to nine options stay below 2^7 each (n = 2), of fewer options below 2^(63 // M).
def _encode(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    bits = 63 // rows.shape[1]
    if rows.size and int(rows.max()) >> bits:
        raise OverflowError
    code = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        code = code << bits | column
    return code


def _decode(codes: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    bits = 63 // size
    shift = bits * np.arange(size - 1, -1, -1)
    return np.asarray(codes[:, np.newaxis] >> shift & ((1 << bits) - 1), dtype=np.int64)
