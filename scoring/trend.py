"""The core index over four and more waves (scoring, 11.2): a slope among those who answered every one, and whether it has a direction."""

from collections.abc import Sequence
from itertools import permutations, product
from math import factorial

import numpy as np
from msgspec.structs import replace
from numpy.random import Generator
from numpy.typing import NDArray

from scoring.answers import TeamAnswers
from scoring.changes import Trend
from scoring.design import seed_of
from scoring.estimates import Status
from scoring.labelings import LISTED
from scoring.pairs import Floats
from scoring.relabelling import Part, Rows, joined_parts, mean_disagreement
from scoring.significance import DRAWS
from scoring.stayers import (
    common_items,
    composed_of,
    cross_deltas,
    parts_of_index,
    rows_of_people,
    screened_waves,
    stayers_of,
    teams_of,
)
from scoring.thresholds import TREND_WAVES


def trend(waves: Sequence[TeamAnswers]) -> Trend:
    """Slope of A per wave over at least four waves in order, on the core items asked alike with the same options in each of them.

    Stayers are those whose answers count in every wave. The waves count as equally far apart. Null: the sets of answers of each
    person could as well have been given in another order; labels are permuted within persons, all k!^n ways where they are at
    most 20,000, else 9,999 seeded ones with p = (b + 1)/(B + 1), two-sided. Fewer than four waves or two stayers: `too_few`; no
    core item in common: `not_testable`; void ratings: `void`; other blocks or weights: `basis_changed`.
    """
    labels = tuple(wave.wave for wave in waves)
    if len(waves) < TREND_WAVES:
        return Trend(waves=labels, status="too_few")
    team = teams_of(waves)
    common = common_items([wave.instrument for wave in team], core_only=True)
    screened = screened_waves(team, common.exchangeable)
    ids = stayers_of(screened)
    entered = tuple(code for code in common.comparable if any(code in names for names in screened[-1].coded.codes.values()))
    found = Trend(waves=labels, n=len(ids), stayers=ids, entered=entered)
    kept = [rows_of_people(one, ids) for one in screened]
    weights = [composed[1].weights for one in kept if (composed := composed_of(one))]
    status: Status = "ok"
    if any(wave.instrument.weights != team[-1].instrument.weights for wave in team):
        status = "basis_changed"
    elif not entered:
        status = "not_testable"
    elif any("ratings" in one.void for one in screened):
        status = "void"
    elif len(ids) < 2:
        status = "too_few"
    elif len(weights) < len(waves) or any(one.keys() != weights[0].keys() for one in weights):
        status = "basis_changed"
    if status != "ok":
        return replace(found, status=status)
    rng = np.random.default_rng(seed_of(team[-1].instrument.id, labels[-1], "trend"))
    return _tested(found, parts_of_index(cross_deltas(kept), weights[0]), len(waves), rng)


def _tested(found: Trend, parts: Sequence[Part], waves: int, rng: Generator) -> Trend:
    n = found.n
    parts = joined_parts(parts, waves)
    as_given = np.tile(np.arange(waves), (1, n, 1))
    values = 100 * (1 - _by_wave(parts, as_given, waves)[0])
    listed = factorial(waves) ** n <= LISTED if n < 20 else False  # a power this large would only be worked out to be too large
    order = _listed_orders(waves, n) if listed else rng.permuted(np.tile(np.arange(waves), (DRAWS, n, 1)), axis=2)
    slopes = _slopes(100 * (1 - _by_wave(parts, order, waves)))
    slope = float(_slopes(values[None])[0])
    found = replace(found, values=tuple(float(value) for value in values), slope=slope)
    if np.isnan(slopes).any():
        return replace(found, status="not_testable")
    as_steep = np.abs(slopes) >= abs(slope) - 1e-9 * max(1.0, abs(slope))
    return replace(
        found,
        p=float(as_steep.mean()) if listed else float((as_steep.sum() + 1) / (len(slopes) + 1)),
        # An order and its mirror image have slopes of the same size.
        p_min=2 / len(slopes) if listed else 1 / (len(slopes) + 1),
        p_method="exact" if listed else "mc",
    )


def _by_wave(parts: Sequence[Part], order: NDArray[np.integer], waves: int) -> Floats:
    """Mean disagreement of each wave, (S, k), where person i's answers of wave order[s, i, w] stand for wave w."""
    n = order.shape[1]
    rows: Rows = np.arange(n)[None, :, None] + n * order.astype(np.intp)
    return np.column_stack([mean_disagreement(parts, rows[:, :, wave]) for wave in range(waves)])


def _slopes(values: Floats) -> Floats:
    """Least squares on 0, 1, ..., k - 1, (S,); values (S, k)."""
    at = np.arange(values.shape[1]) - (values.shape[1] - 1) / 2
    found: Floats = values @ at / float(at @ at)
    return found


def _listed_orders(waves: int, n: int) -> NDArray[np.integer]:
    """Every combination of orders, (k!^n, n, k)."""
    return np.array(list(product(list(permutations(range(waves))), repeat=n)), dtype=np.intp).reshape(-1, n, waves)
