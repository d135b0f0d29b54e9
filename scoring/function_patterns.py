"""Findings on functions: that they answer alike within and apart between, overall and on single ratings, where tests say so.

Among two dozen ratings some always look like a line between functions by chance. A single rating is therefore named only where
the whole matrix is tested first and found apart (so at most one team in twenty without such a line is told of one), and only if
its own permutation p stands within its family after Benjamini and Hochberg (scoring, 11.3).
"""

from dataclasses import dataclass

import numpy as np

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.change import benjamini_hochberg
from scoring.checks.pay import function_text
from scoring.coding import rating_of
from scoring.design import Floats, seed_of
from scoring.labelings import LISTED, draw_labelings, list_labelings, permutation_count
from scoring.results import Evidence, Finding, TeamScore
from scoring.wording import counted, decimal, listed, quoted
from survey_definitions.schema import RatingItem


def silo_findings(score: TeamScore) -> list[Finding]:
    """Functions that answer alike within and apart between, where a test says so."""
    gap = score.silo_gap
    if not apart(score) or gap.value is None or gap.p is None:
        return []
    return [
        Finding(
            kind="functions_apart",
            subject="functions",
            sentence=(
                "Colleagues of one function answer more alike than colleagues of two functions, "
                f"by {counted(round(gap.value), 'point', 'points')} of alignment (p = {gap.p:.3f})."
            ),
            size=min(1.0, gap.value / 100),
            weight=2,
            certainty="tested",
            evidence=Evidence(
                items=(),
                n=gap.n,
                values={"gap": gap.value, "points": round(gap.value), "p": gap.p},
                formula="silo gap; PERMANOVA by permutation",
            ),
        )
    ]


def apart(score: TeamScore) -> bool:
    """Whether the test of the whole matrix says that functions stand apart: the gate of everything that is said of single ratings."""
    gap = score.silo_gap
    return gap.value is not None and gap.p is not None and gap.value > 0 and round(gap.p, 9) <= thresholds.TESTED_UP_TO


@dataclass(frozen=True)
class _Split:
    """One rating between functions. `size`: squared difference between less within, over its chance value."""

    item: RatingItem
    means: dict[str, float]
    size: float
    n: int
    column: int


def function_findings(score: TeamScore, answers: TeamAnswers, people: tuple[Respondent, ...]) -> list[Finding]:
    """Ratings on which colleagues of one function answer alike and functions differ; nothing unless functions stand apart overall."""
    if not apart(score):
        return []
    members = [person for person in people if person.function]
    names = sorted({person.function for person in members})
    items = sorted((item for _, item in answers.instrument.items() if isinstance(item, RatingItem)), key=lambda item: item.code)
    levels = np.array([[rating_of(item, answers.value(person, item.code)) for item in items] for person in members])
    labels = np.array([names.index(person.function) for person in members])
    splits = [split for column, item in enumerate(items) if (split := _split(item, column, levels[:, column], labels, names)) is not None]
    if not splits:
        return []
    p = label_swap_p(levels, labels, seed=seed_of(answers.instrument.id, answers.wave, "functions_apart"))
    # One family: every rating that could be said to lie between functions, whether or not it looks like it.
    family = [split.column for split in splits]
    adjusted = dict(zip(family, benjamini_hochberg([p[column] for column in family]), strict=True))
    return [
        _finding(answers, split, p=p[split.column], adjusted=value, tests=len(family))
        for split in splits
        if (value := adjusted[split.column]) is not None
        and round(value, 9) <= thresholds.FALSE_DISCOVERIES
        and round(split.size, 9) >= thresholds.FUNCTIONS_APART_FROM
    ]


