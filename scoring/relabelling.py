"""Answers of the same people in several waves, with the labels of the waves exchanged within persons: every such test in one place.

A *part* is the disagreement of everybody's answers in all waves with one another, (k n, k n), first wave first, the same people in the
same order, NaN where two sets of answers have nothing in common. Mean disagreement of a choice of one set of answers a person is
the weighted mean over the parts of their means over known pairs, as in the index, where an unknown cell takes the mean of its block.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from scoring.change import Change, compare_waves
from scoring.pairs import Floats
from scoring.significance import DRAWS, SIGNIFICANT, SIGNS_LISTED_UP_TO, Significance, cannot_stand_out, drawn_significance

Rows = NDArray[np.intp]
_CELLS = 2_000_000  # values held at once


@dataclass(frozen=True)
class Part:
    """One addend: its weight and its matrix (k n, k n)."""

    weight: float
    delta: Floats


def joined_parts(parts: Sequence[Part], waves: int) -> tuple[Part, ...]:
    """The same parts, those without an unknown pair as one: their weighted sum is a part of weight 1."""
    whole = [part for part in parts if _is_complete(part.delta, waves)]
    total = sum((part.weight * part.delta for part in whole), start=np.zeros(()))
    rest = tuple(part for part in parts if not _is_complete(part.delta, waves))
    return (Part(1.0, np.asarray(total)), *rest) if whole else rest


def mean_disagreement(parts: Sequence[Part], chosen: Rows) -> Floats:
    """Mean disagreement of each choice, (S,); `chosen` (S, n) holds the row of each person's answers. NaN where a part knows no pair."""
    found = np.zeros(len(chosen))
    size = len(parts[0].delta) if parts else 0
    step = max(1, _CELLS // max(1, size))
    # A person's own answers never meet, so those cells of the matrix play no part.
    tables = [(part.weight, np.where(np.isnan(part.delta), 0.0, part.delta), (~np.isnan(part.delta)).astype(np.float64)) for part in parts]
    for _, delta, known in tables:
        np.fill_diagonal(delta, 0.0)
        np.fill_diagonal(known, 0.0)
    for at in range(0, len(chosen), step):
        rows = chosen[at : at + step]
        pick = np.zeros((len(rows), size))
        np.put_along_axis(pick, rows, 1.0, axis=1)
        for weight, delta, known in tables:
            total, pairs = ((pick @ delta) * pick).sum(axis=1), ((pick @ known) * pick).sum(axis=1)
            found[at : at + step] += weight * np.divide(total, pairs, out=np.full(len(rows), np.nan), where=pairs > 0)
    return found


def compare_parts(parts: Sequence[Part], *, rng: Generator | None = None, reach: float | None = SIGNIFICANT) -> Change:
    """`compare_waves` of a figure made of several parts (k = 2), each averaged over its known pairs.

    Without unknown pairs it is `compare_waves` of their weighted sum. With them every swap is evaluated by itself, since the number
    of known pairs changes with it: all of them up to 15 people, 9,999 drawn with `rng` above. Nothing known in some swap:
    `not_testable`.

    >>> cross = np.array([[0.0, 2, 1, 1], [2, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]])
    >>> compare_parts([Part(0.5, cross), Part(0.5, cross)]).drop
    2.0
    """
    parts = joined_parts(parts, 2)
    n = len(parts[0].delta) // 2 if parts else 0
    if n < 2:
        return Change(n=n, status="too_few")
    if len(parts) == 1 and _is_complete(parts[0].delta, 2):
        return compare_waves(parts[0].weight * parts[0].delta, rng=rng, reach=reach)
    before, after = (float(value) for value in mean_disagreement(parts, np.arange(2 * n).reshape(2, n)))
    if np.isnan(before) or np.isnan(after):
        return Change(n=n, test=Significance(status="too_few"), status="too_few")
    drop, p_min = before - after, 2.0 ** (1 - n)
    listed = n <= SIGNS_LISTED_UP_TO
    if not listed and rng is None:
        return Change(before=before, after=after, drop=drop, test=Significance(value=drop, status="not_testable"), n=n)
    swapped = list_swaps(n) if listed else draw_swaps(n, rng)
    first = np.arange(n) + n * swapped
    drops = mean_disagreement(parts, first) - mean_disagreement(parts, (first + n) % (2 * n))
    if np.isnan(drops).any():
        unknown = Significance(value=drop, status="not_testable")
        return Change(before=before, after=after, drop=drop, test=unknown, n=n, status="not_testable")
    detectable = 1.96 * float(np.sqrt((drops**2).mean()))
    if reach is not None and p_min > reach:
        test = Significance(value=drop, p_min=p_min, status="not_testable")
    elif listed and cannot_stand_out(np.abs(drops), reach):
        test = Significance(value=drop, p_min=p_min, rearrangements=2 * len(drops), status="not_testable")
    else:
        test = _significance(drop, drops, exact=listed, p_min=p_min)
    return Change(before=before, after=after, drop=drop, detectable=detectable, test=test, n=n)


def list_swaps(n: int) -> Rows:
    """All ways to exchange two waves within persons but for their mirror images, (2^(n-1), n) of 0 and 1: the first person stays."""
    return np.asarray((np.arange(1 << (n - 1))[:, None] << 1 >> np.arange(n)) & 1, dtype=np.intp)


def draw_swaps(n: int, rng: Generator | None) -> Rows:
    """9,999 random ways, (9999, n)."""
    return np.asarray((rng or np.random.default_rng(0)).integers(0, 2, (DRAWS, n)), dtype=np.intp)


def _significance(value: float, found: Floats, *, exact: bool, p_min: float) -> Significance:
    as_large = np.abs(found) >= abs(value) - 1e-9 * max(1.0, abs(value))
    if exact:
        return Significance(value=value, p=float(as_large.mean()), p_min=p_min, p_method="exact", rearrangements=2 * len(found))
    return drawn_significance(value, int(np.count_nonzero(as_large)), len(found))


def _is_complete(delta: Floats, waves: int) -> bool:
    """Whether every two people can be compared, in whichever waves."""
    n = len(delta) // waves
    own = np.tile(np.eye(n, dtype=np.bool_), (waves, waves))
    return not bool(np.isnan(delta[~own]).any())
