"""Random answers of many shapes, for comparing with software that knows nothing of this engine."""

from collections.abc import Iterator

import numpy as np

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def tables(seeds: int, *, people: tuple[int, int] = (2, 15), items: tuple[int, int] = (1, 30), missing: bool = False) -> Iterator[Floats]:
    """Tables of people x items, levels 1..m with m from 2 to 10, some with a common opinion; every second one with gaps if asked."""
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        n, j, levels = rng.integers(people[0], people[1] + 1), rng.integers(items[0], items[1] + 1), rng.integers(2, 11)
        table = rng.integers(1, levels + 1, size=(n, j)).astype(np.float64)
        shared = rng.integers(1, levels + 1, size=j)
        table = np.where(rng.random((n, j)) < rng.choice([0.0, 0.3, 0.8]), shared, table)
        if missing and seed % 2:
            table[rng.random((n, j)) < rng.choice([0.1, 0.4])] = np.nan
        yield table


def rankings(seeds: int, *, people: tuple[int, int] = (2, 15), options: tuple[int, int] = (3, 14)) -> Iterator[Floats]:
    """Rankings of people x options: whole orders, top lists with the rest tied, and coarse scores, in turn."""
    for seed in range(seeds):
        rng = np.random.default_rng(1_000 + seed)
        n, m = rng.integers(people[0], people[1] + 1), rng.integers(options[0], options[1] + 1)
        order = np.argsort(np.argsort(rng.normal(size=(n, m)) + rng.choice([0, 1, 3]) * rng.normal(size=m), axis=1), axis=1) + 1.0
        yield (order, np.minimum(order, 4), np.ceil(order / 2))[seed % 3]


def functions_of(n: int, rng: np.random.Generator, functions: int) -> list[str]:
    """Functions of uneven size for n people, each with one person at least."""
    names = [*range(functions), *rng.integers(0, functions, n - functions).tolist()]
    return [f"function {name}" for name in rng.permutation(names)]
