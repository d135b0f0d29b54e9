"""Functions against one another: disagreement within and between them, and whether it is more than chance.

`delta` is a symmetric n x n matrix of pairwise disagreement; the square root of it is a Euclidean distance. `groups` names the
function of each of the n people; people without one (None or "") are left out.
"""

from collections.abc import Sequence
from math import isnan

import numpy as np
from msgspec import Struct, field
from numpy.random import Generator
from numpy.typing import ArrayLike

from scoring.labelings import LISTED, draw_labelings, permutation_count
from scoring.pairs import Floats, read_matrix, read_vector
from scoring.results import Status
from scoring.significance import SIGNIFICANT, Significance, drawn_significance
from scoring.sums_within import count_at_most, sums_of_listed

Group = str | int | float | None


class Cells(Struct, frozen=True, kw_only=True):
    """Mean disagreement by function. (P_w `within` + P_b `between`) / P = `overall`; a function of one has no `by_group` value.

    `silo_gap` = 100 (between - within), in index points: 0 where function does not matter, up where functions stand apart.
    """

    overall: float | None = None
    within: float | None = None
    between: float | None = None
    silo_gap: float | None = None
    by_group: dict[Group, float | None] = field(default_factory=dict)
    by_pair: dict[tuple[Group, Group], float | None] = field(default_factory=dict)
    sizes: dict[Group, int] = field(default_factory=dict)
    status: Status = "ok"


class Permanova(Struct, frozen=True, kw_only=True):
    """Anderson's F, R2 = 1 - SS_W/SS_T (biased up: (a-1)/(n-1) at chance) and omega2, which is not. Up means functions differ."""

    f: float | None = None
    r2: float | None = None
    omega2: float | None = None
    ss_within: float | None = None
    ss_total: float | None = None
    n: int = 0
    groups: int = 0
    status: Status = "ok"


def compare_functions(delta: ArrayLike, groups: Sequence[Group]) -> Cells:
    """Within and between means of known pairs. Fewer than two people: `too_few`; one function, or none with two: no silo gap.

    >>> cells = compare_functions([[0, 1, 3, 3], [1, 0, 3, 3], [3, 3, 0, 1], [3, 3, 1, 0]], ["a", "a", "b", "b"])
    >>> cells.within, cells.between, cells.silo_gap
    (1.0, 3.0, 200.0)
    """
    matrix, member, names = _grouped(delta, groups)
    known = ~np.isnan(matrix)
    np.fill_diagonal(known, val=False)
    sums = member.T @ np.where(known, matrix, 0.0) @ member
    counts = member.T @ known.astype(np.float64) @ member
    # Cells on the diagonal hold each pair twice, as does everything when summed over the whole square.
    mean = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    own, own_count = float(np.trace(sums)), float(np.trace(counts))
    within, between = _ratio(own, own_count), _ratio(float(sums.sum()) - own, float(counts.sum()) - own_count)
    overall = _ratio(float(sums.sum()), float(counts.sum()))
    both = within is not None and between is not None
    return Cells(
        overall=overall,
        within=within,
        between=between,
        silo_gap=100 * (between - within) if within is not None and between is not None else None,
        by_group={name: _known(mean[g, g]) for g, name in enumerate(names)},
        by_pair={(names[g], names[h]): _known(mean[g, h]) for g in range(len(names)) for h in range(g + 1, len(names))},
        sizes={name: int(size) for name, size in zip(names, member.sum(axis=0), strict=True)},
        status="ok" if both else "too_few",
    )


def energy_distance(cells: Cells, first: Group, second: Group) -> float | None:
    """G_gh = D_gh - (D_gg + D_hh)/2 of two functions: 0 expected where they do not differ. None where one has fewer than two people.

    Szekely & Rizzo (2013), J Statistical Planning Inference 143:1249.

    >>> cells = compare_functions([[0, 1, 3, 3], [1, 0, 3, 3], [3, 3, 0, 1], [3, 3, 1, 0]], ["a", "a", "b", "b"])
    >>> energy_distance(cells, "b", "a")
    2.0
    """
    across = cells.by_pair.get((first, second), cells.by_pair.get((second, first)))
    own, other = cells.by_group.get(first), cells.by_group.get(second)
    return None if across is None or own is None or other is None else across - (own + other) / 2


def permanova(distances: ArrayLike, groups: Sequence[Group], *, squared: bool = False) -> Permanova:
    """SS_T = sum over pairs of d^2 / n, SS_W the same within groups by n_g, F = ((SS_T - SS_W)/(a-1)) / (SS_W/(n-a)).

    `distances` has shape (n, n); with `squared` it holds d^2, as `delta` does. Fewer than two groups: `too_few`; every group of one
    person, or an unknown pair: `not_testable`; all distances 0: `no_variation`; no distance within: F is None and R2 is 1.
    Anderson (2001), Austral Ecology 26:32; the documentation of scikit-bio prints F = 2 for:

    >>> permanova([[0, 1, 1, 4], [1, 0, 3, 2], [1, 3, 0, 3], [4, 2, 3, 0]], [1, 1, 2, 2]).f
    2.0
    """
    matrix, member, _ = _grouped(distances, groups)
    return _permanova(matrix if squared else matrix**2, member)


