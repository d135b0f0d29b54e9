"""The same statistic on the same data in the same run: here, and in packages that are made for it."""

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from scoring.concordance import compare_concordance
from scoring.definitions import krippendorff_alpha
from scoring.functions import compare_groups
from scoring.priorities import kendall_tau, spearman
from tests.benchmarks.clock import processor_seconds


class Ratio(NamedTuple):
    """One comparison; `theirs` is None where the package is not installed."""

    what: str
    package: str
    ours: float
    theirs: float | None


def ratios() -> list[Ratio]:
    """Every comparison, processor seconds."""
    rng = np.random.default_rng(1)
    ratings = rng.integers(1, 6, (15, 40)).astype(float)
    ratings[rng.random(ratings.shape) < 0.05] = np.nan
    ranks = rng.random((15, 12)).argsort(axis=1).argsort(axis=1) + 1.0
    points = rng.normal(size=(60, 5))
    distances = np.sqrt(((points[:, None] - points) ** 2).sum(axis=2))
    groups = [f"f{person % 6}" for person in range(60)]
    many = rng.random((40, 12)).argsort(axis=1).argsort(axis=1) + 1.0
    return [
        _compare(
            "Krippendorff's alpha, 15 people, 40 items", "krippendorff", lambda: krippendorff_alpha(ratings, metric="ordinal"), ratings
        ),
        _compare(
            "Kendall's W with p, 15 rankings of 12", "pingouin", lambda: compare_concordance(ranks, rng=np.random.default_rng(1)), ranks
        ),
        _compare(
            "PERMANOVA, 60 people, 9,999 permutations",
            "skbio",
            lambda: compare_groups(distances, groups, rng=np.random.default_rng(1)),
            (distances, groups),
            rounds=2,
        ),
        _compare("Kendall's tau of every two of 40 rankings", "scipy", lambda: kendall_tau(many), (many, "kendalltau"), rounds=2),
        _compare("Spearman's rho of every two of 40 rankings", "scipy", lambda: spearman(many), (many, "spearmanr"), rounds=2),
    ]


def _compare(what: str, package: str, ours: Callable[[], object], data: Any, *, rounds: int = 5) -> Ratio:
    ours()
    own = processor_seconds(ours, rounds)
    try:
        module = importlib.import_module(package)
    except ImportError:
        return Ratio(what, package, own, None)
    theirs = THEIRS[package](module, data)
    theirs()
    return Ratio(what, package, own, processor_seconds(theirs, rounds))


def _krippendorff(module: Any, ratings: Any) -> Callable[[], object]:
    return lambda: module.alpha(reliability_data=ratings, level_of_measurement="ordinal")


def _pingouin(module: Any, ranks: Any) -> Callable[[], object]:
    import pandas as pd

    rows = [(person, option, rank) for person, row in enumerate(ranks) for option, rank in enumerate(row)]
    table = pd.DataFrame(rows, columns=["person", "option", "rank"])
    return lambda: module.friedman(table, dv="rank", within="option", subject="person")


def _skbio(_: Any, data: Any) -> Callable[[], object]:
    from skbio import DistanceMatrix
    from skbio.stats.distance import permanova

    distances, groups = data
    matrix = DistanceMatrix(distances)
    return lambda: permanova(matrix, groups, permutations=9_999)


def _scipy(_: Any, data: Any) -> Callable[[], object]:
    from scipy import stats

    rows, name = data
    correlate = getattr(stats, name)
    return lambda: [correlate(first, second) for at, first in enumerate(rows) for second in rows[at + 1 :]]


THEIRS = {"krippendorff": _krippendorff, "pingouin": _pingouin, "skbio": _skbio, "scipy": _scipy}
