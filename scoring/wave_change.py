"""Two waves of one team: who stayed, what moved, and what of it is more than answering twice (scoring, part 11).

Tested are the people who answered in both waves. Nothing here says why anything moved: a team that was chosen because it stood low
rises by itself, so no sentence attributes a change to anything.
"""

from collections.abc import Sequence
from functools import partial

import numpy as np
from msgspec.structs import replace
from numpy.random import Generator

from scoring.answers import TeamAnswers
from scoring.chance import constants, key_for
from scoring.change import Change
from scoring.changes import Moved, MovedKind, WaveChange
from scoring.coding import Coded, entering_items
from scoring.design import Floats, seed_of
from scoring.disagreement import Composed
from scoring.estimates import Status
from scoring.index import read_index
from scoring.moved_items import Signs, moved_areas, moved_items
from scoring.null_change import null_change
from scoring.rated import rating_columns
from scoring.relabelling import Part, compare_parts
from scoring.results import LEVELS
from scoring.screening import Screened
from scoring.splits import deepest_split
from scoring.stayers import (
    Common,
    average_of,
    common_items,
    composed_of,
    cross_deltas,
    parts_of_index,
    rows_of_people,
    screened_waves,
    stayers_of,
    teams_of,
)
from scoring.thresholds import CHANGE_PEOPLE, CHANGE_TESTED_FROM
from scoring.verdicts import judged_alone, judged_by_rule, judged_together

Joined = tuple[Coded, Composed]


def compare_team_waves(before: TeamAnswers, after: TeamAnswers, *, core_only: bool = False) -> WaveChange:
    """What moved between two waves, among the people who answered in both; a respondent keeps the id between waves.

    A(after) - A(before) of everybody = change of the stayers + composition. From six stayers on A is tested by exchanging the two sets
    of answers within persons in all 2^n ways (9,999 seeded ones above 15 people), and so are each block, area and question, as
    families after Benjamini and Hochberg; `detectable` is 1.96 SD of the exact distribution. For three to five, A and I are held
    against simulated teams in which nothing happened (`null_change`), "by rule", and nothing else is decided. I is never tested.
    Items that were asked otherwise are left out, lists with other entries compared without a test (see `WaveChange`).

    Fewer than two stayers: `too_few`; no item of the index in common: `not_testable`; ratings without distinction: `void`; other blocks or
    weights in one of the waves: `basis_changed`, and nothing is compared. Exchanging the waves turns every sign.
    """
    waves = teams_of((before, after))
    common = common_items([wave.instrument for wave in waves], core_only=core_only)
    screened = screened_waves(waves, common.exchangeable)
    ids = stayers_of(screened)
    change = WaveChange(
        team=after.team,
        before=before.wave,
        after=after.wave,
        basis="core" if core_only else "comparable",
        stayers=ids,
        n_stayers=len(ids),
        joined=waves[1].n - len(ids),
        left=waves[0].n - len(ids),
        comparable=common.comparable,
        changed=common.changed,
        relisted=common.relisted,
        entered=tuple(code for code in common.comparable if any(code in names for names in screened[1].coded.codes.values())),
    )
    if waves[0].instrument.weights != waves[1].instrument.weights:
        return replace(change, status="basis_changed")
    fresh = partial(_generator, waves)
    change = _with_lines(change, waves, common, fresh)
    everybody = [composed_of(one) for one in screened]
    if everybody[0] is None or everybody[1] is None:
        return replace(change, status=_why_nothing(waves, screened, change))
    if everybody[0][1].weights.keys() != everybody[1][1].weights.keys():
        return replace(change, areas=(), items=(), status="basis_changed")
    totals = [average_of(composed) for _, composed in (everybody[0], everybody[1])]
    change = replace(change, total_before=totals[0], total_after=totals[1], total=totals[1] - totals[0])
    if len(ids) < 2:
        return replace(change, status="too_few")
    kept = [rows_of_people(one, ids) for one in screened]
    joined = [composed_of(one) for one in kept]
    weights = everybody[1][1].weights
    if joined[0] is None or joined[1] is None or any(one is None or one[1].weights.keys() != weights.keys() for one in joined):
        return replace(change, areas=(), items=(), status="basis_changed")
    found = _with_index(change, kept, (joined[0], joined[1]), fresh())
    found = replace(found, blocks=_blocks(found, waves, kept, weights, common, fresh))
    return replace(found, level_changed=_level_changed(found, screened, waves))


def _generator(waves: Sequence[TeamAnswers]) -> Generator:
    """The draws of this comparison: the same whichever wave is named first (decision 49)."""
    names = sorted((wave.instrument.id, wave.wave) for wave in waves)
    return np.random.default_rng(seed_of(*(part for name in names for part in name), "change"))


def _why_nothing(waves: Sequence[TeamAnswers], screened: Sequence[Screened], change: WaveChange) -> Status:
    if all(wave.n >= 2 for wave in waves) and not change.entered:
        return "not_testable"
    return "void" if any("ratings" in one.void for one in screened) else "too_few"


