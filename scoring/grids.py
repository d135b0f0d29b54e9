"""What may be said of a protected item without giving away anybody's answer: a level band and a divergence band, in words.

Bands are fixed beforehand and computed in whole numbers. A grid is used only where an exhaustive walk through all answers that
n people can give shows that an insider, who knows the own answer and reads the bands, is left with at least two possible answers
of every colleague; from eight people on also two insiders who tell each other theirs (decision 27). Which grid is used depends
on n and m alone, never on the answers.
"""

from functools import lru_cache
from itertools import combinations_with_replacement
from math import comb

import numpy as np
from msgspec import Struct

from scoring.released import Bands

# Divergence is 1 - r*_wg: 0 identical, 1 random. Edges in twelfths, so that comparing needs no fractions.
_EDGES = {2: (8,), 3: (5, 12)}
_DIVERGENCE = {2: ("close together", "far apart"), 3: ("close together", "some way apart", "far apart")}
_LEVEL = ("lower half", "upper half")
TWO_INSIDERS_FROM = 8
_WALKED = 400_000  # combinations of others' answers that are walked through; more people leave an insider less certain, not more


class Grid(Struct, frozen=True):
    """How many level bands and divergence bands."""

    levels: int
    divergences: int


def band_numbers(total: int, squares: int, n: int, m: int, grid: Grid) -> tuple[int, int]:
    """(level band, divergence band) of n answers 1..m with this sum and sum of squares."""
    level = 0 if grid.levels == 1 else int(2 * total > n * (m + 1))
    return level, divergence_number(n * squares - total * total, n * (n - 1) // 2, m, grid.divergences)


def divergence_number(square_differences: int, pairs: int, m: int, divergences: int) -> int:
    """Band of the summed squared differences of `pairs` pairs; their chance value is pairs (m^2 - 1) / 6."""
    return sum(12 * 6 * square_differences > edge * pairs * (m * m - 1) for edge in _EDGES[divergences])


@lru_cache(maxsize=512)
def is_safe(n: int, m: int, grid: Grid) -> bool:
    """Whether at least two answers of every colleague stay possible, whatever n people answer: for one insider, from eight for two."""
    insiders = 2 if n >= TWO_INSIDERS_FROM else 1
    seen: dict[tuple[tuple[int, ...], int, int], set[int]] = {}
    known = list(combinations_with_replacement(range(1, m + 1), insiders))
    for others in combinations_with_replacement(range(1, m + 1), n - 1 - insiders):
        for own in known:
            total, squares = sum(others) + sum(own), sum(x * x for x in others) + sum(x * x for x in own)
            for target in range(1, m + 1):
                bands = band_numbers(total + target, squares + target * target, n, m, grid)
                seen.setdefault((own, *bands), set()).add(target)
    return all(len(targets) >= 2 for targets in seen.values())


def _walk(n: int, m: int) -> int:
    """How many combinations `is_safe` walks through."""
    insiders = 2 if n >= TWO_INSIDERS_FROM else 1
    return comb(n - 1 - insiders + m - 1, m - 1) * comb(insiders + m - 1, m - 1) * m


@lru_cache(maxsize=512)
def grid_for(n: int, m: int) -> Grid | None:
    """The finest grid allowed for n people and m levels: 2 x 3 from five people, 2 x 2 for four, or coarser; None: nothing."""
    walked = n
    while walked > 5 and _walk(walked, m) > _WALKED:
        walked -= 1
    for grid in (Grid(2, 3), Grid(2, 2), Grid(1, 2)):
        if n < 4 or (grid.divergences == 3 and n < 5):
            continue
        if is_safe(walked, m, grid):
            return grid
    return None


def bands_of(levels: list[int], m: int) -> Bands | None:
    """The bands of one item answered by at least four people; None where no grid is safe."""
    grid = grid_for(len(levels), m) if len(levels) >= 4 else None
    if grid is None:
        return None
    level, divergence = band_numbers(sum(levels), sum(x * x for x in levels), len(levels), m, grid)
    return Bands(level=_LEVEL[level] if grid.levels == 2 else "", divergence=_DIVERGENCE[grid.divergences][divergence])


def overall_band(items: list[tuple[list[int], int]]) -> Bands | None:
    """One divergence band over several items (levels, m) together: all that a team of three is told."""
    chance = 0.0
    found = 0.0
    for levels, m in items:
        n = len(levels)
        if n < 2:
            continue
        found += float(n * sum(x * x for x in levels) - sum(levels) ** 2) * 6 / (m * m - 1)
        chance += n * (n - 1) / 2
    if not chance:
        return None
    number = int(np.searchsorted([edge / 12 for edge in _EDGES[3]], round(found / chance, 9)))
    return Bands(level="", divergence=_DIVERGENCE[3][number])
