"""Top lists as sets: how many picks two people share, against what chance gives.

`picks` is one sequence of options per respondent, None or empty where somebody named nothing; such a person is in no pair.
`options` is M, or the options themselves.
"""

from collections.abc import Hashable, Sequence
from math import comb, perm, sqrt

import numpy as np
from msgspec import Struct

from scoring.pairs import Floats, mean_over_pairs, pair_values
from scoring.priorities import Picks, picked
from scoring.results import Status


class Overlap(Struct, frozen=True, kw_only=True):
    """How far top lists agree over all pairs. All but `shared` are 0..1, up means agreement; `corrected` is 0 at chance, 1 identical.

    `shared` is the mean number of common picks, `overlap` their share of the shorter list, `identical` the share of pairs with
    the same set (an explanation, never a trend). `uneven` says that lists differ in length.
    """

    shared: float | None = None
    overlap: float | None = None
    jaccard: float | None = None
    identical: float | None = None
    corrected: float | None = None
    uneven: bool = False
    n: int = 0
    n_pairs: int = 0
    status: Status = "ok"


class OverlapNull(Struct, frozen=True, kw_only=True):
    """Two random lists of t out of M: `p[a]` = probability of a common picks, and what follows from it."""

    p: tuple[float, ...] = ()
    overlap: float | None = None
    overlap_sd: float | None = None
    jaccard: float | None = None
    same_set: float | None = None
    same_order: float | None = None
    status: Status = "ok"


def common_picks(picks: Picks, *, options: int | Sequence[Hashable]) -> Floats:
    """The number of picks that each two people share, shape (n, n), own list length on the diagonal; NaN where one named nothing.

    >>> common_picks([[0, 1, 2], [1, 0, 4], None], options=12)[0].tolist()
    [3.0, 2.0, nan]
    """
    chosen = picked(picks, options=options)
    named = chosen.sum(axis=1) > 0
    return np.where(named[:, np.newaxis] & named, chosen @ chosen.T, np.nan)


def overlap_pairs(picks: Picks, *, options: int | Sequence[Hashable]) -> Floats:
    """|T_i and T_j| / min(t_i, t_j) of each two people, shape (n, n), 0 to 1; NaN where one named nothing.

    Up means agreement; t/M is expected of random lists of t out of M.

    >>> overlap_pairs([[0, 1, 2], [1, 0, 4]], options=12)[0, 1].round(4).item()
    0.6667
    """
    common = common_picks(picks, options=options)
    length = np.diag(common)
    return common / np.minimum(length[:, np.newaxis], length)


def measure_overlap(picks: Picks, *, options: int | Sequence[Hashable]) -> Overlap:
    """Overlap, Jaccard, identical sets and the corrected overlap (o - t/M) / (1 - t/M) over all pairs.

    For lists of one length `corrected` equals the mean tie-corrected Spearman of their mid-ranks. Lists of different length are
    compared on the shorter one, with the longer one's t for chance. Fewer than two lists: `too_few`, two are one pair; lists that name
    every option leave `corrected` None with `no_variation`. Jaccard (1901) is |T_i and T_j| / |T_i or T_j|; its mean mixes level
    and spread, so it is not averaged over teams.

    >>> found = measure_overlap([[0, 1, 2], [1, 0, 4], [5, 6, 7]], options=12)
    >>> round(found.overlap, 4), round(found.corrected, 4), found.identical
    (0.2222, -0.037, 0.0)
    """
    common = common_picks(picks, options=options)
    length = np.diag(common)
    n = int((~np.isnan(length)).sum())
    if n < 2:
        return Overlap(n=n, status="too_few")
    size = picked(picks, options=options).shape[1]
    longer, shorter = np.maximum(length[:, np.newaxis], length), np.minimum(length[:, np.newaxis], length)
    room = 1 - longer / size
    corrected = np.where(room > 0, (common / shorter - longer / size) / np.where(room > 0, room, 1.0), np.nan)
    same = np.where(np.isnan(common), np.nan, (common == longer).astype(np.float64))
    chance_free = mean_over_pairs(corrected)
    return Overlap(
        shared=mean_over_pairs(common),
        overlap=mean_over_pairs(common / shorter),
        jaccard=mean_over_pairs(common / (longer + shorter - common)),
        identical=mean_over_pairs(same),
        corrected=chance_free,
        uneven=bool(np.nanmax(length) > np.nanmin(length)),
        n=n,
        n_pairs=int((~np.isnan(pair_values(common))).sum()),
        status="ok" if chance_free is not None else "no_variation",
    )


def overlap_null(places: int, options: int) -> OverlapNull:
    """Two random lists of t out of M: P(a common) = C(t, a) C(M - t, t - a) / C(M, t), expected overlap t/M.

    Expected Jaccard sum_a P(a) a/(2t - a), the same set 1/C(M, t), the same order (M - t)!/M!. A list that is empty or longer than M
    gives status `too_few`. Hypergeometric distribution.

    >>> null = overlap_null(3, 12)
    >>> null.overlap, round(null.jaccard, 4), [round(p, 4) for p in null.p]
    (0.25, 0.1641, [0.3818, 0.4909, 0.1227, 0.0045])
    """
    if not 1 <= places <= options:
        return OverlapNull(status="too_few")
    p = tuple(comb(places, a) * comb(options - places, places - a) / comb(options, places) for a in range(places + 1))
    overlap = places / options
    return OverlapNull(
        p=p,
        overlap=overlap,
        overlap_sd=sqrt(sum(share * (a / places - overlap) ** 2 for a, share in enumerate(p))),
        jaccard=sum(share * a / (2 * places - a) for a, share in enumerate(p)),
        same_set=1 / comb(options, places),
        same_order=1 / perm(options, places),
    )
