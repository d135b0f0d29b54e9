"""Who and what enters the index: people who answered enough, blocks that were answered with some thought (decisions 51, 54)."""

from dataclasses import dataclass, replace

import numpy as np

from scoring.coding import Coded
from scoring.design import Bools
from scoring.results import BLOCKS

STRAIGHT_FROM = 8  # rating items with one and the same answer
FLAT_BELOW = 0.05  # total variation from the equal split


@dataclass(frozen=True)
class Screened:
    """The answers that enter the index. `flags`: rule -> ids. `void`: blocks that most people answered without distinction."""

    coded: Coded
    flags: dict[str, tuple[str, ...]]
    void: tuple[str, ...]


def counting(coded: Coded) -> Bools:
    """Who counts, (n,): those whose answered blocks carry at least half of the weight of the blocks that they were asked.

    A block is answered where at least half of the items asked of that person are.
    """
    weights = dict(zip(BLOCKS, coded.design.weights, strict=True))
    whole = np.zeros(len(coded.ids))
    given = np.zeros(len(coded.ids))
    for block in BLOCKS:
        asked, answered = coded.asked[block].sum(axis=1), coded.answered[block].sum(axis=1)
        whole += weights[block] * (asked > 0)
        given += weights[block] * ((asked > 0) & (2 * answered >= asked))
    # Rounded: sums of decimal weights must not decide about a person.
    return (np.round(given, 9) >= np.round(whole / 2, 9)) & (given > 0)


def straight_lining(coded: Coded) -> Bools:
    """Who gave every rating the same level, over at least eight items, (n,); nobody where all people's ratings are identical."""
    x = coded.ratings
    known = ~np.isnan(x)
    high = np.where(known, x, -np.inf).max(axis=1, initial=-np.inf)
    low = np.where(known, x, np.inf).min(axis=1, initial=np.inf)
    straight: Bools = (known.sum(axis=1) >= STRAIGHT_FROM) & (high == low)
    identical = bool((high.max(initial=-np.inf) == low.min(initial=np.inf)) and straight.all())
    return straight & (not identical)


def flat(rows: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Bools:
    """Whose shares (n, q) are near the equal split, (n,); nobody where all allocations are identical."""
    away = np.abs(rows - 1 / rows.shape[1]).sum(axis=1) / 2
    near: Bools = ~np.isnan(away) & (np.round(np.nan_to_num(away, nan=1.0), 9) < FLAT_BELOW)
    known = rows[~np.isnan(away)]
    identical = bool(len(known)) and bool((np.abs(known - known[0]) < 1e-9).all())
    return near & (not identical)


def screen(coded: Coded) -> Screened:
    """Leaves out people who do not count, and blocks of a person that were answered without distinction."""
    kept = coded.rows(counting(coded))
    straight = straight_lining(kept)
    ratings = kept.ratings.copy()
    ratings[straight] = np.nan
    void = ["ratings"] if 2 * straight.sum() > len(straight) else []
    flags = {"straight_lining": tuple(id_ for id_, flagged in zip(kept.ids, straight, strict=True) if flagged)}
    allocations = []
    levelled = np.zeros(len(kept.ids), dtype=np.bool_)
    answered = np.zeros(len(kept.ids), dtype=np.bool_)
    for rows in kept.allocations:
        near = flat(rows)
        answered |= ~np.isnan(rows[:, 0])
        levelled |= near
        allocations.append(np.where(near[:, None], np.nan, rows))
    if 2 * levelled.sum() > answered.sum():
        void.append("allocation")
    flags["flat_allocation"] = tuple(id_ for id_, flagged in zip(kept.ids, levelled, strict=True) if flagged)
    screened = replace(kept, ratings=ratings, allocations=tuple(allocations))
    return Screened(screened, {rule: ids for rule, ids in flags.items() if ids}, tuple(void))
