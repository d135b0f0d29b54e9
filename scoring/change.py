"""Change between two waves of the same people, and many tests at once."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import ArrayLike

from scoring.pairs import Floats, mean_over_pairs, name_missing, read_matrix, read_vector
from scoring.results import Status
from scoring.significance import SIGNIFICANT, Significance, compare_signs


class Change(Struct, frozen=True, kw_only=True):
    """Mean pairwise disagreement before and after. `drop` = before - after, so up means that people moved closer.

    `detectable` is the smallest change that stands out: 1.96 times the standard deviation of `drop` when waves are swapped.
    """

    before: float | None = None
    after: float | None = None
    drop: float | None = None
    detectable: float | None = None
    test: Significance = Significance(status="too_few")
    n: int = 0
    status: Status = "ok"


class ReliableChange(Struct, frozen=True, kw_only=True):
    """Jacobson & Truax: standard error of measurement, of a difference, and the index; beyond 1.96 the change is reliable."""

    se: float | None = None
    se_difference: float | None = None
    index: float | None = None
    status: Status = "ok"


def compare_waves(cross: ArrayLike, *, rng: Generator | None = None, reach: float | None = SIGNIFICANT) -> Change:
    """Whether n people moved closer: swap the two answer sets within persons in all 2^n ways, two-sided.

    `cross` has shape (2n, 2n): disagreement of everybody's answers in both waves with one another, first wave first, the same people
    in the same order. Statistic: mean over pairs before less after. The design reaches 2/2^n, so n <= 5 is `not_testable` unless `reach`
    is None; n > 15 draws 9,999 swaps with `rng`. Fewer than two people: `too_few`; unknown pairs: `not_testable`.
    Pitman (1937); Ernst (2004).

    >>> compare_waves([[0, 2, 1, 1], [2, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]]).drop
    2.0
    """
    matrix = read_matrix(cross)
    n = len(matrix) // 2
    if n < 2:
        return Change(n=n, status="too_few")
    before, after = mean_over_pairs(matrix[:n, :n]), mean_over_pairs(matrix[n:, n:])
    if before is None or after is None:
        return Change(before=before, after=after, n=n, status="too_few")
    pull = swap_pulls(matrix)
    if np.isnan(pull).any():
        return Change(before=before, after=after, drop=before - after, test=Significance(status="not_testable"), n=n, status="not_testable")
    test = compare_signs(pull, rng=rng, reach=reach)
    return Change(
        before=before,
        after=after,
        drop=before - after,
        detectable=1.96 * float(np.sqrt((pull**2).sum())),
        test=test,
        n=n,
        status="ok",
    )


def reliable_change(before: float, after: float, *, sd: float, reliability: float) -> ReliableChange:
    """RCI = (after - before) / (SD sqrt(2 (1 - r))); beyond +-1.96 more than measurement error explains.

    `no_variation` where SD is 0 or r is 1, `not_testable` where r is outside -1..1, SD negative or something missing.
    Jacobson & Truax (1991), J Consulting Clinical Psychology 59:12, print 3.35, 4.74 and -3.16 for:

    >>> found = reliable_change(47.5, 32.5, sd=7.5, reliability=0.80)
    >>> round(found.se, 2), round(found.se_difference, 2), round(found.index, 2)
    (3.35, 4.74, -3.16)
    """
    if not (np.isfinite([before, after, sd]).all() and sd >= 0 and -1 <= reliability <= 1):
        return ReliableChange(status="not_testable")
    se = sd * float(np.sqrt(1 - reliability))
    spread = se * float(np.sqrt(2))
    if spread <= 0:
        return ReliableChange(se=se, se_difference=spread, status="no_variation")
    return ReliableChange(se=se, se_difference=spread, index=(after - before) / spread)


def benjamini_hochberg(p: ArrayLike | Sequence[float | None]) -> tuple[float | None, ...]:
    """Adjusted p of one family of m tests, in the order given: min over j >= i of m p_(j) / j, at most 1. Missing stays None.

    Rejecting what is at most q keeps the expected share of false rejections at q at most, for tests that are independent or depend
    on one another positively. Benjamini & Hochberg (1995), JRSS B 57:289.

    >>> benjamini_hochberg([0.01, 0.04, None, 0.02])
    (0.03, 0.04, None, 0.03)
    """
    value = read_vector(np.array(p, dtype=np.float64))
    known = np.flatnonzero(~np.isnan(value))
    order = known[np.argsort(value[known], kind="stable")]
    m = len(order)
    scaled = value[order] * m / np.arange(1, m + 1)
    adjusted = np.full(len(value), np.nan)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return name_missing(adjusted)


def rejected(p: ArrayLike, *, q: float = 0.10) -> int:
    """How many tests of a family Benjamini & Hochberg reject at rate q: those whose adjusted p is at most q.

    >>> rejected([0.01, 0.04, 0.9], q=0.05)
    1
    """
    return sum(value is not None and value <= q + 1e-12 for value in benjamini_hochberg(p))


def swap_pulls(cross: Floats) -> Floats:
    """What each person's own swap does to `drop`, shape (n,): `drop` is their sum, and with swaps the sum of sign times pull.

    `cross` as in `compare_waves`. With signs s = 1 (kept) or -1 (swapped), the drop of a pair is E (s_i + s_j)/2 + G (s_i - s_j)/2,
    where E is first less second wave and G the mixed cell of i's first and j's second answers less the other mixed one; so it is
    linear in the signs. An unknown pair makes the pulls of both NaN; fewer than two people pull nothing.

    >>> swap_pulls(np.array([[0.0, 2, 1, 1], [2, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]])).tolist()
    [1.0, 1.0]
    """
    n = len(cross) // 2
    if n < 2:
        return np.zeros(n)
    first, second, mixed = cross[:n, :n], cross[n:, n:], cross[:n, n:]
    both = (first - second) + (mixed - mixed.T)
    np.fill_diagonal(both, 0.0)
    return np.asarray(both.sum(axis=1) / (n * (n - 1)), dtype=np.float64)
