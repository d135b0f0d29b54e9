"""The alignment index: any two of you (A), across the deepest split (U), and the lower of both (I). Scoring, part 12."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scoring.chance import constants, key_for, reference
from scoring.coding import Coded
from scoring.design import Floats
from scoring.disagreement import NOBODY, Composed, allocation_delta, compose, list_delta, mean_of, ratings_delta, term_delta
from scoring.levels import Standing, borderline, level_of, shown
from scoring.pairs import pair_places
from scoring.random_teams import nothing_shared
from scoring.results import BLOCKS, Band, Estimate, Index, Split
from scoring.screening import Screened
from scoring.splits import Cut, cuts_without_each, deepest_split


def answer_deltas(coded: Coded) -> dict[str, Floats]:
    """Delta (n, n) of every list and every term, by item code: what `block_deltas`, and each list and term by itself, come from."""
    found = dict(coded.apart)
    for code, rows, shape in zip(coded.codes["priorities"], coded.lists, coded.design.lists, strict=True):
        if code not in found:
            found[code] = list_delta(rows, nothing_shared=nothing_shared(shape))
    for code, rows, options in zip(coded.codes["definitions"], coded.terms, coded.design.terms, strict=True):
        if code not in found:
            found[code] = term_delta(rows, options)
    return found


def block_deltas(coded: Coded) -> dict[str, Floats]:
    """Delta (n, n) of every block with items; NaN where two people have nothing in common."""
    blocks: dict[str, Floats] = {}
    apart = answer_deltas(coded)
    if coded.design.levels:
        blocks["ratings"] = ratings_delta(coded.ratings, coded.design.levels)
    if coded.lists:
        blocks["priorities"] = mean_of([apart[code] for code in coded.codes["priorities"]])
    if coded.allocations:
        blocks["allocation"] = mean_of([allocation_delta(rows) for rows in coded.allocations])
    if coded.terms:
        blocks["definitions"] = mean_of([apart[code] for code in coded.codes["definitions"]])
    return blocks


def without_blocks(coded: Coded, left_out: tuple[str, ...]) -> Coded:
    """The same answers without some blocks."""
    if not left_out:
        return coded
    return coded.only([code for block, codes in coded.codes.items() if block not in left_out for code in codes])


@dataclass(frozen=True)
class Reading:
    """An index with the matrix that it and every pair, function and block value come from. `composed` is None below two people."""

    index: Index
    blocks: dict[str, Estimate]
    ids: tuple[str, ...]
    composed: Composed | None


def _empty(n: int, instrument_blocks: tuple[str, ...], status: str, flags: Mapping[str, tuple[str, ...]] | None = None) -> Reading:
    hurried = ", or rated faster than anybody reads" if flags and "too_fast" in flags else ""
    reason = "too few people have answered enough" if status == "too_few" else f"most people gave every rating the same level{hurried}"
    blocks = {block: Estimate(n=n, status="too_few" if status == "too_few" else "void") for block in instrument_blocks}
    return Reading(Index(n=n, status="too_few" if status == "too_few" else "void", level_reason=reason), blocks, (), None)


def _unobserved(coded: Coded, deltas: dict[str, Floats]) -> tuple[str, ...]:
    upper = pair_places(len(coded.ids))
    return tuple(block for block, delta in deltas.items() if np.isnan(delta[upper]).all())


def read_index(screened: Screened, invited: int, asked_blocks: tuple[str, ...]) -> Reading:
    """The index of one team.

    invited: N. asked_blocks: blocks of the instrument with at least one item, whether or not anybody answered it.
    """
    coded = screened.coded
    n = len(coded.ids)
    if n < 2 or not sum(coded.design.widths):
        return _empty(n, asked_blocks, "too_few")
    if "ratings" in screened.void:
        return _empty(n, asked_blocks, "void", screened.flags)
    coded = without_blocks(coded, screened.void)
    deltas = block_deltas(coded)
    gone = _unobserved(coded, deltas)
    coded = without_blocks(coded, gone)
    deltas = {block: delta for block, delta in deltas.items() if block not in gone}
    if not any(weight for block, weight in zip(BLOCKS, coded.design.weights, strict=True) if block in deltas):
        return _empty(n, asked_blocks, "too_few")
    composed = compose(deltas, dict(zip(BLOCKS, coded.design.weights, strict=True)))
    left = tuple(block for block in asked_blocks if block not in composed.weights)
    return Reading(_index(coded, composed, invited, left), _blocks(coded, composed, deltas, asked_blocks), coded.ids, composed)


def _index(coded: Coded, composed: Composed, invited: int, left: tuple[str, ...]) -> Index:
    n = len(coded.ids)
    key = key_for(coded.mask)
    chance = constants(coded.design, n, key)
    cut = deepest_split(composed.delta)
    upper = pair_places(n)
    average = 100 * (1 - float(composed.delta[upper].mean()))
    across = 100 * (1 - cut.value / chance.kappa)
    value = min(average, across)
    usual = reference(coded.design, n, key)
    range_ = _leave_one_out(coded, composed, cut, chance.kappa) if n >= 3 else None
    standing = Standing(
        value=value,
        n=n,
        invited=invited,
        blocks={block: 100 * (1 - float(mean)) for block, mean in composed.means.items()},
        block_sd=chance.block_sd,
        limit=usual.limit,
        leave_one_out=range_,
    )
    level, reason = level_of(standing)
    return Index(
        value=value,
        shown=shown(value),
        average=average,
        across_split=across,
        average_shown=shown(average),
        level=level,
        level_reason=reason,
        borderline=borderline(standing),
        chance_band=Band(chance.low, chance.high),
        chance_95=chance.p95,
        reference=usual,
        above_reference=bool(round(value, 9) > round(usual.limit, 9)),
        basis="+".join(composed.weights),
        contributions={block: 100 * weight * float(composed.means[block]) for block, weight in composed.weights.items()},
        leave_one_out=range_,
        kappa=chance.kappa,
        split=_split(coded.ids, cut),
        n=n,
        n_pairs=n * (n - 1) // 2,
        status="basis_changed" if left else "ok" if cut.exact else "heuristic",
    )


def _split(ids: tuple[str, ...], cut: Cut) -> Split | None:
    """The ids on the two sides; None for a team without any difference."""
    if round(cut.value, 9) == 0:
        return None
    first = tuple(id_ for id_, side in zip(ids, cut.side, strict=True) if side)
    second = tuple(id_ for id_, side in zip(ids, cut.side, strict=True) if not side)
    smaller, larger = (first, second) if len(first) < len(second) else (second, first)
    return Split(members=smaller, others=larger, exact=cut.exact)


def _leave_one_out(coded: Coded, composed: Composed, cut: Cut, kappa: float) -> Band:
    """The range of I when each person in turn is left out: rows of the imputed matrix are deleted (decision 53).

    kappa of n - 1 is that of complete answers, scaled by what this team's open cells change at n.
    """
    n = len(coded.ids)
    delta = composed.delta
    sums = delta.sum(axis=1)
    averages = 100 * (1 - (sums.sum() / 2 - sums) / ((n - 1) * (n - 2) / 2))
    smaller = 1.0 if n == 3 else kappa * constants(coded.design, n - 1).kappa / constants(coded.design, n).kappa
    values = np.minimum(averages, 100 * (1 - cuts_without_each(delta, cut.side, cut.every) / smaller))
    return Band(float(values.min()), float(values.max()))


def _blocks(coded: Coded, composed: Composed, deltas: dict[str, Floats], asked_blocks: tuple[str, ...]) -> dict[str, Estimate]:
    n = len(coded.ids)
    chance = constants(coded.design, n, key_for(coded.mask))
    upper = pair_places(n)
    found: dict[str, Estimate] = {}
    for block in asked_blocks:
        if block not in composed.means:
            found[block] = Estimate(n=0, status="basis_changed")
            continue
        known = ~np.isnan(deltas[block])
        np.fill_diagonal(known, val=False)
        sd = chance.block_sd.get(block)
        found[block] = Estimate(
            value=100 * (1 - float(composed.means[block])),
            n=int(known.any(axis=1).sum()),
            n_pairs=int(known[upper].sum()),
            chance=0.0,
            chance_band=None if sd is None else Band(-1.959964 * sd, 1.959964 * sd),
        )
    return found


@dataclass(frozen=True)
class MatrixIndex:
    """An index of plain matrices. `average` A; `blocks` R, P, A, D in points; `cut` C; `delta` (n, n); `split` (n,) of 0 and 1."""

    average: float | None
    blocks: dict[str, float]
    cut: float | None
    delta: Floats
    split: tuple[int, ...] | None


def index_of_matrices(
    R: ArrayLike | None = None,
    P_midranks: ArrayLike | None = None,
    A_shares: ArrayLike | None = None,
    D: ArrayLike | None = None,
    *,
    levels: int,
    options: int,
    weights: Mapping[str, float],
) -> MatrixIndex:
    """A, the blocks and the deepest split of answers given as plain matrices; NaN is a missing answer.

    R: (n, J) ratings 1..levels. P_midranks: (n, M). A_shares: (n, q), rows sum to 1. D: (n, L) option numbers of `options` each,
    below 0 for "no agreed definition". weights: of R, P, A, D. `average` and `cut` are None below two people.
    """
    deltas: dict[str, Floats] = {}
    if R is not None:
        x = np.asarray(R, dtype=np.float64)
        deltas["R"] = ratings_delta(x, (levels,) * x.shape[1])
    if P_midranks is not None:
        deltas["P"] = list_delta(np.asarray(P_midranks, dtype=np.float64))
    if A_shares is not None:
        deltas["A"] = allocation_delta(np.asarray(A_shares, dtype=np.float64))
    if D is not None:
        x = np.asarray(D, dtype=np.float64)
        x = np.where(x < 0, NOBODY, x)
        deltas["D"] = mean_of([term_delta(x[:, [item]], (options,)) for item in range(x.shape[1])])
    deltas = {block: delta for block, delta in deltas.items() if delta.size and not np.isnan(delta[pair_places(len(delta))]).all()}
    n = max((len(delta) for delta in deltas.values()), default=0)
    if n < 2:
        return MatrixIndex(None, {}, None, np.zeros((n, n)), None)
    composed = compose(deltas, dict(weights))
    if not composed.weights:
        return MatrixIndex(None, {}, None, np.zeros((n, n)), None)
    cut = deepest_split(composed.delta)
    return MatrixIndex(
        average=100 * (1 - float(composed.delta[pair_places(n)].mean())),
        blocks={block: 100 * (1 - float(mean)) for block, mean in composed.means.items()},
        cut=cut.value,
        delta=composed.delta,
        split=cut.side,
    )
