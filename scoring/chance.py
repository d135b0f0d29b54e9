"""What chance alone gives: kappa, the chance band of the index and the reference of ordinary habits, kept per design, n and mask.

Up to 16 people they are simulated with the wave's own pattern of unanswered cells (decision 50), each pattern laid over
the same random teams; above, on a grid of sizes with complete answers, between which they are interpolated in log n (decision 34).
Shipped instruments carry theirs in `constants/`.
"""

from functools import lru_cache
from importlib import resources

import msgspec
import numpy as np
from msgspec import Struct

from scoring.design import Bools, Design, Floats, ListShape, mask_key, mask_of_key, seed_of
from scoring.masked_teams import MaskedTeams, keep_teams
from scoring.random_teams import Habit, random_teams
from scoring.results import Reference
from scoring.splits import EXACT_UP_TO, largest_cuts, largest_cuts_of_pairs

GRID = (20, 28, 40, 56, 80, 112, 160, 200)
_CHUNK = 600_000  # cells of pairwise matrices held at once


class Constants(Struct, frozen=True):
    """What random teams of n show. kappa: expected largest cut over floor(n^2/4). The rest in points of I."""

    kappa: float
    low: float  # 2.5 %
    high: float  # 97.5 %
    p95: float
    block_sd: dict[str, float]  # SD of each block's value at this n


def draws_for(n: int) -> int:
    """Number of simulated teams of n (decisions 34 and 50)."""
    return 6_000 if n <= 5 else 2_000 if n <= 10 else 500 if n <= EXACT_UP_TO else 100


class _Draw(Struct, frozen=True):
    average: Floats  # (teams,), points
    cut: Floats  # (teams,)
    blocks: dict[str, Floats]  # block -> points (teams,)


@lru_cache(maxsize=16)
def _kept_teams(design: Design, n: int, habit: Habit) -> MaskedTeams:
    """The random teams over which every pattern of open cells is laid: one draw per design, size and habit (decision 49).

    The seed holds no pattern: chance constants of two patterns then differ by the patterns alone, not by the luck of two draws.
    """
    rng = np.random.default_rng(seed_of(design.digest, str(n), "", _statistic(habit)))
    return keep_teams(design, n, teams=draws_for(n), habit=habit, rng=rng)


def _statistic(habit: Habit) -> str:
    return "kappa" if habit == "uniform" else "reference"


def _draw(design: Design, n: int, key: bytes, habit: Habit) -> _Draw:
    mask = mask_of_key(key, n, sum(design.widths))
    if n > EXACT_UP_TO:
        return _draw_large(design, mask, habit)
    teams = _kept_teams(design, n, habit).with_mask(mask)
    return _Draw(
        average=100 * (1 - teams.delta.mean(axis=0)),
        cut=largest_cuts_of_pairs(teams.delta, n),
        blocks={name: 100 * (1 - mean) for name, mean in teams.means.items()},
    )


def _draw_large(design: Design, mask: Bools, habit: Habit) -> _Draw:
    """Teams of a size at which the deepest split is searched for, a few at once."""
    n = len(mask)
    rng = np.random.default_rng(seed_of(design.digest, str(n), "", _statistic(habit)))
    teams = draws_for(n)
    step = max(1, _CHUNK // (n * n))
    upper = np.triu_indices(n, 1)
    averages, cuts = [], []
    blocks: dict[str, list[Floats]] = {}
    for at in range(0, teams, step):
        composed = random_teams(design, n, mask, teams=min(step, teams - at), habit=habit, rng=rng)
        averages.append(100 * (1 - composed.delta[:, upper[0], upper[1]].mean(axis=1)))
        cuts.append(largest_cuts(composed.delta))
        for name, mean in composed.means.items():
            blocks.setdefault(name, []).append(100 * (1 - mean))
    return _Draw(np.concatenate(averages), np.concatenate(cuts), {name: np.concatenate(parts) for name, parts in blocks.items()})


def _index_of(draw: _Draw, kappa: float) -> Floats:
    values: Floats = np.minimum(draw.average, 100 * (1 - draw.cut / kappa))
    return values


def simulate_constants(design: Design, n: int, key: bytes) -> Constants:
    """Constants of one size, simulated."""
    draw = _draw(design, n, key, "uniform")
    # Never below 1, the expectation of any even split: where nearly all cells are open a mean of draws may fall short of it.
    kappa = 1.0 if n == 2 else max(1.0, float(draw.cut.mean()))  # of two people the only split is the pair itself: E = 1 exactly
    index = _index_of(draw, kappa)
    if n <= EXACT_UP_TO:
        low, high, p95 = (float(value) for value in np.quantile(index, (0.025, 0.975, 0.95)))
    else:  # a hundred draws have no 2.5 % point worth the name; at this size the index is close to normal
        mean, sd = float(index.mean()), float(index.std(ddof=1))
        low, high, p95 = mean - 1.959964 * sd, mean + 1.959964 * sd, mean + 1.644854 * sd
    return Constants(kappa, low, high, p95, {name: float(values.std(ddof=1)) for name, values in draw.blocks.items()})


def simulate_reference(design: Design, n: int, key: bytes, *, kappa: float) -> Reference:
    """Mean and 95 % limit of I among people with ordinary habits, simulated."""
    index = _index_of(_draw(design, n, key, "ordinary"), kappa)
    mean = float(index.mean())
    limit = float(np.quantile(index, 0.95)) if n <= EXACT_UP_TO else mean + 1.644854 * float(index.std(ddof=1))
    return Reference(mean, limit)


class Packaged(Struct, frozen=True):
    """Constants of one design with complete answers, by team size. camps: limits of A - U at `camp_free.KNOTS`."""

    constants: dict[int, Constants]
    references: dict[int, Reference]
    camps: dict[int, tuple[float, ...]] = msgspec.field(default_factory=dict)


@lru_cache(maxsize=1)
def packaged() -> dict[str, Packaged]:
    """Constants of the shipped instruments, by digest of their design."""
    found: dict[str, Packaged] = {}
    folder = resources.files("scoring") / "constants"
    if not folder.is_dir():
        return found
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".json"):
            found.update(msgspec.json.decode(file.read_bytes(), type=dict[str, Packaged]))
    return found


