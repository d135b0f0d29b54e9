"""Findings that say once more what another finding of the same wave says: a reader is told each matter once.

Actions are still looked for among all findings (`scoring.recommending`); this is for pages and paper.
"""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from scoring.results import Finding, Severity

# Kind -> kinds that say nothing beside it where they are about the same subject, or about something that it rests on.
TELLS_TOO: Final[dict[str, tuple[str, ...]]] = {
    "criterion_contested": ("definition_contested", "agreed"),  # the conditions themselves, and between which functions
    "owner_contested": ("owner_missing",),  # counts those who name nobody as well
    "declared_unknown": ("goal_unknown",),  # whoever names the declared goal names the same one
    "goal_unknown": ("goal_contradicted",),
    "together_elsewhere": ("declared_unknown", "agreed"),
    "goals_unknown_to_peers": ("item_low", "evidence_missing"),
    "hours_apart": ("item_split",),
    "incentive_conflict": ("measure_without_goal",),
    "volume_against_retention": ("measure_without_goal",),
    "vanity_exposed": ("symptom_cause", "symptom_common"),
    "complaint_undecided": ("symptom_cause", "symptom_common"),
    "symptom_cause": ("symptom_common",),
    "terms_unwritten": ("evidence_missing",),
    "goal_incomplete": ("evidence_missing",),
    "sla_section_missing": ("evidence_missing",),
}
_SEVERITIES: Final[tuple[Severity, ...]] = ("", "low", "medium", "high")


def tells(one: Finding, other: Finding) -> bool:
    """Whether `one` says what `other` says, and more."""
    return other.kind in TELLS_TOO.get(one.kind, ()) and (other.subject == one.subject or other.subject in one.evidence.items)


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without repeats, in their order; what remains stands where, and is as severe as, the weightiest that it tells.

    Give it only what the reader may see: a finding that is kept back tells nobody anything.
    """
    every = tuple(findings)
    keepers = [_keeper(finding, every) for finding in every]
    found: dict[int, Finding] = {}
    for finding, keeper in zip(every, keepers, strict=True):
        if finding.kind == "agreed" and keeper is not finding:
            continue  # a gap that a strength would hide does not move up to the strengths
        known = found.get(id(keeper), keeper)
        found[id(keeper)] = replace(known, severity=max(known.severity, finding.severity, key=_SEVERITIES.index))
    return tuple(found.values())


def _keeper(finding: Finding, every: tuple[Finding, ...]) -> Finding:
    """The finding that tells it, the first in order, and so on upwards; itself where none does."""
    while (over := next((one for one in every if tells(one, finding)), None)) is not None:
        finding = over
    return finding