def _permanova(square: Floats, member: Floats) -> Permanova:
    n, a = member.shape
    status = _permanova_status(square, a)
    if status != "ok":
        return Permanova(n=n, groups=a, status=status)
    total = float(np.triu(square, 1).sum()) / n
    clean = np.where(np.eye(n, dtype=bool), 0.0, square)
    within = float((((clean @ member) * member).sum(axis=0) / member.sum(axis=0)).sum()) / 2
    among = total - within
    residual = within / (n - a)
    return Permanova(
        f=(among / (a - 1)) / residual if residual > 1e-12 * total else None,
        r2=among / total,
        omega2=(among - (a - 1) * residual) / (total + residual),
        ss_within=within,
        ss_total=total,
        n=n,
        groups=a,
    )


def compare_groups(
    distances: ArrayLike,
    groups: Sequence[Group],
    *,
    squared: bool = False,
    rng: Generator | None = None,
    reach: float | None = SIGNIFICANT,
) -> Significance:
    """Permutation p of `permanova`: the share of labelings whose SS_W is as small, up to 1 + 1e-9.

    Every distinct labeling up to 20,000, else 9,999 drawn with `rng`, p = (b + 1)/(B + 1); without `rng` `not_testable`, and so are
    designs whose smallest p, 1/labelings, exceeds `reach` (None: never). `value` is F. Other statuses as `permanova`.
    Phipson & Smyth (2010), Stat Appl Genet Mol Biol 9:39.

    >>> far = [[0, 1, 9, 9], [1, 0, 9, 9], [9, 9, 0, 1], [9, 9, 1, 0]]
    >>> compare_groups(far, "aabb").status, compare_groups(far, "aabb", reach=None).p.__round__(4)
    ('not_testable', 0.3333)
    """
    matrix, member, _ = _grouped(distances, groups)
    square = matrix if squared else matrix**2
    found = _permanova(square, member)
    if found.ss_within is None:
        return Significance(status=found.status)
    np.fill_diagonal(square, 0.0)
    sizes = tuple(int(size) for size in member.sum(axis=0))
    count = permutation_count(sizes)
    if reach is not None and 1 / count > reach:
        return Significance(value=found.f, p_min=1 / count, rearrangements=count, status="not_testable")
    limit = found.ss_within * (1 + 1e-9) + 1e-12 * (found.ss_total or 0.0)
    if count <= LISTED:
        p = float((sums_of_listed(square, sizes) <= limit).mean())
        return Significance(value=found.f, p=p, p_min=1 / count, p_method="exact", rearrangements=count)
    if rng is None:
        return Significance(value=found.f, p_min=1 / count, status="not_testable")
    as_small = count_at_most(limit, square, draw_labelings(sizes, rng), sizes)
    return drawn_significance(found.f, as_small)


def earth_mover(
    first: ArrayLike, second: ArrayLike, first_weights: ArrayLike | None = None, second_weights: ArrayLike | None = None
) -> float | None:
    """How many points two rating profiles are apart: the area between their distribution functions, in scale points, >= 0.

    Ratings of two functions of shape (n_g,) and (n_h,), each with optional weights; missing ones drop out, an empty side gives None.
    Biased up for small functions, so never without the p of `compare_groups`. Rubner, Tomasi & Guibas (2000).

    >>> earth_mover([0, 1, 3], [5, 6, 8]), earth_mover([1, 5], [])
    (5.0, None)
    """
    u, share_u = _weighted(first, first_weights)
    v, share_v = _weighted(second, second_weights)
    if not u.size or not v.size:
        return None
    place = np.unique(np.concatenate([u, v]))
    below_u, below_v = ((share * (value <= place[:, np.newaxis])).sum(axis=1) for value, share in ((u, share_u), (v, share_v)))
    return float((np.abs(below_u - below_v)[:-1] * np.diff(place)).sum())


def _grouped(matrix: ArrayLike, groups: Sequence[Group]) -> tuple[Floats, Floats, tuple[Group, ...]]:
    """The matrix of those who have a function, who belongs where (n x a, 0 or 1), and the functions in order."""
    named = [i for i, group in enumerate(groups) if group is not None and group != ""]
    names = tuple(sorted({groups[i] for i in named}, key=lambda name: (str(type(name)), name)))
    member = np.array([[groups[i] == name for name in names] for i in named], dtype=np.float64).reshape(len(named), len(names))
    return read_matrix(matrix)[np.ix_(named, named)], member, names


def _permanova_status(square: Floats, a: int) -> Status:
    n = len(square)
    off = square[~np.eye(n, dtype=bool)]
    if a < 2:
        return "too_few"
    if n == a or np.isnan(off).any():
        return "not_testable"
    return "ok" if off.sum() > 0 else "no_variation"


def _weighted(values: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    value = read_vector(values)
    weight = np.ones(len(value)) if weights is None else np.nan_to_num(read_vector(weights))
    used = ~np.isnan(value) & (weight > 0)
    return value[used], weight[used] / max(weight[used].sum(), np.finfo(np.float64).tiny)


def _ratio(total: float, count: float) -> float | None:
    return total / count if count > 0 else None


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)
