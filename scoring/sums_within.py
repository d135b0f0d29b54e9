"""The sum of squares within functions, SS_W = sum over functions of (sum over its pairs of d^2) / n_g, for thousands of labelings.

A permutation test asks for nothing else, and at 9,999 labelings nothing in the engine costs more. Three ways give the same sums; which
is cheapest depends on the sizes: pairs looked up once and for all (few people), pairs looked up labeling by labeling (many small
functions), products of matrices (two or three large functions).
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scoring.labelings import list_labelings, permutation_count
from scoring.pairs import Floats

_KEPT = 250_000  # places of pairs that are kept for one list of labelings: a megabyte
_ROWS = 2_048  # labelings looked up at once
_LARGE = 100  # people from which a product is worth a second processor


def sums_of_listed(square: Floats, sizes: tuple[int, ...]) -> Floats:
    """SS_W under every labeling of `list_labelings`, shape (labelings,). square: d^2, (n, n), diagonal 0.

    >>> sums_of_listed(np.array([[0.0, 1, 9, 9], [1, 0, 9, 9], [9, 9, 0, 1], [9, 9, 1, 0]]), (2, 2)).tolist()
    [1.0, 9.0, 9.0]
    """
    ordered = tuple(sorted(sizes, reverse=True))
    if _pairs_within(ordered) * permutation_count(ordered) > _KEPT:
        return sums_within(square, list_labelings(ordered), ordered)
    flat, total = square.ravel(), np.zeros(permutation_count(ordered))
    for size, places in _places(ordered):
        total += flat.take(places).sum(axis=0) / size
    return total


def sums_within(square: Floats, labels: NDArray[np.integer], sizes: tuple[int, ...]) -> Floats:
    """SS_W of each labeling, shape (L,). square: d^2, (n, n), diagonal 0. labels: (L, n), numbers 0..a-1, sizes[g] times each g.

    >>> sums_within(np.array([[0.0, 1, 9], [1, 0, 4], [9, 4, 0]]), np.array([[0, 0, 1], [1, 0, 0]]), (2, 1)).round(9).tolist()
    [0.5, 2.0]
    """
    return _multiply(square, labels, sizes) if _by_products(len(square), sizes) else _look_up(square, labels, sizes)


def count_at_most(limit: float, square: Floats, labels: NDArray[np.integer], sizes: tuple[int, ...]) -> int:
    """How many labelings have an SS_W of at most `limit`; arguments as `sums_within`.

    Large products are first taken in single precision, at half the cost; what comes within a ten-thousandth of the limit is then
    taken again in double precision, so that the count is the same.

    >>> count_at_most(1.0, np.array([[0.0, 1, 9], [1, 0, 4], [9, 4, 0]]), np.array([[0, 0, 1], [1, 0, 0]]), (2, 1))
    1
    """
    if not _by_products(len(square), sizes):
        return int(np.count_nonzero(_look_up(square, labels, sizes) <= limit))
    rough = _multiply(square, labels, sizes, number=np.float32)
    # Rounding of single precision is some 1e-6 of the total; SS_T = sum of all cells / 2n.
    doubt = 1e-4 * float(square.sum()) / (2 * len(square))
    near = np.abs(rough - limit) <= doubt
    clear = int(np.count_nonzero(rough[~near] <= limit))
    return clear + int(np.count_nonzero(_multiply(square, labels[near], sizes) <= limit))


def _by_products(n: int, sizes: tuple[int, ...]) -> bool:
    # Measured, in nanoseconds a labeling: 4 a pair and 10 a person to look up, some 0.1 n^2 + 5 n for each function but one to multiply.
    return 4 * _pairs_within(sizes) + 10 * n >= (len(sizes) - 1) * (0.1 * n * n + 5 * n)


def _pairs_within(sizes: tuple[int, ...]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


@lru_cache(maxsize=64)
def _places(sizes: tuple[int, ...]) -> tuple[tuple[int, NDArray[np.int32]], ...]:
    """For each function of two and more its size and where its pairs stand in the matrix read row by row, (pairs, labelings)."""
    n = sum(sizes)
    members = np.argsort(list_labelings(sizes), axis=1, kind="stable").T.astype(np.int32)
    found, start = [], 0
    for size in sizes:
        first, second = np.triu_indices(size, 1)
        if size > 1:
            found.append((size, members[start + first] * n + members[start + second]))
        start += size
    return tuple(found)


def _look_up(square: Floats, labels: NDArray[np.integer], sizes: tuple[int, ...]) -> Floats:
    """By the places of the pairs: people are put function after function, then each is paired with those before."""
    n, flat = len(square), square.ravel()
    total = np.zeros(len(labels))
    # Small numbers: NumPy sorts them in one pass.
    small = labels.astype(np.uint8 if len(sizes) < 256 else np.int64)
    for at in range(0, len(labels), _ROWS):
        members = np.ascontiguousarray(np.argsort(small[at : at + _ROWS], axis=1, kind="stable").T)
        rows = members * n
        end = 0
        for size in sizes:
            start, end = end, end + size
            inside = np.zeros(members.shape[1])
            for person in range(start + 1, end):
                inside += flat.take(rows[start:person] + members[person]).sum(axis=0)
            total[at : at + _ROWS] += inside / size
    return total


def _multiply(
    square: Floats, labels: NDArray[np.integer], sizes: tuple[int, ...], *, number: type[np.float32 | np.float64] = np.float64
) -> Floats:
    """By 2 SS_W = sum over functions of (1_g' C 1_g) / n_g - tr C, C the doubly centred square: the largest function needs no product.

    Rows of C add up to 0, so that the form of one function is that of all the others together.
    """
    n = len(square)
    means = square.mean(axis=0)
    centred = square - means - means[:, np.newaxis] + means.mean()
    trace = float(np.trace(centred))
    centred = centred.astype(number)
    *smaller, largest = sorted(range(len(sizes)), key=lambda g: sizes[g])
    total = np.empty(len(labels))
    # Products this small stay on one thread; somewhat larger ones wake the others, which then idle at full load.
    step = 1_000 if n >= _LARGE else max(1, 200_000 // (n * n))
    for at in range(0, len(labels), step):
        part = labels[at : at + step]
        forms = np.zeros(len(part))
        others, products = np.zeros(part.shape, dtype=number), np.zeros(part.shape, dtype=number)
        for g in smaller:
            inside = (part == g).astype(number)
            product = inside @ centred
            forms += np.einsum("ij,ij->i", product, inside) / sizes[g]
            others += inside
            products += product
        total[at : at + step] = forms + np.einsum("ij,ij->i", products, others) / sizes[largest]
    return np.asarray((total - trace) / 2)
