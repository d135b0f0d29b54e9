"""The deepest split: the two-way division of a team whose sides disagree most, exact up to 16 people."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from scoring.design import Bools, Floats

EXACT_UP_TO = 16
_WRITTEN_UP_TO = 12  # people up to which all divisions of one team are written down: a dozen calls in place of a hundred
_CELLS_OF_PAIRS = 1 << 18  # the same of the leaner enumeration
_CELLS = 1 << 19  # values held at once while many teams are enumerated: stays within the processor's cache


def pairs_across(n: int) -> int:
    """floor(n^2 / 4): the number of pairs across an even split, by which every cut is divided."""
    return n * n // 4


def all_cuts(delta: Floats) -> Floats:
    """Sum of delta across each of the 2^(n-1) divisions, by adding one person at a time.

    delta: (T, n, n), symmetric. Returns (T, 2^(n-1)): bit k-1 of the column says whether person k stands apart from person 0.
    Work grows as 2^n, not as 2^n n^2: a cut with one more person differs from a known one by that person's links only.
    """
    teams, n, _ = delta.shape
    cuts = np.zeros((teams, 1 << (n - 1)))
    links = np.empty((teams, 1 << max(n - 2, 0)))
    for k in range(1, n):
        half = 1 << (k - 1)
        links[:, 0] = 0.0
        for i in range(1, k):
            width = 1 << (i - 1)
            np.add(links[:, :width], delta[:, i, k, None], out=links[:, width : 2 * width])
        to_all = delta[:, :k, k].sum(axis=1)[:, None]
        np.subtract(cuts[:, :half], links[:, :half], out=cuts[:, half : 2 * half])
        cuts[:, half : 2 * half] += to_all
        cuts[:, :half] += links[:, :half]
    return cuts


@lru_cache(maxsize=_WRITTEN_UP_TO + 1)
def _divisions(n: int) -> Floats:
    """Who stands apart from person 0 in each of the divisions, (2^(n-1), n) of 0 and 1, in the order of `all_cuts`."""
    apart = np.zeros((1 << (n - 1), n))
    apart[:, 1:] = np.arange(len(apart))[:, None] >> np.arange(n - 1) & 1
    apart.setflags(write=False)
    return apart


def _cuts_of_one(delta: Floats) -> Floats:
    """`all_cuts` of a single team. delta: (n, n). Returns (2^(n-1),)."""
    if len(delta) > _WRITTEN_UP_TO:
        return np.asarray(all_cuts(delta[None])[0])
    apart = _divisions(len(delta))
    cuts: Floats = ((apart @ delta) * (1 - apart)).sum(axis=1)
    return cuts


def largest_cuts_of_pairs(pairs: Floats, n: int) -> Floats:
    """The largest cut over floor(n^2/4) of many teams of n, exact; pairs: (n (n-1) / 2, T), as `np.triu_indices` lists them.

    `all_cuts` with the teams side by side, so that every step runs along them. The last person's divisions are not
    written down: of c + l and c - l + t the larger is c + t/2 + |l - t/2|.
    """
    teams = pairs.shape[1]
    if n < 2:
        return np.zeros(teams)
    place = np.zeros((n, n), dtype=np.intp)
    place[np.triu_indices(n, 1)] = np.arange(len(pairs))
    step = max(32, _CELLS_OF_PAIRS >> (n - 2))  # shorter rows cost more in calls than the cache gives
    cuts = np.empty((1 << (n - 2), min(step, teams)))
    links = np.empty_like(cuts)
    found = np.empty(teams)
    for at in range(0, teams, step):
        part = pairs[:, at : at + step]
        here, link = cuts[:, : part.shape[1]], links[:, : part.shape[1]]
        here[0] = 0.0
        for k in range(1, n):
            half = 1 << (k - 1)
            link[0] = 0.0
            for i in range(1, k):
                width = 1 << (i - 1)
                np.add(link[:width], part[place[i, k]], out=link[width : 2 * width])
            to_all = part[place[:k, k]].sum(axis=0)
            if k < n - 1:
                np.subtract(here[:half], link[:half], out=here[half : 2 * half])
                here[half : 2 * half] += to_all
                here[:half] += link[:half]
            else:
                link -= to_all / 2
                np.abs(link, out=link)
                link += here
                found[at : at + step] = link.max(axis=0) + to_all / 2
    return found / pairs_across(n)


def _climb(delta: Floats, sides: Floats) -> tuple[Floats, Floats]:
    """Flip one person at a time while the cut grows. delta (T, n, n), sides (T, S, n) of +-1; returns the cuts (T, S) and sides."""
    teams, starts, n = sides.shape
    field = sides @ delta
    row = np.repeat(np.arange(teams), starts)
    flat = sides.reshape(-1, n).copy()
    pull = field.reshape(-1, n).copy()
    active = np.arange(len(flat))
    for _ in range(20 * n):
        gains = flat[active] * pull[active]
        best = gains.argmax(axis=1)
        active_best = gains[np.arange(len(active)), best] > 1e-12
        active, best = active[active_best], best[active_best]
        if not len(active):
            break
        side = flat[active, best]
        pull[active] -= 2 * side[:, None] * delta[row[active], best]
        flat[active, best] = -side
    found = flat.reshape(teams, starts, n)
    total = delta.sum(axis=(-1, -2))[:, None]
    return (total - np.einsum("tsi,tsi->ts", found @ delta, found)) / 4, found


def _starts(delta: Floats, starts: int) -> Floats:
    """First guesses (T, starts + 1, n): the sign of the leading eigenvector of the doubly centred matrix, then seeded ones.

    Thirty steps of power iteration do for a guess, at a hundredth of the cost of a full decomposition.
    """
    teams, n, _ = delta.shape
    centred = -(delta - delta.mean(-1, keepdims=True) - delta.mean(-2, keepdims=True) + delta.mean((-1, -2), keepdims=True)) / 2
    rng = np.random.default_rng(n)  # the same starts for every team of this size: nothing depends on when it is asked
    vector = np.repeat(rng.standard_normal((1, n, 1)), teams, axis=0)
    for _ in range(30):
        vector = centred @ vector
        length = np.abs(vector).max(axis=1, keepdims=True)
        vector /= np.where(length > 0, length, 1.0)
    leading = vector[:, :, 0]
    seeded = rng.integers(0, 2, (1, starts, n)).repeat(teams, axis=0) * 2.0 - 1.0
    return np.concatenate([np.where(leading >= 0, 1.0, -1.0)[:, None, :], seeded], axis=1)


def largest_cuts(delta: Floats, *, starts: int = 4) -> Floats:
    """The largest cut over floor(n^2/4) of each of many teams (T, n, n); exact up to 16 people, else local search."""
    teams, n, _ = delta.shape
    if n < 2:
        return np.zeros(teams)
    if n <= EXACT_UP_TO:
        step = max(1, _CELLS >> (n - 1))
        found = [all_cuts(delta[at : at + step]).max(axis=1) for at in range(0, teams, step)]
        return np.concatenate(found) / pairs_across(n)
    cuts: Floats = _climb(delta, _starts(delta, starts))[0].max(axis=1)
    return cuts / pairs_across(n)


@dataclass(frozen=True)
class Cut:
    """`value`: largest cut over floor(n^2/4). `side`: (n,) of 0 and 1, respondent 0 is 1. `exact`: enumerated, not searched.

    `every`: the sums across all divisions where they were enumerated, as `all_cuts` gives them.
    """

    value: float
    side: tuple[int, ...]
    exact: bool
    every: Floats | None = field(default=None, compare=False, repr=False)


def _preferred(candidates: Bools) -> tuple[int, ...]:
    """Among equal splits the one with the smallest side, then the lexicographically largest vector (decision 57)."""
    n = candidates.shape[1]
    rows = [tuple(int(v) for v in row) for row in candidates]
    return min(rows, key=lambda row: (min(sum(row), n - sum(row)), tuple(-v for v in row)))


def deepest_split(delta: Floats) -> Cut:
    """The deepest split of one team. delta: (n, n), symmetric, zero diagonal, n >= 2."""
    n = len(delta)
    if n <= EXACT_UP_TO:
        cuts = _cuts_of_one(delta)
        most = cuts[1:].max()
        # Rounded before comparing: sums in another order differ in the last bits. What is further off need not be rounded.
        largest = np.flatnonzero(cuts[1:] >= most - 2e-9) + 1
        largest = largest[np.round(cuts[largest], 9) == np.round(most, 9)]
        apart = ((largest[:, None] >> np.arange(n - 1)) & 1).astype(np.bool_)
        side = _preferred(np.column_stack([np.ones(len(largest), dtype=np.bool_), ~apart]))
        return Cut(float(most) / pairs_across(n), side, exact=True, every=cuts)
    cuts, sides = _climb(delta[None], _starts(delta[None], 15))
    best = sides[0][np.round(cuts[0], 9) == np.round(cuts[0].max(), 9)]
    side = _preferred(best * best[:, :1] > 0)
    return Cut(float(cuts.max()) / pairs_across(n), side, exact=False)


def cuts_without_each(delta: Floats, side: tuple[int, ...], every: Floats | None = None) -> Floats:
    """The largest cut of the team without person i, for each i (n,), over floor((n-1)^2/4).

    every: the cuts of the whole team, where they are known. Above 17 people the search starts from the whole team's split.
    """
    n = len(delta)
    if n <= 2:
        return np.zeros(n)
    if n - 1 <= EXACT_UP_TO:
        return _exact_without_each(delta, _cuts_of_one(delta) if every is None else every) / pairs_across(n - 1)
    return _climb_without_each(delta, np.asarray(side) * 2.0 - 1.0) / pairs_across(n - 1)


def _exact_without_each(delta: Floats, cuts: Floats) -> Floats:
    """From the cuts of the whole team: with person i on either side they add up to twice the cut without i, and all links of i."""
    n = len(delta)
    found = np.empty(n)
    # Person 0 changes sides where all the others do.
    found[0] = (cuts + cuts[::-1]).max()
    for i in range(1, n):
        by_side = cuts.reshape(-1, 2, 1 << (i - 1))
        found[i] = (by_side[:, 0] + by_side[:, 1]).max()
    # Who differs from nobody leaves rounding behind where nothing is left.
    return np.asarray(np.maximum((found - delta.sum(axis=1)) / 2, 0.0))


def _climb_without_each(delta: Floats, whole: Floats) -> Floats:
    """`_climb` for n teams that share one matrix: a person who is left out stands on side 0, neither 1 nor -1. whole: (n,) of +-1."""
    n = len(delta)
    sides = np.where(np.eye(n, dtype=np.bool_), 0.0, whole)
    pull = sides @ delta
    active = np.arange(n)
    for _ in range(20 * n):
        gains = sides[active] * pull[active]
        best = gains.argmax(axis=1)
        growing = gains[np.arange(len(active)), best] > 1e-12
        active, best = active[growing], best[growing]
        if not len(active):
            break
        side = sides[active, best]
        pull[active] -= 2 * side[:, None] * delta[best]
        sides[active, best] = -side
    links = delta.sum(axis=1)
    found: Floats = (links.sum() - 2 * links - np.einsum("ij,ij->i", sides @ delta, sides)) / 4
    return found
