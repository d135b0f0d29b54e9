"""Single questions and areas in two waves, for the people who answered both times. All their answers enter, as in an item's line.

A question is compared over those who answered it in both waves, so that exchanging one person's answers never changes how many
there are: agreement is then linear in the exchanges (`scoring.change.swap_pulls`) and a mean is a sum of differences.
"""

from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.random import Generator

from scoring.answers import Respondent, TeamAnswers
from scoring.change import swap_pulls
from scoring.changes import Moved, MovedKind
from scoring.coding import list_shape, parts_of, ranks_rows, shares_rows, term_rows
from scoring.design import Bools, Floats
from scoring.disagreement import allocation_delta, list_delta, term_delta
from scoring.items import area_ratings, banks_by_area, matured
from scoring.pairs import mean_over_pairs
from scoring.random_teams import nothing_shared
from scoring.relabelling import Part, compare_parts
from scoring.significance import DRAWS, SIGNS_LISTED_UP_TO, Significance, compare_signs, drawn_significance
from scoring.verdicts import judged_together
from survey_definitions.schema import AllocationItem, DefinitionItem, Item, PickItem, RankingItem, RatingItem

Entry = tuple[Moved, int, float]  # with its good direction and its size for the order
People = tuple[Respondent, ...]
Fresh = Callable[[], Generator]  # the same draws each time it is called


class Signs:
    """The exchanges of one comparison: drawn once where they are too many to list, and the same for every figure."""

    def __init__(self, people: int, fresh: Fresh) -> None:
        self._fresh = fresh
        self._drawn = fresh().choice([-1.0, 1.0], size=(DRAWS, people)) if people > SIGNS_LISTED_UP_TO else None

    def compare(self, pulls: Floats, present: Bools) -> Significance:
        """`compare_signs` of the pulls of those who are present; both (people,), pulls 0 where absent."""
        n = int(present.sum())
        if self._drawn is None or n <= SIGNS_LISTED_UP_TO:
            return compare_signs(pulls[present])
        threshold = abs(float(pulls.sum())) - 1e-9 * float(np.abs(pulls).sum())
        as_large = int(np.count_nonzero(np.abs(self._drawn @ pulls) >= threshold))
        return drawn_significance(None, as_large)

    def generator(self) -> Generator:
        """The same draws for a figure that is no sum over people."""
        return self._fresh()


_COMPARED = RatingItem | PickItem | RankingItem | AllocationItem | DefinitionItem


def moved_items(
    waves: Sequence[TeamAnswers],
    people: Sequence[People],
    columns: Sequence[dict[str, Floats]],
    codes: Collection[str],
    relisted: Collection[str],
    signs: Signs,
) -> tuple[Moved, ...]:
    """Agreement on every question of `codes`, and the mean of every rating, as one family of tests.

    waves: two. people: the same ones in both, in the same order. columns: their levels in each wave, as `rating_columns` gives them.
    relisted: lists whose entries changed, compared without a test.
    """
    entries: list[Entry] = []
    for _, item in waves[1].instrument.items():  # noqa: PERF102 - not a dictionary: items() lists (bank, item)
        if item.code not in codes or not isinstance(item, _COMPARED) or item.fact:
            continue
        if isinstance(item, RatingItem):
            rows = [own[item.code][:, None] for own in columns]
        else:
            rows = [_rows(wave, who, item) for wave, who in zip(waves, people, strict=True)]
        given = [np.asarray(~np.isnan(one).all(axis=1), dtype=np.bool_) for one in rows]
        first, second = (one[given[0] & given[1]] for one in rows)
        complete = bool((given[0] == given[1]).all())
        if item.code in relisted and isinstance(item, PickItem | RankingItem):
            entries.append(_relisted(waves, item, first, second, complete=complete))
            continue
        present = given[0] & given[1]
        entries.append(_agreement(waves[1], item, np.concatenate([first, second]), present, complete=complete, signs=signs))
        if isinstance(item, RatingItem) and item.size >= 2:
            entries.append(_mean(item, first[:, 0], second[:, 0], present, complete=complete, signs=signs))
    return judged_together(entries)


