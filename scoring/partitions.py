"""Whether two ways of parting a team are one, such as the deepest split of the answers and the functions.

A partition is one name per person; people without one (None or "") in either are left out.
"""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from scoring.functions import Group
from scoring.labelings import LISTED, draw_labelings, list_labelings, permutation_count
from scoring.results import Status
from scoring.significance import SIGNIFICANT, Significance, drawn_significance


def adjusted_rand(first: Sequence[Group], second: Sequence[Group]) -> float | None:
    """Adjusted Rand index: (T - E) / ((A + B)/2 - E), the pairs that both partitions keep together, beyond chance.

    T counts those pairs, A and B the pairs that each keeps together, E = A B / (n(n-1)/2) is the T expected when names are dealt
    out anew. Up means the same parting: 1 identical (whatever the names), 0 at chance, somewhat below 0 for crossing partitions.
    None below two people, and where both put everybody together or everybody apart (0/0; some software says 1).
    Hubert & Arabie (1985), J Classification 2:193. Six people of whom one changes sides, by hand T = 4, A = 6, B = 7, E = 2.8:

    >>> round(adjusted_rand("aaabbb", "xxxxyy"), 4), adjusted_rand("aabb", "yyxx"), adjusted_rand("abc", "abc")
    (0.3243, 1.0, None)
    """
    side, other = _paired(first, second)
    return _index(_together(side, other[np.newaxis])[0], side, other) if len(side) > 1 else None


def compare_partitions(
    first: Sequence[Group], second: Sequence[Group], *, rng: Generator | None = None, reach: float | None = SIGNIFICANT
) -> Significance:
    """How often the partitions agree as well when the names of `second` are dealt out anew; `value` is `adjusted_rand`, one-sided.

    Every distinct labeling up to 20,000, p_min the share of those that agree best; else 9,999 drawn with `rng`, p = (b + 1)/(B + 1),
    `not_testable` without it. A design whose p_min exceeds `reach` (None: never) is `not_testable`: no answers could then show
    anything. Fewer than two people: `too_few`; a partition that does not part, or parts everybody: `no_variation`.
    Valid where `first` was found without looking at `second`. Hubert & Arabie (1985); Phipson & Smyth (2010).

    >>> found = compare_partitions("aaaabbbb", "xxxxyyyy")
    >>> found.value, round(found.p, 4), found.rearrangements
    (1.0, 0.0286, 35)
    >>> compare_partitions("aabb", "xxyy").status
    'not_testable'
    """
    side, other = _paired(first, second)
    status = _testable(side, other)
    if status != "ok":
        return Significance(status=status)
    found = int(_together(side, other[np.newaxis])[0])
    value = _index(found, side, other)
    sizes = tuple(np.bincount(other).tolist())
    count = permutation_count(sizes)
    if count > LISTED and rng is None:
        return Significance(value=value, p_min=1 / count, status="not_testable")
    if count > LISTED and rng is not None:
        reached = _together(side, draw_labelings(sizes, rng))
        return drawn_significance(value, int(np.count_nonzero(reached >= found)))
    reached = _together(side, list_labelings(sizes))
    p_min = float((reached == reached.max()).mean())
    if reach is not None and p_min > reach:
        return Significance(value=value, p_min=p_min, rearrangements=count, status="not_testable")
    return Significance(value=value, p=float((reached >= found).mean()), p_min=p_min, p_method="exact", rearrangements=count)


def _paired(first: Sequence[Group], second: Sequence[Group]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Both partitions as numbers, of the people who have a name in both."""
    named = [(a, b) for a, b in zip(first, second, strict=True) if a not in (None, "") and b not in (None, "")]
    numbers = []
    for column in zip(*named, strict=True):
        order = {name: place for place, name in enumerate(dict.fromkeys(column))}
        numbers.append(np.array([order[name] for name in column], dtype=np.intp))
    return (numbers[0], numbers[1]) if numbers else (np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp))


def _testable(side: NDArray[np.intp], other: NDArray[np.intp]) -> Status:
    if len(side) < 2:
        return "too_few"
    parts = [len(np.unique(names)) for names in (side, other)]
    return "no_variation" if min(parts) == 1 or max(parts) == len(side) else "ok"


def _together(side: NDArray[np.intp], labels: NDArray[np.integer]) -> NDArray[np.int64]:
    """How many pairs each labeling, a row of `labels`, keeps together that `side` keeps together as well. Shape (L,)."""
    member = side[:, np.newaxis] == np.unique(side)
    total = np.zeros(len(labels), dtype=np.int64)
    for name in np.unique(labels):
        count = (labels == name).astype(np.int64) @ member.astype(np.int64)
        total += (count * (count - 1) // 2).sum(axis=1)
    return total


def _index(together: float, side: NDArray[np.intp], other: NDArray[np.intp]) -> float | None:
    here, there = (float((size * (size - 1) // 2).sum()) for size in (np.bincount(side), np.bincount(other)))
    expected = here * there / (len(side) * (len(side) - 1) / 2)
    room = (here + there) / 2 - expected
    return float(together - expected) / room if room > 1e-12 else None
