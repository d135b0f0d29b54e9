"""Single facts of yes or no to which the sheet does not say yes: small findings, so that an action that asks for one is called for."""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of
from scoring.facts import answer_of, fact_item
from scoring.results import Finding, TeamScore
from scoring.wording import quoted
from survey_definitions.fact_rules import FactEvidence

_SIZES = {"no": 0.25, "dk": 0.25, "partly": 0.125}  # small: dozens of them stand below anything that people answered


def sheet_evidence(rule: FactEvidence, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding a fact of the rule that the sheet answers with no, partly, or don't know. Size: a quarter; an eighth for partly."""
    found = []
    for group in rule.groups:
        if group.only_when and answer_of(answers, group.only_when) == "no":
            continue
        for code in group.facts:
            answer, fact = answer_of(answers, code), fact_item(answers, code)
            if answer in _SIZES and fact is not None:
                found.append(
                    finding_of(
                        rule,
                        subject=code,
                        size=_SIZES[answer],
                        items=(code,),
                        n=0,
                        values={"answer": answer},
                        words={"question": quoted(fact.text)},
                        case="" if answer == "no" else answer,
                    )
                )
    return found
