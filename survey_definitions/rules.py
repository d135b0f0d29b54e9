"""The rules of the checks, `checks.toml`: every check as data; its evaluator, a small module in `scoring/checks/`, reads it.

To add a check: a class of rules with a tag of its own in one of the modules below, its place in `Check`, its rules in `checks.toml`,
the evaluator's line in `scoring.checks.running.EVALUATORS`, the kind of its finding in `checks/catalogue.py` and in
`reports/compose/source.py`, an action that names the kind.
"""

from typing import get_args

from msgspec import Struct

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
from survey_definitions.word_rules import ComplaintUndecided, CriteriaContested, SymptomCause, TermOfNobody, TermOwners, VanityExposed

Check = (
    PayConflict
    | VolumeAgainstKeeping
    | PayMisread
    | MeasureLadder
    | HiddenChurn
    | GoalParts
    | GoalWritten
    | GoalContradiction
    | GoalsOfPeers
    | PriorityFunding
    | EffortReading
    | GoalCoverage
    | StrategyFit
    | ToolsAlone
    | Pressure
    | CriteriaContested
    | TermOwners
    | TermOfNobody
    | VanityExposed
    | SymptomCause
    | ComplaintUndecided
    | OwnerOnSheet
    | AgreementMissing
    | AgreementSections
    | TermsUnwritten
    | FiguresUnowned
    | PromiseMissed
    | HoursApart
    | FactEvidence
)
CHECKS: tuple[str, ...] = tuple(str(kind.__struct_config__.tag) for kind in get_args(Check))  # names of the checks


class CheckCatalogue(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file `checks.toml`."""

    version: str
    rules: tuple[Check, ...]
