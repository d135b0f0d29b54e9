"""Who and what enters the index: people who answered enough, blocks that were answered with some thought (decisions 51, 54)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from scoring.coding import Coded
from scoring.design import Bools, Floats
from scoring.results import BLOCKS
from scoring.thresholds import SECONDS_A_RATING

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


def gave_one_level(x: Floats) -> Bools:
    """Who gave every rating of x (n, J) the same level, over at least eight items, (n,)."""
    known = ~np.isnan(x)
    high = np.where(known, x, -np.inf).max(axis=1, initial=-np.inf)
    low = np.where(known, x, np.inf).min(axis=1, initial=np.inf)
    return np.asarray((known.sum(axis=1) >= STRAIGHT_FROM) & (high == low), dtype=np.bool_)


def all_one_level(x: Floats, straight: Bools) -> bool:
    """Whether all people gave all ratings one and the same level: agreement, which screening would take away."""
    return bool(len(x)) and bool(straight.all()) and bool(np.nanmax(x, initial=-np.inf) == np.nanmin(x, initial=np.inf))


def straight_lining(coded: Coded) -> Bools:
    """Who gave every rating the same level, over at least eight items, (n,); nobody where all people's ratings are identical."""
    straight = gave_one_level(coded.ratings)
    return straight & (not all_one_level(coded.ratings, straight))


def near_equal_split(rows: Floats) -> Bools:
    """Whose shares (n, q) are near the equal split, (n,)."""
    away = np.abs(rows - 1 / rows.shape[1]).sum(axis=1) / 2
    return np.asarray(~np.isnan(away) & (np.round(np.nan_to_num(away, nan=1.0), 9) < FLAT_BELOW), dtype=np.bool_)


def all_one_split(rows: Floats) -> bool:
    """Whether all allocations of rows (n, q) are the same, and there is one."""
    known = rows[~np.isnan(rows[:, 0])]
    return bool(len(known)) and bool((np.abs(known - known[0]) < 1e-9).all())


def flat(rows: Floats) -> Bools:
    """Whose shares (n, q) are near the equal split, (n,); nobody where all allocations are identical."""
    return near_equal_split(rows) & (not all_one_split(rows))


def too_fast(coded: Coded, paces: Mapping[str, float], floor: float) -> Bools:
    """Who rated in fewer than `floor` seconds an item, (n,); nobody without a time, and nobody where all people's ratings are identical.

    paces: id -> seconds an item, as `paces_of` gives them.
    """
    given = ~np.isnan(coded.ratings).all(axis=1) if coded.ratings.shape[1] else np.zeros(len(coded.ids), dtype=np.bool_)
    fast = given & np.array([round(paces.get(id_, np.inf), 9) < floor for id_ in coded.ids], dtype=np.bool_)
    return fast & (not _all_identical(coded.ratings[given]))


def _all_identical(x: Floats) -> bool:
    """Whether all rows of x (n, J) hold the same answers and the same open cells."""
    return len(x) > 0 and bool((np.nan_to_num(x) == np.nan_to_num(x[:1])).all())


def screen(coded: Coded, paces: Mapping[str, float] | None = None, *, floor: float = SECONDS_A_RATING) -> Screened:
    """Leaves out people who do not count, and blocks of a person that were answered without distinction or in no time.

    paces: id -> seconds a rating item, of those whose time was kept; below `floor` nobody reads what is asked.
    """
    kept = coded.rows(counting(coded))
    straight, fast = straight_lining(kept), too_fast(kept, paces or {}, floor)
    ratings = kept.ratings.copy()
    ratings[straight | fast] = np.nan
    void = ["ratings"] if 2 * (straight | fast).sum() > len(straight) else []
    flags = {
        "straight_lining": tuple(id_ for id_, flagged in zip(kept.ids, straight, strict=True) if flagged),
        "too_fast": tuple(id_ for id_, flagged in zip(kept.ids, fast, strict=True) if flagged),
    }
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
