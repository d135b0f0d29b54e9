"""Distances between two top lists that differ in length, or whose universe is not known (Fagin, Kumar & Sivakumar).

A list is a sequence of different options, best first. Where both lists come from one known set of options, rank correlation of
mid-ranks is the better measure: these distances ignore what both left out, so their chance level moves with M.
"""

from collections.abc import Hashable, Sequence
from itertools import combinations

TopList = Sequence[Hashable]


def kendall_distance(first: TopList, second: TopList, *, penalty: float = 0.5) -> float:
    """K^(p): pairs of the union that the two lists order differently; a pair that neither list can order costs p.

    Costs 1: both in both lists, in opposite order; both in one list, and the other has only the lower one; one only in the first
    and one only in the second. Costs `penalty`: both in one list, neither in the other. p = 0 is the smallest and p = 1/2 the mean
    distance over all completions; K^(0) is no metric. 0 means the same list, down means agreement; for the range see
    `kendall_distance_share`. Lists know no ties; an option named twice counts at its first place. Two empty lists give 0, lists of any
    two lengths can be compared. No chance level: it moves with the number of options that nobody named.
    Fagin, Kumar & Sivakumar (2003), SIAM J Discrete Math 17:134.

    >>> kendall_distance("abc", "xyz"), kendall_distance("abc", "xyz", penalty=0), kendall_distance("abc", "cba")
    (12.0, 9.0, 3.0)
    """
    here, there = _places(first), _places(second)
    return float(sum(_pair_cost(a, b, here, there, penalty) for a, b in combinations(dict.fromkeys((*first, *second)), 2)))


def kendall_distance_share(first: TopList, second: TopList, *, penalty: float = 0.5) -> float | None:
    """`kendall_distance` over that of two lists of these lengths with nothing in common, 0 to 1; None where that is 0.

    The most is t^2 + p t(t - 1) for two lists of t. 0 is the same list, down means agreement. Fagin, Kumar & Sivakumar (2003).

    >>> kendall_distance_share("abc", "cba")
    0.25
    """
    s, t = len(_places(first)), len(_places(second))
    most = s * t + penalty * (s * (s - 1) + t * (t - 1)) / 2
    return kendall_distance(first, second, penalty=penalty) / most if most > 0 else None


def footrule(first: TopList, second: TopList) -> float:
    """Sum over the union of |place - place|, an absent option standing one below the end of the longer list. A metric.

    0 means the same list, down means agreement, at most t(t + 1) for two lists of t. Empty and repeated as in `kendall_distance`.
    Fagin, Kumar & Sivakumar (2003), F^(l) with l = t + 1.

    >>> footrule("abc", "cba"), footrule("abc", "xyz")
    (4.0, 12.0)
    """
    here, there = _places(first), _places(second)
    absent = max(len(here), len(there)) + 1
    return float(sum(abs(here.get(option, absent) - there.get(option, absent)) for option in here | there))


def footrule_share(first: TopList, second: TopList) -> float | None:
    """`footrule` over that of two lists of these lengths with nothing in common, 0 to 1, down means agreement; None for empty lists.

    >>> round(footrule_share("abc", "cba"), 4), footrule_share("", "")
    (0.3333, None)
    """
    lengths = (len(_places(first)), len(_places(second)))
    absent = max(lengths) + 1
    most = sum(absent - place for length in lengths for place in range(1, length + 1))
    return footrule(first, second) / most if most > 0 else None


def _places(options: TopList) -> dict[Hashable, int]:
    return {option: place for place, option in enumerate(dict.fromkeys(options), start=1)}


def _pair_cost(a: Hashable, b: Hashable, here: dict[Hashable, int], there: dict[Hashable, int], penalty: float) -> float:
    order_here, order_there = _order(a, b, here), _order(a, b, there)
    if order_here is None or order_there is None:
        return penalty
    return float(order_here != order_there)


def _order(a: Hashable, b: Hashable, places: dict[Hashable, int]) -> bool | None:
    """Whether this list has a before b, an absent option standing below every named one; None where it names neither."""
    if a not in places and b not in places:
        return None
    return places.get(a, len(places) + 1) < places.get(b, len(places) + 1)
