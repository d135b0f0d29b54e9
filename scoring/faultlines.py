"""Faultlines: how cleanly a team comes apart along what its members are, and whether two ways of parting it are one.

`attributes` has one column an attribute (function, site, tenure), each with n values: words or numbers, None where unknown.
For two attributes and more, and never read without its chance level: with few people some split is always nearly clean.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from scoring.pairs import Floats, read_vector
from scoring.results import Status
from scoring.splits import EXACT_UP_TO, all_cuts

Attribute = Sequence[str | float | None]
SHUFFLES = 999  # of the attributes: a split of fifteen people is dear


class Faultline(Struct, frozen=True, kw_only=True):
    """The cleanest split. `strength` (Fau) is the share of the attributes' spread that lies between its sides, 0 to 1.

    `members` are the places of the smaller side; with several equal splits that of the smallest, then first, members. `chance` is
    the mean strength when every attribute is dealt out anew, `p` how often it is then as large (`p_min` the least that can be).
    """

    strength: float | None = None
    members: tuple[int, ...] = ()
    chance: float | None = None
    p: float | None = None
    p_min: float | None = None
    n: int = 0
    status: Status = "ok"


def attribute_distances(attributes: Sequence[Attribute]) -> Floats:
    """Squared distance of each two people, summed over the attributes, shape (n, n).

    Two different words are 1 apart (dummy variables over the square root of 2), numbers their squared difference over the sample
    variance; an attribute that does not vary adds 0. NaN where either has an attribute unknown. 0: alike, up means different.

    >>> attribute_distances([["sales", "sales", "finance"], [1, 3, 5]]).tolist()
    [[0.0, 1.0, 5.0], [1.0, 0.0, 2.0], [5.0, 2.0, 0.0]]
    """
    n = len(attributes[0]) if attributes else 0
    total = np.zeros((n, n))
    for column in attributes:
        total += _distances_of_one(column)
    return total


def faultline(attributes: Sequence[Attribute], *, rng: Generator | None = None, draws: int = SHUFFLES) -> Faultline:
    """Fau = the largest SS_between / SS_total over all splits into two, from `attribute_distances`.

    It equals the best PERMANOVA R2 over all splits. Up means a cleaner split. Chance is far from 0 and falls with n and with the
    number of attributes, so `chance` and p = (b + 1)/(B + 1) come with it where `rng` is given. People with an unknown attribute
    are left out. Fewer than three people or two attributes: `too_few`; nobody differs: `no_variation`; more than 16 people are
    not searched: `not_testable`. Thatcher, Jehn & Zanutto (2003), Group Decision and Negotiation 12:217, give 1 to:

    >>> found = faultline([["white", "white", "black", "black"], ["man", "man", "woman", "woman"]])
    >>> found.strength, found.members
    (1.0, (2, 3))
    """
    kept = [row for row in range(len(attributes[0]) if attributes else 0) if all(_known(column[row]) for column in attributes)]
    columns = [[column[row] for row in kept] for column in attributes]
    n = len(kept)
    if n < 3 or len(columns) < 2:
        return Faultline(n=n, status="too_few")
    if n > EXACT_UP_TO:
        return Faultline(n=n, status="not_testable")
    own = [_distances_of_one(column) for column in columns]
    square = np.sum(own, axis=0)
    if square.max() <= 0:
        return Faultline(n=n, status="no_variation")
    strengths = _strengths(square[np.newaxis])[0]
    best = np.flatnonzero(np.round(strengths, 9) == np.round(strengths.max(), 9))
    sides = _splits(n)[best]
    smaller = np.where((sides.sum(axis=1) * 2 > n)[:, np.newaxis], ~sides, sides)
    # With sides of one size, the one without the first person.
    members = min((tuple(np.flatnonzero(side).tolist()) for side in smaller), key=lambda side: (len(side), side))
    strength = float(strengths.max())
    found = Faultline(strength=strength, members=tuple(kept[place] for place in members), n=n)
    if rng is None:
        return found
    order = rng.permuted(np.broadcast_to(np.arange(n), (draws, len(own), n)), axis=2)
    shuffled = np.sum([one[order[:, place, :, np.newaxis], order[:, place, np.newaxis, :]] for place, one in enumerate(own)], axis=0)
    step = max(1, (1 << 18) >> (n - 1))  # some megabytes at a time
    reached = np.concatenate([_strengths(shuffled[at : at + step]).max(axis=1) for at in range(0, draws, step)])
    as_strong = int(np.count_nonzero(np.round(reached, 9) >= round(strength, 9)))
    return Faultline(
        strength=strength,
        members=found.members,
        chance=float(reached.mean()),
        p=(as_strong + 1) / (draws + 1),
        p_min=1 / (draws + 1),
        n=n,
    )


def _known(value: str | float | None) -> bool:
    return value is not None and value not in ("", float("inf"), float("-inf")) and value == value  # noqa: PLR0124  NaN differs from itself


def _distances_of_one(column: Attribute) -> Floats:
    known = np.array([_known(value) for value in column], dtype=bool)
    numbers = [value for value in column if not isinstance(value, str)]
    if len(numbers) == len(column):
        value = read_vector(np.array(numbers, dtype=np.float64))
        spread = float(value[known].var(ddof=1)) if known.sum() > 1 else 0.0
        return np.asarray((value[:, np.newaxis] - value) ** 2 / (spread if spread > 0 else 1.0), dtype=np.float64)
    _, code = np.unique([str(value) for value in column], return_inverse=True)
    apart = (code[:, np.newaxis] != code).astype(np.float64)
    return np.where(known[:, np.newaxis] & known, apart, np.nan)


@lru_cache(maxsize=EXACT_UP_TO)
def _splits(n: int) -> NDArray[np.bool_]:
    """Who stands apart from person 0 in each split, in the order of `all_cuts`; the first is no split."""
    apart = (np.arange(1 << (n - 1))[:, np.newaxis] >> np.arange(n - 1)) & 1
    return np.column_stack([np.zeros(len(apart), dtype=bool), apart.astype(bool)])


def _strengths(square: ArrayLike) -> Floats:
    """SS_between / SS_total of every split, shape (T, 2^(n-1)), of squared distances (T, n, n); 0 where nobody differs.

    The distances within one side are half of what its members' rows hold beside the cut.
    """
    matrix = np.asarray(square, dtype=np.float64)
    n = matrix.shape[1]
    cut, rows, sides = all_cuts(matrix), matrix.sum(axis=2), _splits(n).astype(np.float64)
    apart = sides.sum(axis=1)
    there = rows @ sides.T
    total = rows.sum(axis=1, keepdims=True)
    inside = (there - cut) / 2 / np.maximum(apart, 1) + (total - there - cut) / 2 / (n - apart)
    whole = total / 2 / n
    return np.asarray(np.where(whole > 0, 1 - inside / np.where(whole > 0, whole, 1.0), 0.0), dtype=np.float64)