def moved_areas(answers: TeamAnswers, given: Sequence[dict[str, Floats]], codes: Collection[str], signs: Signs) -> tuple[Moved, ...]:
    """Agreement and maturity of every area over its ratings in `codes`, as one family of tests.

    answers: the later wave. given: the levels of the same people in both waves, as `rating_columns` gives them.
    """
    entries: list[Entry] = []
    before, after = given
    for area, banks in banks_by_area(answers).items():
        items = sorted((item for item in area_ratings(banks) if item.code in codes and item.size >= 2), key=lambda item: item.code)
        columns = [(before[item.code], after[item.code]) for item in items]
        both = [~np.isnan(first) & ~np.isnan(second) for first, second in columns]
        kept = [at for at, known in enumerate(both) if known.sum() >= 2]
        if not kept:
            continue
        complete = all(bool((np.isnan(first) == np.isnan(second)).all()) for first, second in columns)
        pulls, steps = np.zeros(len(both[0])), np.zeros(len(both[0]))
        agreed = np.zeros(2)
        means = np.zeros(2)
        for at in kept:
            known, levels = both[at], [column[both[at]] for column in columns[at]]
            cross = _levels_apart(np.concatenate(levels), items[at].size)
            half = int(known.sum())
            agreed += [1 - (mean_over_pairs(cross[:half, :half]) or 0.0), 1 - (mean_over_pairs(cross[half:, half:]) or 0.0)]
            pulls[known] += swap_pulls(cross)
            first, second = (matured(items[at], column) for column in levels)
            means += [first.sum() / half, second.sum() / half]
            steps[known] += (second - first) / half
        present = np.logical_or.reduce([both[at] for at in kept])
        entries.append(_linear("area_agreement", area, agreed / len(kept), pulls / len(kept), present, complete=complete, signs=signs))
        if len({items[at].size for at in kept}) == 1:
            size = items[kept[0]].size
            moved, good, change = _linear("area_mean", area, means / len(kept), steps / len(kept), present, complete=complete, signs=signs)
            entries.append((moved, good, change / (size - 1)))
    return judged_together(entries)


def _linear(kind: MovedKind, code: str, values: Floats, pulls: Floats, present: Bools, *, complete: bool, signs: Signs) -> Entry:
    """A figure whose change is the sum of what each person's exchange turns round; pulls and present (people,)."""
    test = signs.compare(pulls, present)
    change = float(pulls.sum())
    moved = Moved(
        kind=kind,
        code=code,
        before=float(values[0]),
        after=float(values[1]),
        change=change,
        n=int(present.sum()),
        p=test.p,
        p_min=test.p_min,
        p_method=test.p_method,
        detectable=1.96 * float(np.sqrt((pulls**2).sum())),
        complete=complete,
        status="ok" if test.p is not None else "not_testable",
    )
    return moved, 1, change


def _spread(values: Floats, present: Bools) -> Floats:
    """Values of those present in their places, 0 elsewhere."""
    found = np.zeros(len(present))
    found[present] = values
    return found


def _mean(item: RatingItem, first: Floats, second: Floats, present: Bools, *, complete: bool, signs: Signs) -> Entry:
    """The mean level as it was ticked; good is the more mature end."""
    n = len(first)
    if not n:
        return Moved(kind="item_mean", code=item.code, complete=complete, status="too_few"), 1, 0.0
    values = np.array([first.sum() / n, second.sum() / n])
    pulls = _spread((second - first) / n, present)
    moved, _, change = _linear("item_mean", item.code, values, pulls, present, complete=complete, signs=signs)
    return moved, -1 if item.reversed else 1, change / (item.size - 1)


