"""Gaps and patterns that are large enough to say, ordered by certainty, then by size times what is at stake (decision 35)."""

from msgspec.structs import replace

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.running import run_checks
from scoring.direction_patterns import direction_findings
from scoring.function_patterns import function_findings, silo_findings
from scoring.index_patterns import camp_findings, style_findings
from scoring.perceptions import perception_findings
from scoring.rating_patterns import (
    area_findings,
    number_findings,
    rating_findings,
)
from scoring.reported_patterns import evidence_findings, symptom_findings
from scoring.results import AllocationScore, DefinitionScore, Finding, ItemScore, Prediction, PriorityScore, Severity, TeamScore
from scoring.shared_patterns import (
    allocation_findings,
    definition_findings,
    goal_findings,
    prediction_findings,
    priority_findings,
)
from scoring.team import team_of
from survey_definitions.rules import CheckCatalogue
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    EvidenceItem,
    Item,
    NumberItem,
    PickItem,
    PredictionItem,
    RankingItem,
    RatingItem,
    SymptomItem,
    TextItem,
)

Part = PriorityScore | DefinitionScore | AllocationScore | Prediction
CERTAINTIES = ("tested", "outside_chance", "descriptive")
STRENGTHS = ("agreed", "moved_closer", "item_moved")


def order_key(finding: Finding) -> tuple[int, float, str, str, str]:
    """Sorts the most certain first, then the largest times its weight, then by name so that ties never depend on input order."""
    weight = round(finding.size * finding.weight, 9)
    return CERTAINTIES.index(finding.certainty), -weight, finding.kind, finding.subject, finding.sentence


def find(score: TeamScore, answers: TeamAnswers, checks: CheckCatalogue | None = None) -> tuple[Finding, ...]:
    """Every finding of one team, strengths (`agreed`) among them; those of the packaged checks unless others are given.

    None for fewer than three people.
    """
    if score.n < thresholds.PEOPLE:
        return ()
    people = team_of(answers)
    lines = {item.code: item for item in score.items}
    parts: dict[str, Part] = {part.code: part for part in score.priorities}
    parts |= {part.code: part for part in score.definitions}
    parts |= {part.code: part for part in score.allocations}
    parts |= {part.code: part for part in score.predictions}
    questions = sum(line.type == "M" and line.n >= thresholds.PEOPLE for line in score.items)
    found = [finding for area in score.areas for finding in area_findings(answers, area)]
    found += camp_findings(score, answers)
    found += style_findings(score)
    found += silo_findings(score)
    found += function_findings(score, answers, people)
    found += run_checks(answers, people, score, checks)
    found += direction_findings(score, answers)
    found += perception_findings(answers, people, score.views)
    for _, item in answers.instrument.items():  # noqa: PERF102 - not a dictionary: items() lists (bank, item)
        found += _of_part(answers, item, parts.get(item.code))
        if item.code in lines:
            found += _of_line(item, lines[item.code], questions)
        found += _of_answers(answers, people, item)
    return tuple(sorted((graded(finding) for finding in found), key=order_key))


def graded(finding: Finding) -> Finding:
    """The finding with its severity: size times what is at stake. A strength has none."""
    stakes = round(finding.size * finding.weight, 9)
    word: Severity = "high" if stakes >= thresholds.SEVERE_FROM else "medium" if stakes >= thresholds.MODERATE_FROM else "low"
    return replace(finding, severity="" if finding.kind in STRENGTHS else word)


def _of_part(
    answers: TeamAnswers, item: Item, part: PriorityScore | DefinitionScore | AllocationScore | Prediction | None
) -> list[Finding]:
    """Findings of lists, definitions, allocations and predictions."""
    if isinstance(item, PickItem | RankingItem) and isinstance(part, PriorityScore):
        return priority_findings(answers, item, part)
    if isinstance(item, DefinitionItem) and isinstance(part, DefinitionScore):
        return definition_findings(item, part)
    if isinstance(item, AllocationItem) and isinstance(part, AllocationScore):
        return allocation_findings(item, part)
    return prediction_findings(answers, item, part) if isinstance(item, PredictionItem) and isinstance(part, Prediction) else []


def _of_line(item: Item, line: ItemScore, questions: int) -> list[Finding]:
    """Findings that the line of an item alone tells."""
    if isinstance(item, RatingItem):
        return rating_findings(item, line, questions)
    if isinstance(item, EvidenceItem):
        return evidence_findings(item, line)
    return symptom_findings(item, line) if isinstance(item, SymptomItem) else []


def _of_answers(answers: TeamAnswers, people: tuple[Respondent, ...], item: Item) -> list[Finding]:
    """Findings that need single answers or functions."""
    if isinstance(item, NumberItem):
        return number_findings(answers, people, item)
    return goal_findings(answers, people, item) if isinstance(item, TextItem) and item.form == "goal" else []