@lru_cache(maxsize=2048)
def _at_point(design: Design, n: int, key: bytes) -> Constants:
    if not key and (known := packaged().get(design.digest)) and n in known.constants:
        return known.constants[n]
    return simulate_constants(design, n, key)


@lru_cache(maxsize=2048)
def _reference_at_point(design: Design, n: int, key: bytes) -> Reference:
    if not key and (known := packaged().get(design.digest)) and n in known.references:
        return known.references[n]
    return simulate_reference(design, n, key, kappa=_at_point(design, n, key).kappa)


def neighbours(n: int) -> tuple[int, int, float]:
    """The two sizes of the grid around n and the weight of the upper one, in log n; the last one stands for all above it."""
    points = (EXACT_UP_TO, *GRID)
    upper = next((point for point in points if point >= n), points[-1])
    lower = max((point for point in points if point <= n), default=points[0])
    weight = 0.0 if upper == lower else float(np.log(n / lower) / np.log(upper / lower))
    return lower, upper, weight


def _blend(a: float, b: float, weight: float) -> float:
    return a + (b - a) * weight


@lru_cache(maxsize=4096)
def constants(design: Design, n: int, key: bytes = b"") -> Constants:
    """Chance constants of teams of n (at least 2) with this design; `key` is `mask_key` of the cells they answered."""
    if n <= EXACT_UP_TO:
        return _at_point(design, n, key)
    lower, upper, weight = neighbours(n)
    a, b = _at_point(design, lower, b""), _at_point(design, upper, b"")
    return Constants(
        _blend(a.kappa, b.kappa, weight),
        _blend(a.low, b.low, weight),
        _blend(a.high, b.high, weight),
        _blend(a.p95, b.p95, weight),
        {name: _blend(sd, b.block_sd[name], weight) for name, sd in a.block_sd.items()},
    )


@lru_cache(maxsize=4096)
def reference(design: Design, n: int, key: bytes = b"") -> Reference:
    """The index of independent people with ordinary answering habits: mean and 95 % limit (decision 44)."""
    if n <= EXACT_UP_TO:
        return _reference_at_point(design, n, key)
    lower, upper, weight = neighbours(n)
    a, b = _reference_at_point(design, lower, b""), _reference_at_point(design, upper, b"")
    return Reference(_blend(a.mean, b.mean, weight), _blend(a.limit, b.limit, weight))


def key_for(mask: Bools) -> bytes:
    """The key of a team's mask: its pattern up to 16 people, above that the complete one."""
    return mask_key(mask) if len(mask) <= EXACT_UP_TO else b""


def kappa_of_design(
    n: int,
    *,
    ratings: int,
    levels: int,
    picks: int,
    priorities: int,
    parts: int,
    definitions: int,
    options: int,
    weights: tuple[float, float, float, float] | dict[str, float],
) -> float:
    """kappa(n) of a plain design: J rating items of m levels, k picks of M, one allocation, L definitions of c options.

    Expected largest cut of random teams over floor(n^2/4); `weights` of the blocks R, P, A, D (scoring, 12.4). n >= 2.
    """
    given = tuple(weights[name] for name in "RPAD") if isinstance(weights, dict) else weights
    design = Design(
        levels=(levels,) * ratings,
        lists=(ListShape(priorities, picks),) if picks else (),
        parts=(parts,) if parts else (),
        terms=((options,),) * definitions,
        weights=(given[0], given[1], given[2], given[3]),
    )
    return constants(design, n).kappa
