"""Teams without camps: a shared truth and every member's own noise. How far U lies below A among them (decision 45).

Each simulated team has a coherence c between 0 and 1: at 0 its members answer independently and uniformly, at 1 identically. In
every block the truth is drawn so that all answers stay equally likely and only what people share grows with c. The limit is the
95 % point of A - U among teams near the observed A, so that it is not the noise level that decides but what can be seen. As it
comes from some hundred teams, the upper end of its own 95 % interval is taken: a tolerance limit (Wilks 1941).
"""

from functools import lru_cache
from statistics import NormalDist

import numpy as np

from scoring.chance import constants, neighbours, packaged
from scoring.design import Design, Floats, ListShape, seed_of
from scoring.random_teams import Drawn, compose_drawn, midranks_of
from scoring.splits import EXACT_UP_TO, largest_cuts, largest_cuts_of_pairs

KNOTS = (0.1, 0.25, 0.4, 0.6, 0.8, 1.0, 1.2)  # mean disagreement 1 - A/100 at which the limit is kept
_NEAR = 6  # one draw in so many is near a knot
_UNIFORM = 0.2  # share of draws without any truth
_CHUNK = 600_000  # cells of pairwise matrices held at once
_SURE = 1.644854  # normal point of 95 %
_PRECISION = 2.0  # of allocations, per part: gives them about the agreement that c gives the other blocks
_SPREAD = NormalDist().inv_cdf


def draws_for_camps(n: int) -> int:
    """Number of simulated teams of n, over the whole range of coherence."""
    return 6_000 if n <= 5 else 2_000 if n <= 10 else 1_000 if n <= EXACT_UP_TO else 96


def draw_camp_free(design: Design, coherence: Floats, rng: np.random.Generator) -> Drawn:
    """Complete answers of teams whose members share one truth; coherence: (teams, n), 0 uniform to 1 identical, of each member.

    Ratings are levels of a normal latent with correlation c between two people; lists are Plackett-Luce with log worths of
    variance c / (1 - c) times that of their noise; allocations are Dirichlet around the truth, which at c = 0 is the uniform one;
    a definition is the truth with probability sqrt(c), else drawn anew.
    """
    c = np.clip(coherence, 0.0, 1 - 1e-9)
    return Drawn(
        ratings=_ratings(design.levels, c, rng) if design.levels else None,
        lists=tuple(_list(question, c, rng) for question in design.lists),
        allocations=tuple(_allocation(parts, c, rng) for parts in design.parts),
        terms=tuple(_term(options, c, rng) for options in design.terms),
    )


def _ratings(levels: tuple[int, ...], c: Floats, rng: np.random.Generator) -> Floats:
    teams, n = c.shape
    shared = np.sqrt(c)[..., None] * rng.standard_normal((teams, 1, len(levels)))
    x: Floats = shared + np.sqrt(1 - c)[..., None] * rng.standard_normal((teams, n, len(levels)))
    sizes = np.asarray(levels)
    for m in sorted(set(levels)):
        steps = [_SPREAD(level / m) for level in range(1, m)]
        x[..., sizes == m] = np.searchsorted(steps, x[..., sizes == m]) + 1.0
    return x


def _list(question: ListShape, c: Floats, rng: np.random.Generator) -> Floats:
    teams, n = c.shape
    places = min(question.places, question.size)
    worth = rng.standard_normal((teams, 1, question.size)) * np.sqrt(np.pi**2 / 6 * c / (1 - c))[..., None]
    keys = np.log(rng.standard_exponential((teams, n, question.size))) - worth
    order = np.argsort(keys, axis=-1)[..., :places]
    top, bottom = midranks_of(question, places)
    ranks = np.full(keys.shape, bottom)
    np.put_along_axis(ranks, order, np.broadcast_to(top, order.shape), axis=-1)
    return ranks


def _allocation(parts: int, c: Floats, rng: np.random.Generator) -> Floats:
    teams, n = c.shape
    truth = rng.standard_exponential((teams, 1, parts))
    truth /= truth.sum(axis=-1, keepdims=True)
    raw = rng.standard_gamma(1 + (_PRECISION * parts * c / (1 - c))[..., None] * truth, (teams, n, parts))
    shares: Floats = raw / raw.sum(axis=-1, keepdims=True)
    return shares


