"""Change that comes from answering twice: simulated teams of one instrument in which nothing happened between two waves.

Each person's two sets of answers are independent draws around one truth that the whole team shares and that stays as it is; how
closely they follow it is set so that the team's A is the one observed. This is the widest of the nulls in which people's two
answer sets are exchangeable: none of what separates two people lasts to the next wave. Where half of it lasts, the
standard deviations are those of the table in scoring, 11.2 (10.8, 7.9, 6.3, 5.6, 4.8 points for n = 4, 6, 8, 10, 12 at an A of 30)
to within a tenth. How much lasts is not known before the index has been asked twice of teams in which nothing happened.
"""

from functools import lru_cache
from statistics import NormalDist

import numpy as np
from msgspec import Struct

from scoring.chance import constants, key_for
from scoring.design import Bools, Design, Floats, seed_of
from scoring.disagreement import Composed
from scoring.random_teams import Drawn, compose_drawn, midranks_of
from scoring.splits import largest_cuts

TEAMS = 2_000
_PAIRS = 4_000
_SHARES = (0.0, 0.03, 0.07, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.88, 0.94, 0.97, 0.99, 0.998, 1.0)
_STEP = 5.0  # points of A to which the observed value is rounded, so that teams share simulations
_HIGHEST = 95.0  # nobody knows of a team of one mind that it will not differ once
_POINT = 0.97  # of |change|: a margin, since people's habits are others than the simulated ones
_PLACES = np.linspace(0.0005, 0.9995, 2_000)
_NORMAL = np.array([NormalDist().inv_cdf(float(place)) for place in _PLACES])


class NullChange(Struct, frozen=True):
    """The smallest change of A and of I, in points, that stands out from answering twice."""

    average: float
    index: float


def null_change(design: Design, before: Bools, after: Bools, average: float) -> NullChange:
    """1.96 SD of the change of A and I among simulated teams in which nothing happened, and no less than their 97 % point.

    before, after: answered cells of the same n people (at least 2, meant for fewer than 6) in both waves, (n, columns) in the order of
    `Design.widths`. average: the observed A, around which the teams are simulated; at 0 and below they answer at random. The
    97 % point of |change| is taken where it is larger, so that of teams with other habits, too, at most 5 % pass.
    2,000 teams, seeded by design, n and pattern; exchanging the waves or reordering people changes nothing.

    >>> ratings = Design(levels=(5,) * 20)
    >>> cells = np.ones((4, 20), dtype=bool)
    >>> found = null_change(ratings, cells, cells, 0.0)
    >>> 36 < found.average < 42  # by the closed form of scoring, 12.4, SD(A) = 13.1, and 1.96 sqrt(2) SD(A) = 36.2
    True
    """
    rounded = min(_HIGHEST, max(0.0, _STEP * round(round(average, 9) / _STEP)))
    n = len(before)
    both = min(_pattern(before, after), _pattern(after, before))
    return _simulated(design, n, both, rounded)


def _pattern(first: Bools, second: Bools) -> bytes:
    return b"".join(sorted(row.tobytes() for row in np.packbits(np.hstack([first, second]), axis=1)))


@lru_cache(maxsize=512)
def _simulated(design: Design, n: int, pattern: bytes, average: float) -> NullChange:
    columns = sum(design.widths)
    rows = np.frombuffer(pattern, dtype=np.uint8).reshape(n, -1)
    cells = np.unpackbits(rows, axis=1, count=2 * columns).astype(np.bool_)
    rng = np.random.default_rng(seed_of(design.digest, str(n), "", "change"))
    share = share_at(design, average)
    masks = (cells[:, :columns], cells[:, columns:])
    waves = [
        (compose_drawn(design, drawn, mask), constants(design, n, key_for(mask)).kappa)
        for drawn, mask in zip(draw_around(design, n, share=share, teams=TEAMS, waves=2, rng=rng), masks, strict=True)
    ]
    averages = [_averages(composed) for composed, _ in waves]
    indices = [
        np.minimum(found, 100 * (1 - largest_cuts(composed.delta) / kappa))
        for found, (composed, kappa) in zip(averages, waves, strict=True)
    ]
    return NullChange(_detectable(averages[1] - averages[0]), _detectable(indices[1] - indices[0]))


