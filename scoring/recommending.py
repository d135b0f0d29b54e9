"""From findings to actions: what the catalogue holds for what was found, and nothing else."""

from collections.abc import Iterable

from scoring.findings import order_key
from scoring.results import Finding, Recommendation
from survey_definitions.actions import Action, ActionCatalogue, Trigger
from survey_definitions.schema import Instrument


def calls_for(trigger: Trigger, finding: Finding) -> bool:
    """Whether a finding is of the kind, about a subject and of the size that a trigger asks for."""
    return (
        trigger.finding == finding.kind
        and (not trigger.subjects or finding.subject in trigger.subjects)
        and round(finding.size, 9) >= round(trigger.at_least, 9)
    )


def evidence_for(action: Action, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that call for an action, the most certain and largest first."""
    return tuple(sorted((finding for finding in findings if any(calls_for(trigger, finding) for trigger in action.when)), key=order_key))


def recommend(
    findings: Iterable[Finding], catalogue: ActionCatalogue, instrument: Instrument, *, limit: int = 5, private: bool = False
) -> tuple[Recommendation, ...]:
    """At most `limit` actions, none without evidence and no two of one theme, ranked by their strongest finding.

    Private actions, and private findings as evidence, enter only where `private` is asked for. Ties: more evidence, then less
    effort, then the order of the catalogue.
    """
    usable = [finding for finding in findings if private or not finding.private]
    candidates = []
    for place, action in enumerate(catalogue.actions):
        if (action.private and not private) or (action.instruments and instrument.id not in action.instruments):
            continue
        evidence = evidence_for(action, usable)
        if evidence:
            candidates.append((order_key(evidence[0])[:2], -len(evidence), action.effort, place, action, evidence))
    chosen: list[Recommendation] = []
    themes: set[str] = set()
    for *_, action, evidence in sorted(candidates, key=lambda candidate: candidate[:4]):
        if len(chosen) >= limit:
            break
        if action.theme in themes:
            continue
        themes.add(action.theme)
        chosen.append(Recommendation(action=action.code, evidence=evidence, rank=len(chosen) + 1))
    return tuple(chosen)
