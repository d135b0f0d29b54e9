"""The perception matrix: how each function sees its own work, and how others see it (scoring, part 7; the twelve capabilities).

Two kinds of items tell it: perceptions, which rate several functions by name, and plain ratings that say whose work they rate.
"""

from functools import cache, lru_cache
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.change import benjamini_hochberg
from scoring.checks.pay import function_text
from scoring.design import Floats
from scoring.labelings import LISTED
from scoring.matrices import View
from scoring.results import Evidence, Finding
from scoring.wording import counted, decimal, quoted
from survey_definitions.schema import PerceptionItem, RatingItem

GOALS = "who_knows_whose_goal"  # what an item on each other's goals feeds
Rated = PerceptionItem | RatingItem


def rated_functions(answers: TeamAnswers, item: Rated) -> tuple[str, ...]:
    """Whose work an item rates. A perception that names none rates every function, a plain rating that names none rates nobody's."""
    if item.about or isinstance(item, RatingItem):
        return item.about
    return tuple(function.code for function in answers.instrument.functions)


def _level(item: Rated, value: object, about: str) -> int | None:
    """The level given to a function, up is more mature; None where there is none."""
    given = value.get(about) if isinstance(item, PerceptionItem) and isinstance(value, dict) else value
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= item.size:
        return None
    return item.size + 1 - given if isinstance(item, RatingItem) and item.reversed else given


def _ratings(answers: TeamAnswers, people: tuple[Respondent, ...], item: Rated, about: str) -> list[tuple[Respondent, int]]:
    found = [(person, _level(item, answers.value(person, item.code), about)) for person in people]
    return [(person, level) for person, level in found if level is not None]


def views_of(answers: TeamAnswers, people: tuple[Respondent, ...]) -> tuple[View, ...]:
    """Every item that rates functions, function by function. Whoever speaks for a function, by a second seat too, rates the own one.

    Means of levels, turned round for reversed items; `by` the others by their first function. Without own or without other ratings
    there is no gap; nobody at all: `too_few`.
    """
    items = [item for _, item in answers.instrument.items() if isinstance(item, PerceptionItem | RatingItem)]
    seats = [(person.functions, person.function) for person in people]  # a set is made at each asking
    found = []
    for item in items:
        rated = rated_functions(answers, item)
        values = [answers.value(person, item.code) for person in people] if rated else []
        found += [_view(item, about, seats, values) for about in rated]
    return tuple(found)


def _view(item: Rated, about: str, seats: list[tuple[frozenset[str], str]], values: list[object]) -> View:
    own: list[int] = []
    others: list[int] = []
    by: dict[str, list[int]] = {}
    for (functions, function), value in zip(seats, values, strict=True):
        level = _level(item, value, about)
        if level is None:
            continue
        if about in functions:
            own.append(level)
            continue
        others.append(level)
        if function:
            by.setdefault(function, []).append(level)
    here, there = _mean(own), _mean(others)
    return View(
        item=item.code,
        about=about,
        levels=item.size,
        own=here,
        own_n=len(own),
        others=there,
        others_n=len(others),
        by={function: (sum(levels) / len(levels), len(levels)) for function, levels in sorted(by.items())},
        gap=None if here is None or there is None else here - there,
        status="ok" if own or others else "too_few",
    )


def _mean(levels: list[int]) -> float | None:
    return sum(levels) / len(levels) if levels else None


def own_side_p(levels: Floats, own: int) -> float | None:
    """Two-sided p of mean of the first `own` levels less mean of the rest: every choice of `own` of the n raters as likely.

    Exact up to 20,000 choices; None above, and where no choice is rarer than one in twenty. Fisher (1935); Pitman (1937).

    >>> own_side_p(np.array([5.0, 5, 1, 2, 1, 2, 1]), 2), own_side_p(np.array([5.0, 1, 1]), 1)
    (0.047619047619047616, None)
    """
    n = len(levels)
    count = comb(n, own)
    if own in {0, n} or count > LISTED or round(1 / count, 9) > thresholds.TESTED_UP_TO:
        return None
    sums = levels[_choices(n, own)].sum(axis=1)
    # The mean of the rest falls as that of the own side rises, so the distance of the sum from its expectation is enough.
    distance = np.abs(sums * n - own * levels.sum())
    return float((distance >= abs(float(levels[:own].sum()) * n - own * float(levels.sum()))).mean())


@lru_cache(maxsize=32)
def _choices(n: int, own: int) -> NDArray[np.intp]:
    """Every choice of so many of n, one in a row; at most `LISTED` rows."""
    return np.array(list(combinations(range(n), own)), dtype=np.intp)


@cache
def _sums_at_random(raters: int, levels: int) -> Floats:
    """Probability of each sum of so many levels 1..m drawn at random, from `raters` to `raters * levels`."""
    chances = np.ones(1)
    for _ in range(raters):
        chances = np.convolve(chances, np.full(levels, 1 / levels))
    return chances


