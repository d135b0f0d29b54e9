"""Neighbours who are paid for different things: one for an activity, the other for what that activity is meant to bring.

The pattern: function A is paid by a measure of the kind `activity` without a condition of quality, that measure feeds another
one, and function B is paid by that other one. A can then reach its target with what B cannot use.
"""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.pay import by_function, is_paid_by, measures_by_code, pays_of
from scoring.checks.pay_pairs import Side, finding_of_two
from scoring.results import Finding, TeamScore
from scoring.wording import quoted
from survey_definitions.pay_rules import PayConflict


def pay_conflicts(rule: PayConflict, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding for each activity, the function paid by it and the function paid by what it feeds: half and more of either name it.

    Size: the share of the first function's answers that name the activity without a condition of quality, times the share of the
    second function's answers that name the fed measure. Where nobody of a function answers, its pay plan stands in.
    """
    measures = measures_by_code(answers.instrument)
    pays = pays_of(answers, people, rule.plans)
    paid = by_function(pays)
    found = []
    for function, code in sorted({(pay.function, pay.measure) for pay in pays if not pay.quality}):
        for fed in measures[code].feeds if measures[code].kind == "activity" else ():
            for other in sorted({pay.function for pay in pays if pay.measure == fed and pay.function != function}):
                first = [pay for pay in paid[function] if pay.measure == code and not pay.quality]
                second = [pay for pay in paid[other] if pay.measure == fed]
                if not is_paid_by(first, paid[function]) or not is_paid_by(second, paid[other]):
                    continue
                values = {"fed_measure": fed}
                words = {"measure": quoted(measures[code].text), "fed": quoted(measures[fed].text)}
                sides = Side(first, paid[function]), Side(second, paid[other])
                found.append(finding_of_two(rule, answers.instrument, sides, values=values, words=words))
    return found
