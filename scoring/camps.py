"""Camps: whether the team stands apart in two groups that each hold together, or only some split is the deepest one (decision 45)."""

import numpy as np
from msgspec.structs import replace

from scoring import thresholds
from scoring.answers import TeamAnswers
from scoring.camp_free import camp_limit
from scoring.certainties import Camps
from scoring.design import Bools, Floats, seed_of
from scoring.index import Reading, without_blocks
from scoring.partitions import adjusted_rand, compare_partitions
from scoring.results import BLOCKS
from scoring.screening import Screened


def camps_of(reading: Reading, screened: Screened, answers: TeamAnswers) -> Camps:
    """Whether the deepest split is that of two camps, and whether it follows function.

    `found` if all of these hold: A - U is above its 95 % point in camp-free teams of the same A, n and instrument; it is at least
    `CAMPS_FROM` points; both sides have two people or more; and among themselves both disagree at most `CAMPS_WITHIN_UP_TO` times
    as much as across. The last two because somebody who stands alone, or two who stand alone each in their own way,
    deepen a split without being a camp. Not looked for below `CAMPS_PEOPLE` people: `too_few`. No difference at all: `no_variation`.
    Whether the line follows function is tested for camps only: any other split is where chance has put it.
    """
    index, composed = reading.index, reading.composed
    if composed is None or index.average is None or index.across_split is None or index.kappa is None:
        return Camps(status=index.status)
    if index.n < thresholds.CAMPS_PEOPLE:
        return Camps(status="too_few")
    if index.split is None:
        return Camps(penalty=0.0, status="no_variation")
    left_out = tuple(block for block in BLOCKS if block not in composed.weights)
    design = without_blocks(screened.coded, left_out).design
    penalty = index.average - index.across_split
    limit = camp_limit(design, index.n, average=index.average, kappa=index.kappa)
    side = np.isin(reading.ids, index.split.members)
    found = comes_apart(composed.delta, side, penalty=penalty, limit=limit)
    functions = {person.id: person.function for person in answers.respondents}
    named = [functions.get(id_, "") for id_ in reading.ids]
    camps = Camps(
        penalty=penalty,
        limit=limit,
        found=found,
        smaller=len(index.split.members),
        larger=len(index.split.others),
        agreement=adjusted_rand(side.tolist(), named),
        status="ok" if index.split.exact else "heuristic",
    )
    return _with_test(camps, side, named, answers) if found else camps


def comes_apart(delta: Floats, side: Bools, *, penalty: float, limit: float) -> bool:
    """Whether a team's deepest split is one of two camps. delta: (n, n); side: (n,), who stands on one side; the rest in points."""
    return (
        round(penalty, 9) > round(limit, 9)
        and round(penalty, 9) >= thresholds.CAMPS_FROM
        and round(looseness(delta, side), 9) <= thresholds.CAMPS_WITHIN_UP_TO
    )


def _with_test(camps: Camps, side: Bools, named: list[str], answers: TeamAnswers) -> Camps:
    """The permutation p of the agreement with the functions."""
    rng = np.random.default_rng(seed_of(answers.instrument.id, answers.wave, "camps"))
    test = compare_partitions(side.tolist(), named, rng=rng)
    return replace(
        camps,
        p=test.p,
        p_min=test.p_min,
        p_method=test.p_method,
        follows_function=test.p is not None and round(test.p, 9) <= thresholds.TESTED_UP_TO,
    )


def looseness(delta: Floats, side: Bools) -> float:
    """Mean disagreement within the looser side over that across: 0 where both sides are of one mind, about 1 without camps.

    delta: (n, n), symmetric with a zero diagonal; side: (n,). Infinite where a side has fewer than two people, who hold together
    with nobody, or where nothing lies across.

    >>> looseness(np.array([[0, 1, 4, 4], [1, 0, 4, 4], [4, 4, 0, 2], [4, 4, 2, 0]]), np.array([True, True, False, False]))
    0.5
    """
    across = float(delta[np.ix_(side, ~side)].sum())
    sizes = int(side.sum()), int((~side).sum())
    if min(sizes) < 2 or across <= 0:
        return float("inf")
    within = [float(delta[np.ix_(part, part)].sum()) / (size * (size - 1)) for part, size in zip((side, ~side), sizes, strict=True)]
    return max(within) / (across / (sizes[0] * sizes[1]))
