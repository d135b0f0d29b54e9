"""Functions, and pairs of them, of which an analyst may pass on figures: none that rests on fewer than a number of people, nor its rest.

A figure of the whole and those of some functions give that of the others together; so the others have to be enough people as well.
"""

from collections import Counter

from msgspec.structs import replace

from scoring.answers import TeamAnswers
from scoring.coding import rating_of
from scoring.items import area_ratings, banks_by_area
from scoring.results import Between, Estimate, FunctionScore, TeamScore
from scoring.team import team_of

Counts = dict[str, list[Counter[str]]]  # area -> for each of its ratings, function -> people who answered; "" for no function


def functions_with_minimum(
    score: TeamScore, answers: TeamAnswers, minimum: int
) -> tuple[tuple[FunctionScore, ...], tuple[Between, ...], Estimate]:
    """Functions, pairs of functions and silo gap that may be shown."""
    shown = tuple(function for function in score.functions if function.n >= minimum)
    rest = score.n - sum(function.n for function in shown)
    # One function left out can be worked out from the total and the others, so then none is shown.
    if len(score.functions) - len(shown) == 1 or 0 < rest < minimum:
        shown = ()
    counted = {function.code for function in shown if function.within.n >= minimum}
    if 0 < score.index.n - sum(function.within.n for function in shown if function.code in counted) < minimum:
        counted = set()
    silo_gap = score.silo_gap
    # It holds the mean over all pairs within a function; from it and A the pairs of a small one follow.
    if any(2 <= function.within.n < minimum for function in score.functions):
        silo_gap = replace(silo_gap, value=None, p=None, status="suppressed")
    counts = _answered(answers)
    hidden = {area: _hidden(found, {function.code for function in shown}, minimum) for area, found in counts.items()}
    functions = tuple(
        replace(
            function,
            within=function.within if function.code in counted else Estimate(n=function.within.n, status="suppressed"),
            area_means={area: mean for area, mean in function.area_means.items() if function.code not in hidden[area]},
            item_means={},
        )
        for function in shown
    )
    # Profiles compare the two on ratings that fewer of them may have answered.
    between = tuple(
        replace(cell, profile=None, profile_p=None, profile_adjusted=None)
        for cell in score.between
        if cell.a in counted and cell.b in counted
    )
    return functions, between, silo_gap


def _answered(answers: TeamAnswers) -> Counts:
    people = team_of(answers)
    found: Counts = {}
    for area, banks in banks_by_area(answers).items():
        found[area] = [
            Counter(person.function for person in people if (level := rating_of(item, answers.value(person, item.code))) == level)
            for item in area_ratings(banks)
        ]
    return found


def _hidden(items: list[Counter[str]], shown: set[str], minimum: int) -> set[str]:
    """Functions whose mean of an area is not shown: too few of them answered one of its items, or too few of all others did."""
    hidden = {code for code in shown if any(0 < counts[code] < minimum for counts in items)}
    others = [sum(count for code, count in counts.items() if code in hidden or code not in shown) for counts in items]
    return set(shown) if any(0 < count < minimum for count in others) else hidden
