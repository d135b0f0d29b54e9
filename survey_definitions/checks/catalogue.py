"""The action catalogue: codes that are taken once, and findings that exist."""

from collections.abc import Iterator

from survey_definitions.actions import ActionCatalogue
from survey_definitions.faults import Fault, listed, nearest
from survey_definitions.sources import Part

# The kinds that the scoring engine finds.
FINDING_KINDS = (
    "priorities_apart",
    "overconfident",
    "underrated",
    "definition_contested",
    "definition_missing",
    "item_split",
    "item_low",
    "area_low",
    "area_split",
    "functions_apart",
    "camps",
    "style_shared",
    "allocation_apart",
    "incentive_conflict",
    "volume_against_retention",
    "measure_without_goal",
    "pay_misread",
    "contract_hides_churn",
    "goal_incomplete",
    "goal_contradicted",
    "goals_unknown_to_peers",
    "priority_not_funded",
    "effort_read_apart",
    "goal_not_covered",
    "roles_unfit",
    "tools_without_people",
    "under_pressure",
    "goal_unknown",
    "declared_unknown",
    "together_elsewhere",
    "will_differs",
    "perception_gap",
    "evidence_missing",
    "symptom_common",
    "symptom_cause",
    "complaint_undecided",
    "criterion_contested",
    "owner_contested",
    "owner_missing",
    "hours_apart",
    "written_not_kept",
    "vanity_exposed",
    "sla_missing",
    "sla_section_missing",
    "terms_unwritten",
    "metric_unowned",
    "agreed",
    "moved_closer",
    "moved_apart",
    "item_moved",
    "item_worse",
)


def check_catalogue(catalogue: ActionCatalogue, part: Part) -> Iterator[Fault]:
    """Faults of the actions among each other."""
    seen: set[str] = set()
    titles: set[str] = set()
    for number, action in enumerate(catalogue.actions, 1):
        place = f"actions[{number}] ({action.code})"
        if action.code in seen:
            yield part.fault(f"{place}.code", f'The code "{action.code}" is taken.', "Give each action a code of its own.", action.code)
        if action.title.casefold() in titles:
            yield part.fault(
                f"{place}.title", "Another action has the same title.", "Word it so that the two can be told apart.", action.code
            )
        seen.add(action.code)
        titles.add(action.title.casefold())
        for which, trigger in enumerate(action.when, 1):
            if trigger.finding not in FINDING_KINDS:
                message = f'No finding is of the kind "{trigger.finding}".{nearest(trigger.finding, FINDING_KINDS)}'
                yield part.fault(f"{place}.when[{which}].finding", message, f"Kinds: {listed(FINDING_KINDS)}.", action.code)
