"""Teams of independent people: uniform answers, and answers of people with ordinary habits but no shared view (decision 44)."""

from typing import Literal

import numpy as np
from msgspec import Struct

from scoring.design import Bools, Design, Floats, ListShape
from scoring.disagreement import Composed, allocation_delta, compose, list_delta, mean_of, ratings_delta, term_delta

Habit = Literal["uniform", "ordinary"]
# Slight negative skew on five levels (LeBreton and Senter 2008): variance 1.34 in place of 2.
_SKEW = (0.05, 0.15, 0.20, 0.35, 0.25)
_FLATNESS = 5.0  # Dirichlet parameter of ordinary allocations


def skewed_shares(m: int) -> Floats:
    """Share of each of m levels among ordinary raters: the five-level distribution, its cumulative curve read at k / m."""
    curve = np.interp(np.arange(m + 1) / m, np.arange(6) / 5, np.concatenate([[0.0], np.cumsum(_SKEW)]))
    return np.diff(curve)


def midranks_of(shape: ListShape, places: int) -> tuple[Floats, float]:
    """Mid-ranks of the first `places` options chosen, and the one that all the others share."""
    bottom = places + (shape.size - places + 1) / 2
    top = np.arange(1.0, places + 1) if shape.ordered else np.full(places, (places + 1) / 2)
    return top, bottom


def _ratings(levels: tuple[int, ...], shape: tuple[int, int], habit: Habit, rng: np.random.Generator) -> Floats:
    x = np.empty((*shape, len(levels)))
    sizes = np.asarray(levels)
    for m in sorted(set(levels)):
        count = int((sizes == m).sum())
        if habit == "uniform":
            x[..., sizes == m] = rng.integers(1, m + 1, (*shape, count))
        else:
            x[..., sizes == m] = np.searchsorted(np.cumsum(skewed_shares(m))[:-1], rng.random((*shape, count)), side="right") + 1.0
    return x


def _list(question: ListShape, shape: tuple[int, int], habit: Habit, rng: np.random.Generator) -> Floats:
    size = question.size
    places = min(question.places, size)
    keys = rng.standard_exponential((*shape, size))
    if habit == "ordinary":
        keys *= np.arange(1, size + 1)  # popularity 1 / r: the smallest of exponentials with these rates is chosen first
    order = np.argsort(keys, axis=-1)[..., :places]
    top, bottom = midranks_of(question, places)
    ranks = np.full((*shape, size), bottom)
    np.put_along_axis(ranks, order, np.broadcast_to(top, order.shape), axis=-1)
    return ranks


def _allocation(parts: int, shape: tuple[int, int], habit: Habit, rng: np.random.Generator) -> Floats:
    raw = rng.standard_exponential((*shape, parts)) if habit == "uniform" else rng.standard_gamma(_FLATNESS, (*shape, parts))
    shares: Floats = raw / raw.sum(axis=-1, keepdims=True)
    return shares


def _term(options: tuple[int, ...], shape: tuple[int, int], habit: Habit, rng: np.random.Generator) -> Floats:
    x = np.empty((*shape, len(options)))
    for part, c in enumerate(options):
        x[..., part] = rng.integers(0, c, shape)
        if habit == "ordinary" and c > 2:
            x[..., part] = np.where(rng.random(shape) < 0.5, 0.0, rng.integers(1, c, shape))
    return x


def nothing_shared(question: ListShape) -> float:
    """Disagreement of somebody who names no priority with anybody: 1 - rho of two lists without a common entry."""
    places = min(question.places, question.size)
    return question.size / (question.size - places) if places < question.size else 1.0


class Drawn(Struct, frozen=True):
    """Complete answers of random teams: ratings (teams, n, J), a (teams, n, options) for each list, allocation and definition."""

    ratings: Floats | None
    lists: tuple[Floats, ...]
    allocations: tuple[Floats, ...]
    terms: tuple[Floats, ...]


def draw_teams(design: Design, n: int, *, teams: int, habit: Habit, rng: np.random.Generator) -> Drawn:
    """Answers of `teams` teams of n independent people, in the order of the design."""
    shape = (teams, n)
    return Drawn(
        ratings=_ratings(design.levels, shape, habit, rng) if design.levels else None,
        lists=tuple(_list(question, shape, habit, rng) for question in design.lists),
        allocations=tuple(_allocation(parts, shape, habit, rng) for parts in design.parts),
        terms=tuple(_term(options, shape, habit, rng) for options in design.terms),
    )


def random_teams(design: Design, n: int, mask: Bools, *, teams: int, habit: Habit, rng: np.random.Generator) -> Composed:
    """Pairwise disagreement of `teams` random teams of n who leave open what `mask` (n, columns) leaves open."""
    return compose_drawn(design, draw_teams(design, n, teams=teams, habit=habit, rng=rng), mask)


def compose_drawn(design: Design, drawn: Drawn, mask: Bools) -> Composed:
    """Pairwise disagreement of drawn teams without what `mask` (n, columns) leaves open; the answers of `drawn` are overwritten."""
    weights = dict(zip(("ratings", "priorities", "allocation", "definitions"), design.weights, strict=True))
    blocks: dict[str, Floats] = {}
    ends = np.cumsum(design.widths)
    if drawn.ratings is not None:
        drawn.ratings[:, ~mask[:, : ends[0]]] = np.nan
        blocks["ratings"] = ratings_delta(drawn.ratings, design.levels)
    if design.lists:
        for column, ranks in enumerate(drawn.lists, start=int(ends[0])):
            ranks[:, ~mask[:, column]] = np.nan
        blocks["priorities"] = mean_of([list_delta(ranks) for ranks in drawn.lists])
    if design.parts:
        for column, shares in enumerate(drawn.allocations, start=int(ends[1])):
            shares[:, ~mask[:, column]] = np.nan
        blocks["allocation"] = mean_of([allocation_delta(shares) for shares in drawn.allocations])
    if design.terms:
        column = int(ends[2])
        for x in drawn.terms:
            x[:, ~mask[:, column : column + x.shape[-1]]] = np.nan
            column += x.shape[-1]
        blocks["definitions"] = mean_of([term_delta(x, options) for x, options in zip(drawn.terms, design.terms, strict=True)])
    return compose(blocks, weights)