def _split(item: RatingItem, column: int, levels: Floats, labels: np.ndarray, names: list[str]) -> _Split | None:
    known = ~np.isnan(levels)
    groups = [levels[known & (labels == number)] for number in range(len(names))]
    within = sum(len(group) * (len(group) - 1) // 2 for group in groups)
    total = int(known.sum())
    between = total * (total - 1) // 2 - within
    if within < thresholds.PAIRS_WITHIN or not between:
        return None
    # Sum of squared differences of the pairs of a set: its size times the sum of squares less the square of the sum.
    inside = sum(float(len(group) * (group @ group) - group.sum() ** 2) for group in groups)
    whole = float(total * (levels[known] @ levels[known]) - levels[known].sum() ** 2)
    size = ((whole - inside) / between - inside / within) * 6 / (item.size**2 - 1)
    means = {name: float(group.mean()) for name, group in zip(names, groups, strict=True) if len(group)}
    return _Split(item, means, size, total, column)


def label_swap_p(levels: Floats, labels: np.ndarray, *, seed: int) -> Floats:
    """Permutation p of every rating at once, (J,): the share of labelings of people by function with as small a sum of squares within.

    levels: (n, J), NaN where open; labels: (n,) function numbers. Open cells stay with their people. Every labeling up to 20,000,
    else 9,999 drawn, p = (b + 1) / (B + 1). Equivalent to the F of a one-way analysis of variance; Phipson & Smyth (2010).
    """
    sizes = tuple(int(size) for size in np.bincount(labels) if size)
    exact = permutation_count(sizes) <= LISTED
    rows = list_labelings(sizes) if exact else draw_labelings(sizes, np.random.default_rng(seed))
    known = (~np.isnan(levels)).astype(np.float64)
    # Centred on the middle level, sums are small whole numbers or halves: nothing is lost to rounding.
    x = np.where(known > 0, np.nan_to_num(levels) - np.round(np.nanmean(levels)), 0.0)
    observed = _explained(x, known, labels[None])[0]
    # Products this small stay on one thread; larger ones wake the linear algebra library's others, which then idle at full load.
    step = max(1, 250_000 // max(1, x.size))
    explained = np.concatenate([_explained(x, known, rows[at : at + step]) for at in range(0, len(rows), step)])
    hits = (explained >= observed - 1e-9 * (1 + np.abs(observed))).sum(axis=0)
    p: Floats = hits / len(rows) if exact else (hits + 1) / (len(rows) + 1)
    return p


def _explained(x: Floats, known: Floats, rows: np.ndarray) -> Floats:
    """Sum over functions of S_g^2 / n_g, (L, J): up where the sum of squares within is down, the total being the same."""
    total = np.zeros((len(rows), x.shape[1]))
    whole = bool(known.all())
    for number in range(int(rows.max()) + 1):
        inside = (rows == number).astype(np.float64)
        squares = inside @ x
        squares *= squares
        # Every labeling has functions of the same sizes. Where nobody of a function answered, the sum is 0 as well.
        squares /= inside[0].sum() if whole else np.maximum(inside @ known, 1.0)
        total += squares
    return total


def _finding(answers: TeamAnswers, split: _Split, *, p: float, adjusted: float, tests: int) -> Finding:
    item, means = split.item, split.means
    low, high = min(means.values()), max(means.values())
    names = {code: function_text(answers.instrument, code) for code in means}
    lowest = sorted(code for code, mean in means.items() if round(mean - low, 9) == 0)
    highest = sorted(code for code, mean in means.items() if round(high - mean, 9) == 0)
    return Finding(
        kind="functions_apart",
        subject=item.code,
        sentence=(
            f"On {quoted(item.text)} colleagues of one function answer alike and functions differ: "
            f"{listed([names[code] for code in lowest])} at {decimal(low)}, "
            f"{listed([names[code] for code in highest])} at {decimal(high)}."
        ),
        size=min(1.0, split.size),
        weight=item.weight,
        certainty="tested",
        evidence=Evidence(
            items=(item.code,),
            n=split.n,
            values={
                "lowest": low,
                "highest": high,
                "functions_low": lowest,
                "functions_high": highest,
                "gap": split.size,
                "p": float(p),
                "p_adjusted": adjusted,
                "tests": tests,
            },
            formula="squared difference between functions less within, over its chance value; permutation, Benjamini and Hochberg",
        ),
        private=item.private,
    )
