"""How far the ratings of two functions lie apart, in levels: only where a permutation says that it is more than chance could give.

The earth mover's distance is never negative, so that between two functions that think alike it is above 0, the more the smaller they
are (scoring, part 7). It is therefore worked out only where the members of the two can be dealt in enough ways to reach p = 0.05.
"""

import numpy as np
from msgspec.structs import replace

from scoring.answers import Respondent, TeamAnswers
from scoring.change import benjamini_hochberg
from scoring.design import Bools, Floats, seed_of
from scoring.labelings import draw_labelings, list_labelings, permutation_count
from scoring.results import Between
from scoring.significance import SIGNIFICANT
from survey_definitions.schema import RatingItem

LISTED = 2_000  # ways to deal the members of two functions that are all looked at; above, 499 random ones
DRAWS = 499
_SMALL = 200_000  # multiplications


def profile_distances(levels: Floats, first: Floats, sizes: Floats) -> Floats:
    """Mean over items of sum over k of |F_1(k) - F_2(k)|, in levels, one value a dealing; NaN where no item has answers on both sides.

    `levels` (n, J), NaN where open; `first` (dealings, n) is 1 for the members of the first side; `sizes` (J,) levels an item. Range 0
    to m - 1, up is apart. For one item it equals the Wasserstein distance of the two sides. Rubner, Tomasi & Guibas (2000), IJCV 40:99.

    >>> profile_distances(np.array([[1.0], [2], [4], [5]]), np.array([[1.0, 1, 0, 0], [1, 0, 1, 0]]), np.array([5])).tolist()
    [3.0, 1.0]
    """
    whole = ~np.isnan(levels).any(axis=0)
    distance, items = np.zeros(len(first)), np.zeros(len(first))
    for columns, known in ((whole, None), (~whole, ~np.isnan(levels[:, ~whole]))):
        if columns.any():
            apart, common = _apart(levels[:, columns], first, int(sizes.max()), known)
            distance, items = distance + apart, items + common
    found: Floats = np.divide(distance, items, out=np.full(len(first), np.nan), where=items > 0)
    return found


def _product(first: Floats, columns: Floats) -> Floats:
    """The product first @ columns, in pieces that no linear algebra library spreads over threads: waking them takes longer."""
    step = max(1, _SMALL // max(columns.size, 1))
    found = np.empty((len(first), columns.shape[1]))
    for at in range(0, len(first), step):
        np.matmul(first[at : at + step], columns, out=found[at : at + step])
    return found


def _apart(levels: Floats, first: Floats, most: int, known: Bools | None) -> tuple[Floats, Floats]:
    """Sum over items of their distance and number of items with answers on both sides, a dealing each. `known` None: all are."""
    n, items = levels.shape
    below = (levels[:, :, np.newaxis] <= np.arange(1, most)).reshape(n, -1).astype(np.float64)
    total = below.sum(axis=0)
    if known is None:
        mine = first.sum(axis=1, keepdims=True)
        low = _product(first, below)
        # Whole numbers over one common denominator: equal distances come out equal to the bit.
        apart = np.abs(low * n - mine * total).sum(axis=1) / np.maximum(mine * (n - mine), 1)[:, 0]
        return apart, np.where((mine > 0) & (mine < n), float(items), 0.0)[:, 0]
    filled = known.astype(np.float64)
    own = _product(first, filled)
    other = filled.sum(axis=0) - own
    low = _product(first, below).reshape(len(first), items, -1)
    counted = own + other
    across = np.abs(low * counted[..., np.newaxis] - own[..., np.newaxis] * total.reshape(items, -1)).sum(axis=-1)
    both = (own > 0) & (other > 0)
    return (np.where(both, across, 0.0) / np.maximum(own * other, 1)).sum(axis=1), both.sum(axis=1).astype(np.float64)


def with_profiles(
    between: tuple[Between, ...], answers: TeamAnswers, people: tuple[Respondent, ...], columns: dict[str, Floats]
) -> tuple[Between, ...]:
    """The pairs of functions with the distance of their ratings, its p by dealing their members anew, and that p within the pairs.

    Private ratings stay out. All ways up to 2,000, else 499 drawn, p = (b + 1) / (B + 1). Nothing is worked out where even the
    rarest of the ways is not rarer than one in twenty (3 and 3 people, say), nor where nothing was answered.
    """
    items = sorted(
        (item for _, item in answers.instrument.items() if isinstance(item, RatingItem) and not item.private), key=lambda item: item.code
    )
    if not items:
        return between
    levels = np.column_stack([columns[item.code] for item in items])
    sizes = np.array([item.size for item in items])
    members = {
        code: [at for at, person in enumerate(people) if person.function == code]
        for code in {cell.a for cell in between} | {cell.b for cell in between}
    }
    dealings = _Dealings(answers)
    found = [_with_profile(cell, levels, sizes, (members[cell.a], members[cell.b]), dealings) for cell in between]
    tested = [at for at, cell in enumerate(found) if cell.profile_p is not None]
    adjusted = dict(zip(tested, benjamini_hochberg([found[at].profile_p for at in tested]), strict=True))
    return tuple(replace(cell, profile_adjusted=adjusted.get(at)) for at, cell in enumerate(found))


class _Dealings(dict[tuple[int, int], tuple[Floats, bool]]):
    """The ways to deal functions of two sizes, and whether these are all: drawn once for every pair of functions of these sizes."""

    def __init__(self, answers: TeamAnswers) -> None:
        super().__init__()
        self.answers = answers

    def __missing__(self, dealt: tuple[int, int]) -> tuple[Floats, bool]:
        every = permutation_count(dealt) <= LISTED
        rng = np.random.default_rng(seed_of(self.answers.instrument.id, self.answers.wave, f"profile:{dealt[0]}:{dealt[1]}"))
        labels = list_labelings(dealt) if every else draw_labelings(dealt, rng, draws=DRAWS)
        self[dealt] = (labels == 0).astype(np.float64), every
        return self[dealt]


def _with_profile(cell: Between, levels: Floats, sizes: Floats, sides: tuple[list[int], list[int]], dealings: _Dealings) -> Between:
    dealt = (len(sides[0]), len(sides[1]))
    if min(dealt) == 0 or 1 / permutation_count(dealt) > SIGNIFICANT:
        return cell
    rows = levels[[*sides[0], *sides[1]]]
    # A rating that one side was not asked says nothing of the two, and would come in by dealing.
    rows = rows[:, ~np.isnan(rows[: dealt[0]]).all(axis=0) & ~np.isnan(rows[dealt[0] :]).all(axis=0)]
    if not rows.shape[1]:
        return cell
    observed = float(profile_distances(rows, np.repeat([1.0, 0.0], dealt)[np.newaxis], sizes)[0])
    first, every = dealings[dealt]
    found = np.nan_to_num(profile_distances(rows, first, sizes), nan=-1.0)
    as_far = int((found >= observed - 1e-9).sum())
    p = as_far / len(first) if every else (as_far + 1) / (len(first) + 1)
    return replace(cell, profile=observed, profile_p=p)