def _term(options: tuple[int, ...], c: Floats, rng: np.random.Generator) -> Floats:
    teams, n = c.shape
    x = np.empty((teams, n, len(options)))
    for part, count in enumerate(options):
        truth = rng.integers(0, count, (teams, 1))
        x[..., part] = np.where(rng.random((teams, n)) < np.sqrt(c), truth, rng.integers(0, count, (teams, n)))
    return x


def simulate_limits(design: Design, n: int) -> tuple[float, ...]:
    """The limit of A - U in points at each of `KNOTS`, simulated."""
    rng = np.random.default_rng(seed_of(design.digest, str(n), "", "camps"))
    teams = draws_for_camps(n)
    even = (np.arange(teams) + 0.5) / teams
    coherence = np.repeat(np.maximum(0.0, (even - _UNIFORM) / (1 - _UNIFORM))[:, None], n, axis=1)
    step = max(1, _CHUNK // (n * n))
    complete = np.ones((n, sum(design.widths)), dtype=np.bool_)
    upper = np.triu_indices(n, 1)
    means, cuts = [], []
    for at in range(0, teams, step):
        delta = compose_drawn(design, draw_camp_free(design, coherence[at : at + step], rng), complete).delta
        pairs = np.ascontiguousarray(delta[:, upper[0], upper[1]].T)
        means.append(pairs.mean(axis=0))
        cuts.append(largest_cuts_of_pairs(pairs, n) if n <= EXACT_UP_TO else largest_cuts(delta))
    mean = np.concatenate(means)
    penalty = 100 * (np.concatenate(cuts) / constants(design, n).kappa - mean)
    found = []
    for knot in KNOTS:
        near = penalty[np.argsort(np.abs(mean - knot), kind="stable")[: teams // _NEAR]]
        found.append(_quantile_point(near) if n <= EXACT_UP_TO else _normal_point(near))
    return tuple(found)


def _quantile_point(values: Floats) -> float:
    """A value that 95 % of teams stay below, with 95 % confidence: an order statistic, Ann Math Stat 12:91."""
    share = min(1.0, 0.95 + _SURE * (0.95 * 0.05 / len(values)) ** 0.5)
    return float(np.quantile(values, share, method="higher"))


def _normal_point(values: Floats) -> float:
    """The same of a normal distribution, which A - U is close to above 16 people; a dozen draws have no 95 % point worth the name."""
    count = len(values)
    a, b = 1 - _SURE**2 / (2 * (count - 1)), _SURE**2 - _SURE**2 / count
    factor = (_SURE + (_SURE**2 - a * b) ** 0.5) / a
    return float(values.mean() + factor * values.std(ddof=1))


@lru_cache(maxsize=2048)
def _limits_at_point(design: Design, n: int) -> tuple[float, ...]:
    if (known := packaged().get(design.digest)) and n in known.camps:
        return known.camps[n]
    return simulate_limits(design, n)


@lru_cache(maxsize=4096)
def camp_limits(design: Design, n: int) -> tuple[float, ...]:
    """The limits at `KNOTS` for n people; above 16 between the sizes of the grid, in log n."""
    if n <= EXACT_UP_TO:
        return _limits_at_point(design, n)
    lower, upper, weight = neighbours(n)
    pairs = zip(_limits_at_point(design, lower), _limits_at_point(design, upper), strict=True)
    return tuple(a + (b - a) * weight for a, b in pairs)


def camp_limit(design: Design, n: int, *, average: float, kappa: float) -> float:
    """The 95 % point of A - U, in points, among camp-free teams of n with this A. n >= 2.

    `kappa` is that of the team's own pattern of open cells: fewer common cells make cuts deeper by chance, for teams with and without
    a shared truth alike, so that the excess of the limit over the mean grows as kappa - 1 does. Between two knots the larger of
    their limits holds, since with few possible answers it jumps; A below -20 or above 90 takes that of the nearest knot.
    """
    mean = 1 - average / 100
    limits = camp_limits(design, n)
    above = int(np.searchsorted(KNOTS, round(mean, 9)))
    limit = max(limits[max(0, above - 1) : above + 1])
    whole = constants(design, n).kappa
    if kappa <= whole or whole <= 1:  # where whole pairs have nothing in common their mean stands in for them, and kappa falls
        return limit
    excess = (whole * (limit / 100 + mean) - mean) * (kappa - 1) / (whole - 1)
    return 100 * ((mean + excess) / kappa - mean)
