"""What a company goal states: a measure, an amount in a unit, a date. Without each of them nobody can say whether it was reached."""

from typing import Any

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of, say
from scoring.facts import answer_of
from scoring.results import Finding, TeamScore
from scoring.wording import counted
from survey_definitions.goal_rules import GoalParts, GoalWritten
from survey_definitions.schema import TextItem

Goal = dict[str, Any]


def goal_items(answers: TeamAnswers) -> list[TextItem]:
    """The items that ask for a goal."""
    return [item for _, item in answers.instrument.items() if isinstance(item, TextItem) and item.form == "goal"]


def goals_given(answers: TeamAnswers, people: tuple[Respondent, ...], item: TextItem) -> list[Goal]:
    """The goals that people wrote: at least one part is filled in."""
    values = [answers.value(person, item.code) for person in people]
    return [value for value in values if isinstance(value, dict) and any(has(value, part) for part in value)]


def has(goal: Goal, part: str) -> bool:
    """Whether a part is filled in; nought is an amount."""
    return bool(str(goal.get(part) if goal.get(part) is not None else "").strip())


def incomplete_goals(rule: GoalParts, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding for each goal item that too few complete, of three people or more who wrote one. Size: 1 less the share who do."""
    found = []
    for item in goal_items(answers):
        goals = goals_given(answers, people, item)
        n = len(goals)
        amounts = [has(goal, "amount") and has(goal, "unit") for goal in goals]
        whole = sum(known and has(goal, "measure") and has(goal, "deadline") for goal, known in zip(goals, amounts, strict=True))
        if n < thresholds.PEOPLE or round(whole / n, 9) >= round(rule.whole_below, 9):
            continue
        values = {
            "whole": whole,
            "measured": sum(has(goal, "measure") for goal in goals),
            "amounts": sum(amounts),
            "dates": sum(has(goal, "deadline") for goal in goals),
        }
        found.append(
            finding_of(
                rule,
                subject=item.code,
                size=1 - whole / n,
                items=(item.code,),
                n=n,
                values=values,
                words={"people": counted(n, "person", "people")},
                case="" if whole else "nobody",
                private=item.private,
            )
        )
    return found


def unwritten_goals(rule: GoalWritten, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """At most one finding, from the fact sheet: no goal is written, or the written one states no amount or no date.

    Only a plain no counts, since a partly written amount is an amount. Size: 1 where nothing is written, else 1/3 for each part.
    """
    if answer_of(answers, rule.written) == "no":
        values = {"written": "no"}
        return [finding_of(rule, subject=rule.written, size=1.0, items=(rule.written,), n=0, values=values, case="unwritten")]
    lacking = [name for name, fact in (("amount", rule.amount), ("deadline", rule.deadline)) if answer_of(answers, fact) == "no"]
    if not lacking:
        return []
    items = tuple(fact for name, fact in (("amount", rule.amount), ("deadline", rule.deadline)) if name in lacking)
    return [
        finding_of(
            rule,
            subject=items[0],
            size=len(lacking) / 3,
            items=items,
            n=0,
            values={"lacks": lacking},
            words={"lacking": " and ".join(say(rule, {}, name) for name in lacking)},
        )
    ]
