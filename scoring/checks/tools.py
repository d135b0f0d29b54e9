"""Tools in use beside ratings of people and process."""

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.commitments import item_with
from scoring.checks.sentences import finding_of
from scoring.coding import rating_of
from scoring.facts import choices_of, fact_item
from scoring.results import Finding, TeamScore
from scoring.wording import counted, decimal
from survey_definitions.effort_rules import ToolsAlone
from survey_definitions.schema import PickItem, RatingItem


def tools_alone(rule: ToolsAlone, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """At most one finding: many tools, and ratings that are low on average of enough questions. Size: what is missing to their top.

    A question counts from three answers; ratings that run the other way, or over another number of levels than the first, do not.
    """
    tools, fact = choices_of(answers, rule.tools), fact_item(answers, rule.tools)
    if tools is None or not isinstance(fact, PickItem) or len(tools) < rule.tools_from:
        return []
    asked = [item for code in rule.ratings if isinstance(item := item_with(answers, code), RatingItem) and not item.reversed]
    levels = {
        item.code: [level for person in people if (level := rating_of(item, answers.value(person, item.code))) == level]
        for item in asked
        if item.size == asked[0].size
    }
    answered = {code: given for code, given in levels.items() if len(given) >= thresholds.PEOPLE}
    if len(answered) < rule.ratings_from or asked[0].size < 2:
        return []
    mean = sum(sum(given) / len(given) for given in answered.values()) / len(answered)
    place = (mean - 1) / (asked[0].size - 1)
    if round(place, 9) > round(rule.place_up_to, 9):
        return []
    n = max(len(given) for given in answered.values())
    return [
        finding_of(
            rule,
            subject=rule.tools,
            size=1 - place,
            items=(rule.tools, *answered),
            n=n,
            values={"tools": len(tools), "offered": len(fact.options), "mean": mean, "levels": asked[0].size, "questions": len(answered)},
            words={
                "people": counted(n, "person", "people"),
                "mean": decimal(mean),
                "questions": counted(len(answered), "question", "questions"),
            },
            private=any(item.private for item in asked),
        )
    ]
