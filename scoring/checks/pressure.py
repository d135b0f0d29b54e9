"""A wave that was answered under pressure, by the fact sheet: said so that its figures are read beside those of calmer ones."""

from typing import Final

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of
from scoring.facts import answer_of
from scoring.results import Finding, TeamScore
from survey_definitions.effort_rules import Pressure

SIZE: Final = 0.25  # a remark on how to read the rest, and no gap itself


def under_pressure(rule: Pressure, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding where the sheet says a plain yes."""
    if answer_of(answers, rule.fact) != "yes":
        return []
    return [finding_of(rule, subject=rule.fact, size=SIZE, items=(rule.fact,), n=0, values={"answer": "yes"})]
