"""The agreement between two functions, by the fact sheet: whether there is one, and which of its sections lack something."""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of
from scoring.facts import answer_of, fact_item, is_filled, is_unknown
from scoring.results import Finding, TeamScore
from scoring.wording import counted, listed
from survey_definitions.fact_rules import AgreementMissing, AgreementSections, SheetSection
from survey_definitions.schema import EvidenceItem


def agreement_missing(rule: AgreementMissing, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding where the sheet says that there is no agreement, or that nobody knows of one. Size: 1, and a half."""
    answer = answer_of(answers, rule.exists)
    if answer not in {"no", "dk"}:
        return []
    return [
        finding_of(
            rule,
            subject=rule.exists,
            size=1.0 if answer == "no" else 0.5,
            items=(rule.exists,),
            n=0,
            values={"answer": answer},
            case="" if answer == "no" else "unknown",
        )
    ]


def missing_share(answers: TeamAnswers, section: SheetSection) -> tuple[float, int]:
    """How many clauses of a section are missing, partly ones by half, and how many the sheet speaks of.

    A value that should stand in the agreement is missing where the sheet does not know it; what is left blank says nothing.
    """
    missing, known = 0.0, 0
    for code in section.facts:
        if not is_filled(answers, code):
            continue
        known += 1
        if isinstance(fact_item(answers, code), EvidenceItem):
            missing += {"yes": 0.0, "partly": 0.5}.get(answer_of(answers, code) or "", 1.0)
        else:
            missing += float(is_unknown(answers, code))
    return missing, known


def agreement_sections(rule: AgreementSections, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding with the sections that lack something; none where there is no agreement. Size: missing clauses as a share of all."""
    if answer_of(answers, rule.exists) not in {"yes", "partly"}:  # of an agreement that may not exist nothing can be said to lack
        return []
    shares = [(section, *missing_share(answers, section)) for section in rule.sections]
    lacking = [section for section, missing, _ in shares if missing > 0]
    if not lacking:
        return []
    known = sum(count for _, _, count in shares)
    missing = sum(share for _, share, _ in shares)
    return [
        finding_of(
            rule,
            subject=rule.exists,
            size=missing / known,
            items=tuple(code for section in lacking for code in section.facts if is_filled(answers, code)),
            n=0,
            values={"lacking": len(lacking), "sections": len(rule.sections), "missing": missing, "clauses": known},
            words={
                "named": listed([section.text for section in lacking]),
                "sections": counted(len(rule.sections), "section", "sections"),
            },
        )
    ]
