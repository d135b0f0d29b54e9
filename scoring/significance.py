"""What a test by rearrangement says, and the test of signs that change between waves and predictions share."""

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import ArrayLike

from scoring.pairs import Floats, read_vector
from scoring.results import Status

SIGNIFICANT = 0.05  # a design that cannot reach this p is not tested
DRAWS = 9_999  # random rearrangements where there are too many to list
SIGNS_LISTED_UP_TO = 15  # people


class Significance(Struct, frozen=True, kw_only=True):
    """One test. `value` is the statistic, `p_min` the smallest p that the design can reach, `rearrangements` how many were looked at.

    `p` is None with status `too_few`, `no_variation` or `not_testable` (p_min above the level asked for, or chance not given).
    """

    value: float | None = None
    p: float | None = None
    p_min: float | None = None
    p_method: str = ""
    rearrangements: int = 0
    status: Status = "ok"


def compare_signs(values: ArrayLike, *, rng: Generator | None = None, reach: float | None = SIGNIFICANT) -> Significance:
    """Two-sided test that each of n values could as well have the other sign: p = share of sign patterns with |sum| as large.

    All 2^n patterns up to n = 15, above that 9,999 drawn with `rng`, p = (b + 1)/(B + 1). `value` is the mean. The design can
    reach 2/2^n (`p_min`), so fewer than six people are `not_testable` unless `reach` is None; and so are more of them where values
    of 0 leave too few that count, since no pattern of signs then stands out enough. Missing values drop out. n = 0: `too_few`; all 0:
    p = 1. Equal sums count as equal up to 1e-9 of what is summed. Pitman (1937), J Royal Stat Soc Supplement 4:119.

    >>> compare_signs([1, 2, 3, 4, 5, 6]).p, compare_signs([1, 2, 3]).status, compare_signs([1, 2, 3, 4, 5, 0]).status
    (0.03125, 'not_testable', 'not_testable')
    """
    value = read_vector(values)
    value = value[~np.isnan(value)]
    n = len(value)
    if n == 0:
        return Significance(status="too_few")
    mean, p_min = float(value.mean()), 2.0 ** (1 - n)
    if reach is not None and p_min > reach:
        return Significance(value=mean, p_min=p_min, status="not_testable")
    # Equal sums must compare equal whatever the order in which they were added.
    threshold = abs(float(value.sum())) - 1e-9 * float(np.abs(value).sum())
    if n <= SIGNS_LISTED_UP_TO:
        # The first keeps its sign: the patterns in which it has the other one give the same sums turned round, of the same size.
        sums = value[:1]
        for one in value[1:].tolist():
            sums = np.concatenate([sums + one, sums - one])
        sizes = np.abs(sums)
        if cannot_stand_out(sizes, reach):
            return Significance(value=mean, p_min=p_min, rearrangements=2 * len(sums), status="not_testable")
        return Significance(value=mean, p=float((sizes >= threshold).mean()), p_min=p_min, p_method="exact", rearrangements=2 * len(sums))
    if rng is None:
        return Significance(value=mean, p_min=p_min, status="not_testable")
    # Signs as bits: eight at a time, and a sum with signs is twice the sum of those kept less the whole.
    kept = np.unpackbits(np.frombuffer(rng.bytes(DRAWS * ((n + 7) // 8)), dtype=np.uint8).reshape(DRAWS, -1), axis=1, count=n)
    sums = 2 * (kept.astype(np.float64) @ value) - value.sum()
    return drawn_significance(mean, int(np.count_nonzero(np.abs(sums) >= threshold)))


def drawn_significance(value: float | None, as_extreme: int, draws: int = DRAWS) -> Significance:
    """What `draws` random rearrangements say, of which so many are as extreme: p = (b + 1)/(B + 1), so never 0.

    Phipson & Smyth (2010), Stat Appl Genet Mol Biol 9:39.

    >>> drawn_significance(1.5, 499).p
    0.05
    """
    return Significance(value=value, p=(as_extreme + 1) / (draws + 1), p_min=1 / (draws + 1), p_method="mc", rearrangements=draws)


def cannot_stand_out(sizes: Floats, reach: float | None) -> bool:
    """Whether even the largest of all listed values is shared by more than `reach` of them; not where all of them are 0.

    >>> cannot_stand_out(np.array([3.0, 3.0, 1.0, 1.0]), 0.05), cannot_stand_out(np.zeros(4), 0.05)
    (True, False)
    """
    largest = float(sizes.max())
    return reach is not None and largest > 0 and float((sizes >= largest * (1 - 1e-9)).mean()) > reach
