"""The incentive matrix and the goal ladder: function against function, and each measure against the company goal.

Both are read from incentive items that are not private; what the checks say of them is in `scoring/checks/`.
"""

from collections.abc import Iterable
from typing import Literal

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.ladder import most_named, path_up
from scoring.checks.packaged import packaged_checks
from scoring.checks.pay import Pay, by_function, measures_by_code, pays_said
from scoring.checks.volume import lasting_functions
from scoring.matrices import PayLink, Rung
from survey_definitions.pay_rules import MeasureLadder, PayConflict, VolumeAgainstKeeping
from survey_definitions.rules import CheckCatalogue
from survey_definitions.schema import TextItem

Sign = Literal[-1, 0, 1]


def pay_links(answers: TeamAnswers, people: tuple[Respondent, ...], catalogue: CheckCatalogue | None = None) -> tuple[PayLink, ...]:
    """One cell for each ordered pair of functions that name a measure of their pay: sign -1, 0 or 1.

    Each function stands with the measure that most of its people name; where several are level, with that of the lowest sign, so that
    a conflict is not hidden by the order of a list. -1: a's measure is an activity that feeds b's, or a volume of new business while b
    is paid for keeping it, and at least half of those of a who name it name no condition of quality. 1: b's measure is a's own outcome
    or stands on the line from a's to the company goal. 0: neither is known. Functions in the order of their codes.
    """
    rules = (catalogue or packaged_checks()).rules
    paid = by_function(pays_said(answers, people, private=False))
    links = []
    for a, firsts in paid.items():
        for b, seconds in paid.items():
            if a == b:
                continue
            cells = [
                PayLink(a=a, b=b, a_measure=first, b_measure=second, sign=sign, rule=rule, people=_naming(firsts, first, seconds, second))
                for first in most_named(firsts)
                for second in most_named(seconds)
                for sign, rule in [_sign(answers, [pay for pay in firsts if pay.measure == first], second, rules)]
            ]
            links.append(min(cells, key=lambda cell: (cell.sign, cell.a_measure, cell.b_measure)))
    return tuple(links)


def rungs_of(answers: TeamAnswers, people: tuple[Respondent, ...], catalogue: CheckCatalogue | None = None) -> tuple[Rung, ...]:
    """Each measure that people of a function name, with its line up to the company goal: () for an orphan.

    Nothing where the instrument does not list the company goal among its measures. Functions and measures in the order of their codes.
    """
    goals = [rule.goal for rule in (catalogue or packaged_checks()).rules if isinstance(rule, MeasureLadder)]
    measures = measures_by_code(answers.instrument)
    known = [goal for goal in goals if goal in measures]
    if not known:
        return ()
    items = [item for _, item in answers.instrument.items() if isinstance(item, TextItem) and item.form == "incentive" and not item.private]
    found: dict[tuple[str, str], list[dict[str, object]]] = {}
    for person in people:
        for item in items:
            value = answers.value(person, item.code)
            if isinstance(value, dict) and person.function and str(value.get("measure")) in measures:
                found.setdefault((person.function, str(value["measure"])), []).append(value)
    return tuple(
        Rung(
            function=function,
            measure=measure,
            path=path_up(answers.instrument, measure, known[0]),
            people=len(values),
            amounts=sum(value.get("amount") not in (None, "") for value in values),
            deadlines=sum(value.get("deadline") not in (None, "") for value in values),
        )
        for (function, measure), values in sorted(found.items(), key=lambda entry: entry[0])
    )


def _naming(firsts: list[Pay], first: str, seconds: list[Pay], second: str) -> int:
    return sum(pay.measure == first for pay in firsts) + sum(pay.measure == second for pay in seconds)


def _sign(answers: TeamAnswers, naming: list[Pay], second: str, rules: Iterable[object]) -> tuple[Sign, str]:
    """The sign and the rule that decided. `naming`: the statements of the first function that name its measure."""
    measures = measures_by_code(answers.instrument)
    first, here = naming[0].measure, naming[0].function
    loose = 2 * sum(not pay.quality for pay in naming) >= len(naming)
    for rule in rules:
        if isinstance(rule, PayConflict) and loose and measures[first].kind == "activity" and second in measures[first].feeds:
            return -1, rule.code
        if isinstance(rule, VolumeAgainstKeeping) and loose and first in rule.volume and second in rule.keeping:
            if here in lasting_functions(answers, rule.lasting):
                continue
            return -1, rule.code
    for rule in rules:
        if isinstance(rule, MeasureLadder):
            served = measures[first].kind == "outcome" if first == second else bool(path_up(answers.instrument, first, second))
            if served:
                return 1, rule.code
    return 0, ""
