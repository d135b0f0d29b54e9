"""What the fact sheet adds to the scores of a team: findings that read it, alone or beside answers."""

from typing import Any

from scoring.answers import TeamAnswers
from scoring.repeats import told_once
from scoring.results import Finding, TeamScore


def fact_findings(score: TeamScore, answers: TeamAnswers, *, minimum: int = 0) -> tuple[Finding, ...]:
    """The findings that rest on a fact, in their order. With a minimum above 1 those that rest on answers as well are kept back."""
    if not answers.facts:
        return ()
    from scoring.findings import find  # most files come without a fact sheet, and then no finding is looked for

    kept = (
        finding
        for finding in find(score, answers)
        if set(finding.evidence.items) & set(answers.facts) and not finding.private and (minimum <= 1 or finding.evidence.n == 0)
    )
    return told_once(kept)


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    return {
        "kind": finding.kind,
        "subject": finding.subject,
        "sentence": finding.sentence,
        "severity": finding.severity,
        "items": list(finding.evidence.items),
    }


def finding_lines(findings: tuple[Finding, ...]) -> list[str]:
    """The findings as a person reads them at the terminal."""
    return ["", "From the fact sheet", *[f"  {finding.sentence}" for finding in findings]] if findings else []