def _with_lines(change: WaveChange, waves: Sequence[TeamAnswers], common: Common, fresh: partial[Generator]) -> WaveChange:
    """Areas and single questions: from two stayers on, with a verdict from six."""
    if change.n_stayers < 2:
        return change
    kept = set(change.stayers)
    people = [tuple(person for person in wave.respondents if person.id in kept) for wave in waves]
    columns = [rating_columns(wave, who) for wave, who in zip(waves, people, strict=True)]
    codes, signs = frozenset(common.comparable), Signs(len(people[0]), fresh)
    return replace(
        change,
        areas=moved_areas(waves[1], columns, codes - frozenset(common.relisted), signs),
        items=moved_items(waves, people, columns, codes, common.relisted, signs),
    )


def _with_index(change: WaveChange, kept: Sequence[Screened], joined: tuple[Joined, Joined], rng: Generator) -> WaveChange:
    weights = joined[1][1].weights
    n = change.n_stayers
    parts = parts_of_index(cross_deltas(kept), weights)
    average = _points("average", "", compare_parts(parts, rng=rng))
    values = [_index_of(coded, composed) for coded, composed in joined]
    index = Moved(kind="index", before=values[0], after=values[1], change=values[1] - values[0], n=n, status="not_testable")
    if n >= CHANGE_TESTED_FROM:
        average = judged_alone(average)
    elif n >= CHANGE_PEOPLE and average.before is not None and average.after is not None:
        masks = [coded.mask for coded, _ in joined]
        null = null_change(joined[1][0].design, masks[0], masks[1], (average.before + average.after) / 2)
        average, index = judged_by_rule(average, null.average), judged_by_rule(index, null.index)
    moved = average.change or 0.0
    return replace(
        change,
        by_stayers=average.change,
        by_composition=None if change.total is None or average.change is None else change.total - average.change,
        average=average,
        index=index,
        opposite=round(moved, 6) * round(index.change or 0.0, 6) < 0,
    )


def _points(kind: MovedKind, code: str, found: Change) -> Moved:
    """Disagreement turned into points of alignment."""
    if found.before is None or found.after is None or found.drop is None:
        return Moved(kind=kind, code=code, n=found.n, status="too_few")
    return Moved(
        kind=kind,
        code=code,
        before=100 * (1 - found.before),
        after=100 * (1 - found.after),
        change=100 * found.drop,
        n=found.n,
        p=found.test.p,
        p_min=found.test.p_min,
        p_method=found.test.p_method,
        detectable=None if found.detectable is None else 100 * found.detectable,
        status="ok" if found.test.p is not None else "not_testable",
    )


def _index_of(coded: Coded, composed: Composed) -> float:
    """I: the lower of A and U."""
    n = len(coded.ids)
    across = 100 * (1 - deepest_split(composed.delta).value / constants(coded.design, n, key_for(coded.mask)).kappa)
    return min(average_of(composed), across)


def _blocks(
    change: WaveChange,
    waves: Sequence[TeamAnswers],
    kept: Sequence[Screened],
    weights: dict[str, float],
    common: Common,
    fresh: partial[Generator],
) -> tuple[Moved, ...]:
    """Each block by itself; block P with lists of other entries among its questions on all of them, without a test (decision 18)."""
    deltas: dict[str, Floats] = cross_deltas(kept)
    family = []
    for block, delta in deltas.items():
        if block in weights:
            moved = _points("block", block, compare_parts([Part(1.0, delta)], rng=fresh()))
            family.append((moved, 1, moved.change or 0.0))
    relisted = {block for block, item in entering_items(waves[1].instrument) if item.code in common.relisted}
    if not relisted:
        return judged_together(family)
    return (*judged_together([entry for entry in family if entry[0].code not in relisted]), _relisted_block(change, waves, common))


def _relisted_block(change: WaveChange, waves: Sequence[TeamAnswers], common: Common) -> Moved:
    lists = [item.code for block, item in entering_items(waves[1].instrument) if block == "priorities" and item.code in common.comparable]
    found = [composed_of(rows_of_people(one, change.stayers)) for one in screened_waves(waves, lists)]
    if found[0] is None or found[1] is None or len(found[0][0].ids) != len(found[1][0].ids):
        return Moved(kind="block", code="priorities", status="too_few")
    values = [average_of(composed) for _, composed in (found[0], found[1])]
    return Moved(
        kind="block",
        code="priorities",
        before=values[0],
        after=values[1],
        change=values[1] - values[0],
        n=len(found[0][0].ids),
        status="not_testable",
    )


def _level_changed(change: WaveChange, screened: Sequence[Screened], waves: Sequence[TeamAnswers]) -> bool:
    """Whether another word is due: only where the change itself is announced, and the word goes its way (decision 46)."""
    moved = change.average
    if moved is None or moved.verdict not in {"moved", "worse"}:
        return False
    blocks = tuple(composed.weights) if (both := composed_of(screened[1])) and (composed := both[1]) else ()
    levels = [read_index(one, wave.invited, blocks).index.level for one, wave in zip(screened, waves, strict=True)]
    if levels[0] is None or levels[1] is None:
        return False
    step = LEVELS.index(levels[1]) - LEVELS.index(levels[0])
    return step > 0 if moved.verdict == "moved" else step < 0
