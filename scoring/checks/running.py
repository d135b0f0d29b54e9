"""Every rule of the catalogue, each by the evaluator of its check."""

from collections.abc import Callable
from typing import Any

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.agreement import agreement_missing, agreement_sections
from scoring.checks.causes import complaints_undecided, symptom_causes
from scoring.checks.churn import hidden_churn
from scoring.checks.coverage import uncovered_goals
from scoring.checks.criteria import criteria_contested
from scoring.checks.effort_readings import readings_apart
from scoring.checks.funding import unfunded_priorities
from scoring.checks.goal_contradictions import contradicting_goals
from scoring.checks.goal_parts import incomplete_goals, unwritten_goals
from scoring.checks.goals_of_peers import unknown_goals
from scoring.checks.hours import hours_apart
from scoring.checks.incentives import pay_conflicts
from scoring.checks.ladder import orphan_measures
from scoring.checks.owners import owners_on_sheet, term_owners, terms_of_nobody
from scoring.checks.packaged import packaged_checks
from scoring.checks.pay_plans import pays_misread
from scoring.checks.pressure import under_pressure
from scoring.checks.promises import promises_missed
from scoring.checks.shared_figures import figures_unowned
from scoring.checks.sheet_evidence import sheet_evidence
from scoring.checks.strategy_fit import unfit_roles
from scoring.checks.terms_written import terms_unwritten
from scoring.checks.tools import tools_alone
from scoring.checks.vanity import vanity_exposed
from scoring.checks.volume import pays_for_volume
from scoring.results import Finding, TeamScore
from survey_definitions.effort_rules import EffortReading, GoalCoverage, Pressure, PriorityFunding, StrategyFit, ToolsAlone
from survey_definitions.fact_rules import (
    AgreementMissing,
    AgreementSections,
    FactEvidence,
    FiguresUnowned,
    HoursApart,
    OwnerOnSheet,
    PromiseMissed,
    TermsUnwritten,
)
from survey_definitions.goal_rules import GoalContradiction, GoalParts, GoalsOfPeers, GoalWritten
from survey_definitions.pay_rules import HiddenChurn, MeasureLadder, PayConflict, PayMisread, VolumeAgainstKeeping
from survey_definitions.rules import CheckCatalogue
from survey_definitions.word_rules import ComplaintUndecided, CriteriaContested, SymptomCause, TermOfNobody, TermOwners, VanityExposed

# The rule is Any here, since each evaluator takes the class that stands beside it.
Evaluator = Callable[[Any, TeamAnswers, tuple[Respondent, ...], TeamScore], list[Finding]]

EVALUATORS: dict[type, Evaluator] = {
    PayConflict: pay_conflicts,
    VolumeAgainstKeeping: pays_for_volume,
    PayMisread: pays_misread,
    MeasureLadder: orphan_measures,
    HiddenChurn: hidden_churn,
    GoalParts: incomplete_goals,
    GoalWritten: unwritten_goals,
    GoalContradiction: contradicting_goals,
    GoalsOfPeers: unknown_goals,
    PriorityFunding: unfunded_priorities,
    EffortReading: readings_apart,
    GoalCoverage: uncovered_goals,
    StrategyFit: unfit_roles,
    ToolsAlone: tools_alone,
    Pressure: under_pressure,
    CriteriaContested: criteria_contested,
    TermOwners: term_owners,
    TermOfNobody: terms_of_nobody,
    VanityExposed: vanity_exposed,
    SymptomCause: symptom_causes,
    ComplaintUndecided: complaints_undecided,
    OwnerOnSheet: owners_on_sheet,
    AgreementMissing: agreement_missing,
    AgreementSections: agreement_sections,
    TermsUnwritten: terms_unwritten,
    FiguresUnowned: figures_unowned,
    PromiseMissed: promises_missed,
    HoursApart: hours_apart,
    FactEvidence: sheet_evidence,
}


def run_checks(
    answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore, catalogue: CheckCatalogue | None = None
) -> list[Finding]:
    """The findings of every rule, in the order of the catalogue; the packaged one where none is given."""
    return [finding for rule in (catalogue or packaged_checks()).rules for finding in EVALUATORS[type(rule)](rule, answers, people, score)]
