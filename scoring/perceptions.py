"""The perception matrix: how each function sees its own work, and how others see it (scoring, part 7; the twelve capabilities).

Two kinds of items tell it: perceptions, which rate several functions by name, and plain ratings that say whose work they rate.
"""

from itertools import combinations
from math import comb

import numpy as np

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
    sums = levels[np.array(list(combinations(range(n), own)))].sum(axis=1)
    # The mean of the rest falls as that of the own side rises, so the distance of the sum from its expectation is enough.
    distance = np.abs(sums * n - own * levels.sum())
    return float((distance >= abs(float(levels[:own].sum()) * n - own * float(levels.sum()))).mean())


def _tested(answers: TeamAnswers, people: tuple[Respondent, ...], views: tuple[View, ...]) -> dict[tuple[str, str], float]:
    """Plain ratings on which the own side stands apart from the others beyond chance, tested as one family: key -> adjusted p."""
    found: dict[tuple[str, str], float] = {}
    for view in views:
        item = answers.instrument.item(view.item)
        if isinstance(item, RatingItem):
            rated = sorted(_ratings(answers, people, item, view.about), key=lambda pair: (view.about not in pair[0].functions, pair[1]))
            p = own_side_p(np.array([float(level) for _, level in rated]), view.own_n)
            if p is not None:
                found[view.item, view.about] = p
    return {key: p for key, p in zip(found, benjamini_hochberg(list(found.values())), strict=True) if p is not None}


def perception_findings(answers: TeamAnswers, people: tuple[Respondent, ...], views: tuple[View, ...]) -> list[Finding]:
    """Functions that see themselves higher than others see them, by one level of five and more.

    A plain rating that everybody answers is no question on a function by name: there the gap is said only where dealing the answers
    anew among the raters gives one as large in at most one case of twenty, over all such ratings together. That the others see a
    function higher than it sees itself stands in the matrix and is no finding.
    """
    tested = _tested(answers, people, views)
    found = []
    for view in views:
        item = answers.instrument.item(view.item)
        if not isinstance(item, PerceptionItem | RatingItem) or view.gap is None or view.own is None or view.others is None:
            continue
        if GOALS in item.feeds:  # that a function knows its own goal better than others do is no view of itself
            continue
        size = view.gap / (item.size - 1) if item.size > 1 else 0.0
        if view.own_n + view.others_n < thresholds.PEOPLE or round(size, 9) < thresholds.PERCEPTION_GAP_FROM:
            continue
        p = tested.get((view.item, view.about))
        certain = p is not None and round(p, 9) <= thresholds.TESTED_UP_TO
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
                certainty="tested" if certain else "descriptive",
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
                    formula="mean rating of the own function less mean rating by others",
                ),
                private=item.private,
            )
        )
    return found
