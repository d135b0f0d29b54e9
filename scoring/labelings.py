"""The ways to deal functions of given sizes to n people, up to renaming functions of one size."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from math import factorial, prod

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from scoring.significance import DRAWS

LISTED = 20_000  # labelings up to which all are looked at


def permutation_count(sizes: Sequence[int]) -> int:
    """Distinct labelings: n! / (prod n_g! prod over sizes of (functions of that size)!). The smallest p is its reciprocal.

    Sizes of 0 and below do not count; no function at all has one labeling.

    >>> permutation_count([4, 4]), permutation_count([4, 3, 3]), permutation_count([2, 2, 2, 2])
    (35, 2100, 105)
    """
    return _permutation_count(tuple(sorted(size for size in sizes if size > 0)))


@lru_cache(maxsize=512)
def _permutation_count(real: tuple[int, ...]) -> int:
    same = prod(factorial(count) for count in Counter(real).values())
    return factorial(sum(real)) // (prod(factorial(size) for size in real) * same)


def list_labelings(sizes: Sequence[int]) -> NDArray[np.int64]:
    """Every distinct labeling, shape (`permutation_count`, n): who of n people is in which function, numbers 0..a-1.

    Functions are numbered from the largest; meant for at most 20,000 labelings.

    >>> list_labelings([1, 2]).tolist()
    [[0, 0, 1], [0, 1, 0], [1, 0, 0]]
    """
    return _list_labelings(tuple(sorted((size for size in sizes if size > 0), reverse=True)))


def draw_labelings(sizes: Sequence[int], rng: Generator, *, draws: int = DRAWS) -> NDArray[np.int64]:
    """Random labelings, shape (draws, n), each of all n!/(prod n_g!) ways as likely; numbers 0..a-1 in the order of `sizes`.

    >>> draw_labelings([1, 2], np.random.default_rng(1), draws=2).sum(axis=1).tolist()
    [2, 2]
    """
    # Eight-byte numbers: NumPy shuffles them fastest.
    labels = np.repeat(np.arange(len(sizes), dtype=np.int64), np.maximum(sizes, 0).astype(np.int64))
    return rng.permuted(np.broadcast_to(labels, (draws, len(labels))), axis=1)


@lru_cache(maxsize=32)
def _list_labelings(sizes: tuple[int, ...]) -> NDArray[np.int64]:
    """Function by function: every company out of those who are left, for all labelings so far at once."""
    n = sum(sizes)
    labels, free, first = np.zeros((1, n), dtype=np.int64), np.arange(n)[np.newaxis], np.array([-1])
    for number, size in enumerate(sizes):
        company = np.array(list(combinations(range(free.shape[1]), size)), dtype=np.int64)
        others = np.array([[place for place in range(free.shape[1]) if place not in chosen] for chosen in company.tolist()], dtype=np.int64)
        mine = free[:, company]
        # Functions of one size stand in the order of their first person, or each partition would come up more than once.
        fresh = mine[:, :, 0] > first[:, np.newaxis] if number and sizes[number - 1] == size else np.ones(mine.shape[:2], dtype=bool)
        row, choice = np.nonzero(fresh)
        labels, first, chosen = labels[row], mine[row, choice, 0], mine[row, choice]
        np.put_along_axis(labels, chosen, number, axis=1)
        free = np.take_along_axis(free[row], others[choice], axis=1)
    labels.setflags(write=False)  # shared by everybody who asks
    return labels
