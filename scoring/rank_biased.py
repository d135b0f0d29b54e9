"""Rank-biased overlap: how far two long or open-ended lists agree, the top counting most. For lists of more than ten, or without end.

A list is a sequence of different options, best first; options that share a place stand together in a set. With a known universe
of options, rank correlation of mid-ranks is the better measure: this one has no chance level of its own and needs a persistence.
Webber, Moffat & Zobel (2010), ACM Transactions on Information Systems 28(4):20; equation numbers are theirs.
"""

from collections.abc import Hashable, Iterator, Sequence
from math import log1p

from msgspec import Struct

from scoring.results import Status

RankedList = Sequence[Hashable | frozenset[Hashable] | set[Hashable]]


class RankBiased(Struct, frozen=True, kw_only=True):
    """Rank-biased overlap, 0 to 1, up means agreement: `value` goes on below the lists' ends as they agreed above.

    `low` is what it is at least, `low + residual` at most, whatever the lists go on with. `lengths` are the numbers of options.
    """

    value: float | None = None
    low: float | None = None
    residual: float | None = None
    lengths: tuple[int, int] = (0, 0)
    status: Status = "ok"


def rank_biased_overlap(first: RankedList, second: RankedList, *, persistence: float = 0.9) -> RankBiased:
    """RBO = (1 - p) sum over depths d of p^(d-1) A_d, A_d the agreement of the two tops of depth d: extrapolated, least, residual.

    A_d = 2 X_d / (|S_d| + |T_d|), X_d the options that both tops hold. Tied options all enter at the first of their places, which
    can make a top longer than d. Below the end of the shorter list (s options) its unseen ones are taken to be shared as often as
    its seen ones (A_s), below the end of both the agreement stays: equation 32, which for lists without ties is
    (1-p)/p (sum_{d<=l} X_d/d p^d + sum_{s<d<=l} X_s (d-s)/(s d) p^d) + ((X_l - X_s)/l + X_s/s) p^l. The least value shares nothing
    unseen, the most all that can be (equation 30); unseen options are taken as untied.
    0: nothing in common; 1: the same list; no fixed chance level. Repeated options count once, at their best place. An empty list
    gives `too_few`, a persistence outside 0 to 1 `not_testable`; lists of one option are fine.

    >>> rank_biased_overlap("ab", "ba", persistence=0.5).value, rank_biased_overlap("abc", "abc").value.__round__(12)
    (0.5, 1.0)
    >>> found = rank_biased_overlap("a", "a", persistence=0.5)
    >>> found.value, round(found.low, 4), round(found.low + found.residual, 4)
    (1.0, 0.6931, 1.0)
    """
    short, long = sorted((_places(first), _places(second)), key=len)
    s, end = len(short), len(long)
    lengths = (len(_places(first)), len(_places(second)))
    if not 0 < persistence < 1:
        return RankBiased(lengths=lengths, status="not_testable")
    if not s:
        return RankBiased(lengths=lengths, status="too_few")
    seen, tops = _shared(short, long), tuple(zip(_tops(short, end), _tops(long, end), strict=True))
    size = [(max(here, depth), there) for depth, (here, there) in enumerate(tops, start=1)]
    whole = [(here + there) / 2 for here, there in size]
    unseen = [max(0, depth - s) for depth in range(1, end + 1)]
    at_end = seen[s - 1] / whole[s - 1]
    p, weight = persistence, [(1 - persistence) * persistence**place for place in range(end)]
    carried = [(x + at_end * more) / w for x, more, w in zip(seen, unseen, whole, strict=True)]
    value = sum(w * a for w, a in zip(weight, carried, strict=True)) + carried[-1] * p**end
    low = sum(w * x / top for w, x, top in zip(weight, seen, whole, strict=True)) + seen[-1] * _tail(p, end)
    most = sum(w * (x + more) / top for w, x, more, top in zip(weight, seen, unseen, whole, strict=True))
    # Below both ends two unseen options join at each depth, until at depth `full` the tops can be the same.
    full = s + end - seen[-1]
    most += sum((1 - p) * p ** (depth - 1) * (2 * depth - full) / depth for depth in range(end + 1, full + 1)) + p**full
    return RankBiased(value=min(value, 1.0), low=low, residual=max(most - low, 0.0), lengths=lengths)


def top_weight(depth: int, *, persistence: float = 0.9) -> float | None:
    """The share of all weight that the first `depth` places carry: 1 - p^(d-1) + (1-p)/p d (-ln(1-p) - sum_{i<d} p^i/i), equation 21.

    0 to 1; choose the persistence by it. 0 for depth 0 and below; None for a persistence outside 0 to 1. The article has the first
    ten places carry 86 % at .9:

    >>> round(top_weight(10, persistence=0.9), 2), round(top_weight(3, persistence=0.8), 2)
    (0.86, 0.73)
    """
    if not 0 < persistence < 1:
        return None
    return 1 - persistence ** (depth - 1) + depth * _tail(persistence, depth - 1) if depth > 0 else 0.0


def _tail(p: float, depth: int) -> float:
    """(1 - p) sum over d > depth of p^(d-1) / d: the weight that one shared option has below this depth."""
    return (1 - p) / p * (-log1p(-p) - sum(p**d / d for d in range(1, depth + 1)))


def _places(ranked: RankedList) -> dict[Hashable, int]:
    """The place of each option: one more than the number of options before it; tied options share one."""
    place: dict[Hashable, int] = {}
    for entry in ranked:
        here = len(place) + 1
        for option in entry if isinstance(entry, set | frozenset) else (entry,):
            place.setdefault(option, here)
    return place


def _tops(place: dict[Hashable, int], depth: int) -> Iterator[int]:
    """How many options the top of depth 1, 2, ... holds."""
    return (sum(where <= d for where in place.values()) for d in range(1, depth + 1))


def _shared(short: dict[Hashable, int], long: dict[Hashable, int]) -> list[int]:
    """How many options both tops hold, for each depth down to the end of the longer list."""
    joined = [max(where, long[option]) for option, where in short.items() if option in long]
    return [sum(where <= depth for where in joined) for depth in range(1, len(long) + 1)]