def gap_at_random(gap: float, own: int, others: int, levels: int) -> float | None:
    """Probability that mean of `own` random levels 1..m less mean of `others` random levels is `gap` or more: exact, by convolution.

    People who answer closer together than at random reach it more rarely still. None where one side is empty.

    >>> gap_at_random(4.0, 1, 2, 5), gap_at_random(3.0, 1, 1, 5), gap_at_random(2.0, 1, 0, 5)
    (0.008, 0.12, None)
    """
    if own < 1 or others < 1 or levels < 2:
        return None
    here, there = _sums_at_random(own, levels), _sums_at_random(others, levels)
    up_to = np.concatenate([[0.0], np.cumsum(there)])
    # In whole numbers, others * S - own * T against gap * own * others, so that equal differences are found equal.
    least = round(gap * own * others)
    highest = ((own + np.arange(len(here))) * others - least) // own - others  # place of the largest sum T that still is as far below
    return round(float(here @ up_to[np.clip(highest + 1, 0, len(there))]), 12)


def _beyond_chance(views: list[View]) -> set[tuple[str, str]]:
    """Views whose own side lies further above the others than random answers would put it, all views of the wave as one family."""
    chances = [gap_at_random(view.gap, view.own_n, view.others_n, view.levels) if view.gap is not None else None for view in views]
    tested = [(view.item, view.about) for view, p in zip(views, chances, strict=True) if p is not None]
    adjusted = benjamini_hochberg([p for p in chances if p is not None])
    return {key for key, p in zip(tested, adjusted, strict=True) if p is not None and round(p, 9) <= thresholds.TESTED_UP_TO}


def _tested(answers: TeamAnswers, people: tuple[Respondent, ...], views: list[View]) -> set[tuple[str, str]]:
    """Plain ratings on which the own side stands apart from the others by dealing the answers anew, tested as one family."""
    found: dict[tuple[str, str], float] = {}
    for view in views:
        item = answers.instrument.item(view.item)
        if isinstance(item, RatingItem):
            rated = sorted(_ratings(answers, people, item, view.about), key=lambda pair: (view.about not in pair[0].functions, pair[1]))
            p = own_side_p(np.array([float(level) for _, level in rated]), view.own_n)
            if p is not None:
                found[view.item, view.about] = p
    adjusted = zip(found, benjamini_hochberg(list(found.values())), strict=True)
    return {key for key, p in adjusted if p is not None and round(p, 9) <= thresholds.TESTED_UP_TO}


def perception_findings(answers: TeamAnswers, people: tuple[Respondent, ...], views: tuple[View, ...]) -> list[Finding]:
    """Functions that see themselves higher than others see them, by one level of five and more, and by more than chance.

    Such a sentence claims a line between functions, from very few people. It is said only where random answers of as many people
    would give as large a gap too rarely (`gap_at_random`), over all views of the wave together: at most one wave in twenty without
    any such gap holds one. A plain rating that everybody answers is no question on a function by name: there the gap must as well
    stand out among all ways to deal the answers anew among the raters (`own_side_p`). That the others see a function higher than it
    sees itself stands in the matrix and is no finding.
    """
    items = {item.code: item for _, item in answers.instrument.items() if isinstance(item, PerceptionItem | RatingItem)}
    # That a function knows its own goal better than others do is no view of itself.
    rated = [view for view in views if view.item in items and GOALS not in items[view.item].feeds]
    beyond, tested = _beyond_chance(rated), _tested(answers, people, rated)
    found = []
    for view in rated:
        item = items[view.item]
        if view.gap is None or view.own is None or view.others is None or (view.item, view.about) not in beyond:
            continue
        size = view.gap / (item.size - 1)
        if view.own_n + view.others_n < thresholds.PEOPLE or round(size, 9) < thresholds.PERCEPTION_GAP_FROM:
            continue
        certain = (view.item, view.about) in tested
        if isinstance(item, RatingItem) and not certain:
            continue
        found.append(
            Finding(
                kind="perception_gap",
                subject=item.code,
                sentence=(
                    f"On {quoted(item.text)} {function_text(answers.instrument, view.about)} sees itself at {decimal(view.own)} "
                    f"of {item.size}, {counted(view.others_n, 'colleague', 'colleagues')} of other functions at {decimal(view.others)}."
                ),
                size=min(1.0, size),
                weight=item.weight,
                certainty="tested" if certain else "outside_chance",
                evidence=Evidence(
                    items=(item.code,),
                    n=view.own_n + view.others_n,
                    values={
                        "function": view.about,
                        "own": view.own,
                        "others": view.others,
                        "levels": item.size,
                        "colleagues": view.others_n,
                    },
                    formula="mean of the own function less mean of the others; exact chance of random answers, Benjamini and Hochberg",
                ),
                private=item.private,
            )
        )
    return found