def _agreement(answers: TeamAnswers, item: Item, stacked: Floats, present: Bools, *, complete: bool, signs: Signs) -> Entry:
    n = len(stacked) // 2
    delta = _delta(answers, item, stacked) if n >= 2 else np.full((2 * n, 2 * n), np.nan)
    means = mean_over_pairs(delta[:n, :n]), mean_over_pairs(delta[n:, n:])
    if means[0] is None or means[1] is None:
        return Moved(kind="item_agreement", code=item.code, n=n, complete=complete, status="too_few"), 1, 0.0
    pulls = swap_pulls(delta)
    if not np.isnan(pulls).any():
        values = np.array([1 - means[0], 1 - means[1]])
        return _linear("item_agreement", item.code, values, _spread(pulls, present), present, complete=complete, signs=signs)
    found = compare_parts([Part(1.0, delta)], rng=signs.generator())
    moved = Moved(
        kind="item_agreement",
        code=item.code,
        before=1 - means[0],
        after=1 - means[1],
        change=means[0] - means[1],
        n=n,
        p=found.test.p,
        p_min=found.test.p_min,
        p_method=found.test.p_method,
        detectable=found.detectable,
        complete=complete,
        status="ok" if found.test.p is not None else "not_testable",
    )
    return moved, 1, means[0] - means[1]


def _relisted(waves: Sequence[TeamAnswers], item: PickItem | RankingItem, first: Floats, second: Floats, *, complete: bool) -> Entry:
    """Two lists of the same length: agreement is corrected for chance and can be compared, answers cannot change places."""
    n = len(first)
    agreed = [mean_over_pairs(_delta(wave, item, rows)) if n >= 2 else None for wave, rows in zip(waves, (first, second), strict=True)]
    if agreed[0] is None or agreed[1] is None:
        return Moved(kind="item_agreement", code=item.code, n=n, complete=complete, status="too_few"), 1, 0.0
    change = agreed[0] - agreed[1]
    moved = Moved(
        kind="item_agreement",
        code=item.code,
        before=1 - agreed[0],
        after=1 - agreed[1],
        change=change,
        n=n,
        complete=complete,
        status="not_testable",
    )
    return moved, 1, change


def _levels_apart(levels: Floats, size: int) -> Floats:
    """`ratings_delta` of one item without open cells. levels: (n,)."""
    if size < 2:
        return np.full((len(levels), len(levels)), np.nan)
    apart = levels[:, None] - levels
    return np.asarray(apart * apart * (6 / (size * size - 1)), dtype=np.float64)


def _rows(answers: TeamAnswers, people: People, item: Item) -> Floats:
    """Coded answers to what is no rating, (n, columns), NaN rows where open."""
    values = [answers.value(person, item.code) for person in people]
    if isinstance(item, PickItem | RankingItem):
        own = answers.instrument.item(item.code)  # the entries of this wave, which may be others than those of `item`
        shape, codes = list_shape(answers.instrument, item), []
        if isinstance(own, PickItem | RankingItem):
            codes = [option.code for option in answers.instrument.options_of(own)]
        return ranks_rows(shape, codes, values)
    if isinstance(item, AllocationItem):
        return shares_rows(item, values)
    if isinstance(item, DefinitionItem):
        return term_rows(item, values)
    return np.empty((len(values), 0))


def _delta(answers: TeamAnswers, item: Item, rows: Floats) -> Floats:
    """Pairwise disagreement over its expectation, as in the index."""
    if isinstance(item, RatingItem):
        return _levels_apart(rows[:, 0], item.size)
    if isinstance(item, PickItem | RankingItem):
        return list_delta(rows, nothing_shared=nothing_shared(list_shape(answers.instrument, item)))
    if isinstance(item, AllocationItem):
        return allocation_delta(rows)
    if isinstance(item, DefinitionItem):
        return term_delta(rows, tuple(len(options) for _, _, options in parts_of(item)))
    return np.full((len(rows), len(rows)), np.nan)