def _averages(composed: Composed) -> Floats:
    upper = np.triu_indices(composed.delta.shape[-1], 1)
    found: Floats = 100 * (1 - composed.delta[:, upper[0], upper[1]].mean(axis=1))
    return found


def _detectable(change: Floats) -> float:
    return max(1.96 * float(np.sqrt((change**2).mean())), float(np.quantile(np.abs(change), _POINT)))


@lru_cache(maxsize=64)
def _averages_of_shares(design: Design) -> tuple[float, ...]:
    """A expected at each of the shares; it does not depend on n, so two people do. 0 and 100 at the ends by construction."""
    found = [0.0]
    everything = np.ones((2, sum(design.widths)), dtype=np.bool_)
    for share in _SHARES[1:-1]:
        rng = np.random.default_rng(seed_of(design.digest, "2", "", "change"))
        (drawn,) = draw_around(design, 2, share=share, teams=_PAIRS, waves=1, rng=rng)
        found.append(float(_averages(compose_drawn(design, drawn, everything)).mean()))
    return (*np.maximum.accumulate(found).tolist(), 100.0)


def share_at(design: Design, average: float) -> float:
    """How much of an answer has to be shared for an expected A, 0 to 1: found on a grid of simulated pairs, between it linearly."""
    return float(np.interp(average, _averages_of_shares(design), _SHARES))


def draw_around(design: Design, n: int, *, share: float, teams: int, waves: int, rng: np.random.Generator) -> tuple[Drawn, ...]:
    """Answers of `teams` teams of n in several waves, each person's around one truth per team: sqrt(share) truth + the rest noise.

    Hidden values are normal: cut at equal chances they are levels, the largest are picked or chosen, as exponentials they share
    points. So a share of 0 gives uniform answers of independent people, 1 the same answers from everybody.
    """
    ratings: list[Floats] = []
    for size in design.levels:
        cuts = [NormalDist().inv_cdf(level / size) for level in range(1, size)]
        hidden = _hidden((teams, n, waves, 1), share, rng)[..., 0]
        ratings.append(np.searchsorted(cuts, hidden).astype(np.float64) + 1.0)
    lists, allocations, terms = [], [], []
    for question in design.lists:
        places = min(question.places, question.size)
        order = np.argsort(-_hidden((teams, n, waves, question.size), share, rng), axis=-1)[..., :places]
        top, bottom = midranks_of(question, places)
        ranks = np.full((teams, n, waves, question.size), bottom)
        np.put_along_axis(ranks, order, np.broadcast_to(top, order.shape), axis=-1)
        lists.append(ranks)
    for parts in design.parts:
        raw = -np.log(np.interp(_hidden((teams, n, waves, parts), share, rng), _NORMAL, _PLACES))
        allocations.append(raw / raw.sum(axis=-1, keepdims=True))
    for options in design.terms:
        chosen = [_hidden((teams, n, waves, c), share, rng).argmax(axis=-1).astype(np.float64) for c in options]
        terms.append(np.stack(chosen, axis=-1))
    return tuple(
        Drawn(
            ratings=np.stack([levels[:, :, wave] for levels in ratings], axis=-1) if ratings else None,
            lists=tuple(ranks[:, :, wave].copy() for ranks in lists),
            allocations=tuple(shares[:, :, wave].copy() for shares in allocations),
            terms=tuple(options[:, :, wave].copy() for options in terms),
        )
        for wave in range(waves)
    )


def _hidden(shape: tuple[int, int, int, int], share: float, rng: np.random.Generator) -> Floats:
    teams, _, _, width = shape
    truth = rng.standard_normal((teams, 1, 1, width))
    hidden: Floats = np.sqrt(share) * truth + np.sqrt(1 - share) * rng.standard_normal(shape)
    return hidden
