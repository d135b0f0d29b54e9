"""The ways to deal functions of given sizes to n people, up to renaming functions of one size."""

from collections import Counter
from collections.abc import Iterator, Sequence
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
    real = [size for size in sizes if size > 0]
    same = prod(factorial(count) for count in Counter(real).values())
    return factorial(sum(real)) // (prod(factorial(size) for size in real) * same)


def list_labelings(sizes: Sequence[int]) -> NDArray[np.int8]:
    """Every distinct labeling, shape (`permutation_count`, n): who of n people is in which function, numbers 0..a-1.

    Functions are numbered from the largest; meant for at most 20,000 labelings.

    >>> list_labelings([1, 2]).tolist()
    [[1, 0, 0], [0, 0, 1], [0, 1, 0]]
    """
    return _list_labelings(tuple(sorted((size for size in sizes if size > 0), reverse=True)))


def draw_labelings(sizes: Sequence[int], rng: Generator, *, draws: int = DRAWS) -> NDArray[np.int8]:
    """Random labelings, shape (draws, n).

    >>> draw_labelings([1, 2], np.random.default_rng(1), draws=2).sum(axis=1).tolist()
    [2, 2]
    """
    labels = np.repeat(np.arange(len(sizes), dtype=np.int8), sizes)
    return rng.permuted(np.broadcast_to(labels, (draws, len(labels))), axis=1)


@lru_cache(maxsize=32)
def _list_labelings(sizes: tuple[int, ...]) -> NDArray[np.int8]:
    n = sum(sizes)
    rows = np.zeros((permutation_count(sizes), n), dtype=np.int8)
    for row, functions in zip(rows, _partitions(tuple(range(n)), tuple(enumerate(sizes))), strict=True):
        for number, people in functions:
            row[list(people)] = number
    rows.setflags(write=False)  # shared by everybody who asks
    return rows


def _partitions(people: tuple[int, ...], left: tuple[tuple[int, int], ...]) -> Iterator[tuple[tuple[int, tuple[int, ...]], ...]]:
    """Each partition once: the first person who is left takes a function of each different size in turn, then the others follow."""
    if not people:
        yield ()
        return
    first, others = people[0], people[1:]
    for size in sorted({size for _, size in left}):
        number = next(number for number, this in left if this == size)
        rest = tuple(function for function in left if function[0] != number)
        for company in combinations(others, size - 1):
            mine = (first, *company)
            for tail in _partitions(tuple(person for person in others if person not in company), rest):
                yield ((number, mine), *tail)
