"""Findings in what people report: what exists and can be shown, and what was heard or seen."""

from scoring import thresholds
from scoring.results import Evidence, Finding, ItemScore
from scoring.wording import counted, quoted
from survey_definitions.schema import EvidenceItem, SymptomItem


def evidence_findings(item: EvidenceItem, score: ItemScore) -> list[Finding]:
    """Something that most cannot confirm. "Don't know" counts as not confirmed here."""
    n = score.n + score.dk
    if n < thresholds.PEOPLE:
        return []
    yes, partly = score.counts.get("yes", 0), score.counts.get("partly", 0)
    confirmed = (yes + partly / 2) / n
    if confirmed >= thresholds.EVIDENCE_MISSING_BELOW:
        return []
    return [
        Finding(
            kind="evidence_missing",
            subject=item.code,
            sentence=(
                f"{quoted(item.text)}: of {counted(n, 'person', 'people')}, {yes or 'nobody'} {'say' if yes > 1 else 'says'} yes, "
                f"{partly or 'nobody'} partly, {score.dk or 'nobody'} {'do' if score.dk > 1 else 'does'} not know."
            ),
            size=1 - confirmed,
            weight=item.weight,
            evidence=Evidence(
                items=(item.code,), n=n, values={"yes": yes, "partly": partly, "dk": score.dk}, formula="(yes + partly / 2) / n"
            ),
            private=item.private,
        )
    ]


def symptom_findings(item: SymptomItem, score: ItemScore) -> list[Finding]:
    """A symptom that many have heard."""
    heard = score.counts.get("yes", 0)
    if score.n < thresholds.PEOPLE or heard < thresholds.SYMPTOM_PEOPLE or heard / score.n < thresholds.SYMPTOM_FROM:
        return []
    return [
        Finding(
            kind="symptom_common",
            subject=item.code,
            sentence=(
                f"{heard} of {counted(score.n, 'person', 'people')} have heard or seen this in the last three months: {quoted(item.text)}."
            ),
            size=heard / score.n,
            weight=item.weight,
            evidence=Evidence(items=(item.code,), n=score.n, values={"heard": heard}, formula="count"),
            private=item.private,
        )
    ]
