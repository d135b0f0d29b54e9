"""Plain data read as arrays, and the pairs of a symmetric matrix.

Missing is `None` or NaN on the way in and NaN inside a matrix; single numbers that cannot be known leave the engine as None.
"""

from functools import lru_cache
from math import isnan

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def read_vector(values: ArrayLike) -> Floats:
    """Read one list of numbers as shape (k,); None and anything that is not finite become NaN.

    >>> read_vector([1, None, 3]).tolist()
    [1.0, nan, 3.0]
    """
    vector = np.array(values, dtype=np.float64).reshape(-1)
    vector[~np.isfinite(vector)] = np.nan
    return vector


def read_matrix(values: ArrayLike) -> Floats:
    """Read rows of numbers as shape (n, k); None and anything that is not finite become NaN; no rows give (0, 0).

    >>> read_matrix([]).shape, read_matrix([[1, None]]).tolist()
    ((0, 0), [[1.0, nan]])
    """
    matrix = np.array(values, dtype=np.float64)
    if matrix.ndim != 2:
        matrix = matrix.reshape(len(matrix), -1) if matrix.size else np.zeros((0, 0))
    matrix[~np.isfinite(matrix)] = np.nan
    return matrix


@lru_cache(maxsize=32)
def pair_places(n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the cells i < j of an n x n matrix, row by row, (n(n-1)/2,) each. Shared by everybody who asks.

    >>> [places.tolist() for places in pair_places(3)]
    [[0, 0, 1], [1, 2, 2]]
    """
    rows, columns = np.triu_indices(n, 1)
    rows.setflags(write=False)
    columns.setflags(write=False)
    return rows, columns


def pair_values(matrix: Floats) -> Floats:
    """The cells i < j of a symmetric n x n matrix, row by row, shape (n(n-1)/2,). Unknown pairs stay NaN.

    >>> pair_values(np.array([[0.0, 1.0, 2.0], [1.0, 0.0, 3.0], [2.0, 3.0, 0.0]])).tolist()
    [1.0, 2.0, 3.0]
    """
    return matrix[pair_places(len(matrix))]


def mean_over_pairs(matrix: Floats) -> float | None:
    """The mean of the known pairs of a symmetric n x n matrix; None where no pair is known (n = 0, 1 among them).

    >>> mean_over_pairs(np.array([[0.0, 1.0, np.nan], [1.0, 0.0, 3.0], [np.nan, 3.0, 0.0]]))
    2.0
    """
    return mean_of_known(pair_values(matrix))


def mean_of_known(values: Floats) -> float | None:
    """The mean of what is not missing; None where nothing is known.

    >>> mean_of_known(np.array([1.0, np.nan, 2.0])), mean_of_known(np.array([np.nan]))
    (1.5, None)
    """
    known = values[~np.isnan(values)]
    return float(np.add.reduce(known)) / known.size if known.size else None


def name_missing(values: Floats) -> tuple[float | None, ...]:
    """A vector as plain numbers, with None for NaN: the form in which it leaves the engine.

    >>> name_missing(np.array([1.0, np.nan]))
    (1.0, None)
    """
    return tuple(None if isnan(value) else value for value in values.tolist())
