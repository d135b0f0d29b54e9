"""Readings of one division of effort: how far apart people are on later against now, on new against existing customers."""

from math import isnan

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.commitments import item_with
from scoring.checks.sentences import finding_of
from scoring.coding import shares_rows
from scoring.results import Finding, TeamScore
from scoring.wording import counted
from survey_definitions.effort_rules import EffortReading
from survey_definitions.schema import AllocationItem


def readings_apart(rule: EffortReading, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """At most one finding: two people differ enough on the points for these parts. Size: their mean difference over the total.

    The mean of each function stands in the evidence and not in the sentence, since it is not tested against chance.
    """
    item = item_with(answers, rule.parts.item)
    if not isinstance(item, AllocationItem):
        return []
    places = [at for at, option in enumerate(item.options) if option.code in rule.parts.options]
    rows = shares_rows(item, [answers.value(person, item.code) for person in people])
    given = [
        (person.function, round(sum(row[at] for at in places) * item.total, 9))
        for person, row in zip(people, rows.tolist(), strict=True)
        if not isnan(row[0])
    ]
    n = len(given)
    if n < thresholds.PEOPLE or len(places) < len(rule.parts.options):
        return []
    points = sorted(share for _, share in given)
    # In order, each value is the larger of two in as many pairs as stand before it, and the smaller in as many as follow.
    difference = sum((2 * at - n + 1) * share for at, share in enumerate(points)) / (n * (n - 1) / 2)
    if round(difference / item.total, 9) < round(rule.differ_from, 9):
        return []
    by_function: dict[str, list[float]] = {}
    for function, share in given:
        if function:
            by_function.setdefault(function, []).append(share)
    values = {
        "low": points[0],
        "high": points[-1],
        "mean": round(sum(points) / n, 9),
        "total": item.total,
        "difference": difference,
        "functions": {function: sum(shares) / len(shares) for function, shares in sorted(by_function.items())},
    }
    words = {"people": counted(n, "person", "people"), "name": rule.name}
    return [
        finding_of(
            rule,
            subject=item.code,
            size=difference / item.total,
            items=(item.code,),
            n=n,
            values=values,
            words=words,
            private=item.private,
        )
    ]
