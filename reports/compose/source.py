"""What every section is composed from: the release, the brief, and the instrument's texts, all cleaned at this one place."""

from reports.brief import Brief
from reports.text import LABEL, LINE, SENTENCE, TITLE, clean
from scoring.directions import Knowledge
from scoring.released import Released
from scoring.repeats import told_once
from scoring.results import Band, Finding, PriorityScore, Recommendation, TeamScore
from survey_definitions.actions import Action, ActionCatalogue
from survey_definitions.schema import (
    AllocationItem,
    Bank,
    DefinitionItem,
    Instrument,
    Item,
    Option,
    PickItem,
    RankingItem,
    RatingItem,
    is_asked,
)

OWN = "own:"
BLOCK_NAMES = {"ratings": "Ratings", "priorities": "Priorities", "allocation": "Division of effort", "definitions": "Definitions"}
# Where the reader finds what a finding is about.
SECTION_OF = {
    "priorities_apart": "priorities",
    "overconfident": "priorities",
    "underrated": "priorities",
    "goal_unknown": "priorities",
    "declared_unknown": "priorities",
    "together_elsewhere": "priorities",
    "will_differs": "priorities",
    "definition_contested": "definitions",
    "definition_missing": "definitions",
    "criterion_contested": "definitions",
    "owner_contested": "definitions",
    "owner_missing": "definitions",
    "item_split": "items",
    "item_low": "items",
    "perception_gap": "items",
    "evidence_missing": "items",
    "symptom_common": "items",
    "symptom_cause": "items",
    "complaint_undecided": "items",
    "hours_apart": "items",
    "vanity_exposed": "items",
    "area_low": "distance",
    "area_split": "distance",
    "functions_apart": "distance",
    "camps": "distance",
    "style_shared": "items",
    "allocation_apart": "allocation",
    "incentive_conflict": "items",
    "moved_closer": "distance",
    "moved_apart": "distance",
    "item_moved": "items",
    "item_worse": "items",
    "volume_against_retention": "items",
    "measure_without_goal": "items",
    "pay_misread": "items",
    "contract_hides_churn": "items",
    "goal_incomplete": "priorities",
    "goal_contradicted": "priorities",
    "goals_unknown_to_peers": "items",
    "priority_not_funded": "allocation",
    "effort_read_apart": "allocation",
    "goal_not_covered": "priorities",
    "roles_unfit": "priorities",
    "tools_without_people": "items",
    "under_pressure": "items",
}


class Source:
    """The inputs of one report with their lookups. Texts come out clean and bounded; codes that are unknown come out as they are."""

    def __init__(
        self, brief: Brief, released: Released, instrument: Instrument, catalogue: ActionCatalogue, recommended: tuple[Recommendation, ...]
    ) -> None:
        self.brief = brief
        self.released = released
        self.instrument = instrument
        self.score: TeamScore = released.score
        self.items: dict[str, tuple[Bank, Item]] = {item.code: (bank, item) for bank, item in instrument.items()}
        self.functions = {function.code: clean(function.text, LABEL) for function in instrument.functions}
        self.areas = {bank.area: clean(bank.title, LABEL) for bank in instrument.banks}
        self.actions: dict[str, Action] = {action.code: action for action in catalogue.actions}
        # What is for the consultant alone never comes into a report.
        self.findings: tuple[Finding, ...] = told_once(finding for finding in released.findings if not finding.private)
        self.recommended = tuple(found for found in recommended if found.action in self.actions and not self.actions[found.action].private)

    @property
    def answered(self) -> int:
        """People whose answers count."""
        return self.score.n if self.brief.answered is None else self.brief.answered

    @property
    def bounds(self) -> Band | None:
        """What the missing members could still make of the index: the brief's, or else what the release works out."""
        if self.brief.bounds is not None:
            return self.brief.bounds
        worked_out = self.score.bounds
        return worked_out.index if worked_out is not None and worked_out.missing == self.invited - self.answered else None

    @property
    def only_totals(self) -> bool:
        """Whether the mode releases the team's totals and nothing of any question."""
        return not self.score.items and self.score.n > 0

    @property
    def invited(self) -> int:
        """People who were asked."""
        return max(self.score.invited if self.brief.invited is None else self.brief.invited, self.answered)

    def item(self, code: str) -> Item | None:
        """The item with this code, or None."""
        return self.items[code][1] if code in self.items else None

    def item_text(self, code: str, limit: int = LINE) -> str:
        """The question of an item."""
        item = self.item(code)
        return clean(item.text if item else code, limit)

    def area_text(self, code: str) -> str:
        """The title of an area."""
        return self.areas.get(code) or clean(code, LABEL)

    def area_of(self, item_code: str) -> str:
        """The title of the area that an item stands in."""
        return self.area_text(self.items[item_code][0].area) if item_code in self.items else ""

    def function_text(self, code: str) -> str:
        """The name of a function."""
        return self.functions.get(code) or clean(code, LABEL)

    def label(self, text: str) -> str:
        """The label of a position: a function's name for its code, else as it is."""
        return self.functions.get(text) or clean(text, LABEL)

    def options_of(self, code: str) -> tuple[Option, ...]:
        """Everything that can be chosen in an item, its criteria, thresholds and owners included."""
        item = self.item(code)
        if isinstance(item, RankingItem | PickItem):
            return self.instrument.options_of(item)
        if isinstance(item, AllocationItem):
            return item.options
        if isinstance(item, DefinitionItem):
            threshold = item.threshold.options if item.threshold else ()
            return (*item.options, *item.criteria, *threshold, *item.owner)
        return ()

    def option_text(self, code: str, option: str) -> str:
        """The text of an option of an item; own wordings stand in quotation marks."""
        if option.startswith(OWN):
            return f"“{clean(option.removeprefix(OWN), TITLE)}”"
        found = next((entry.text for entry in self.options_of(code) if entry.code == option), option)
        return clean(found, TITLE * 2)

    def ratings(self) -> list[tuple[Bank, RatingItem]]:
        """Every rating item with its bank, in the order in which they are asked."""
        return [(bank, item) for bank, item in self.instrument.items() if isinstance(item, RatingItem) and not item.private]

    def is_area_asked_of(self, area: str, function: str) -> bool:
        """Whether any rating of this area is asked of this function."""
        return any(is_asked(bank, item, {function}) for bank, item in self.ratings() if bank.area == area)

    def is_kept_back(self, area: str) -> bool:
        """Whether a missing figure of this area is kept back and not just unanswered."""
        items = [item.code for bank, item in self.ratings() if bank.area == area]
        held = any((score := self.score.item(code)) is None or score.status == "suppressed" for code in items)
        return held or any(
            entry.what not in {"pairs", "split", "protected"} and entry.what not in self.items for entry in self.released.suppressed
        )

    def first_priorities(self) -> PriorityScore | None:
        """The top list that the team predicted, else the first of all with figures."""
        targets = [prediction.target for prediction in self.score.predictions if prediction.of == "picks"]
        known = [found for found in self.score.priorities if not self.is_private(found.code)]
        for found in known:
            if found.code in targets:
                return found
        return next((found for found in known if found.shared is not None or found.counts), None)

    def knowledge(self) -> Knowledge | None:
        """Who named the declared priorities of the list that stands first, or of the first that has any; None where none is released."""
        first = self.first_priorities()
        known = [found for found in self.score.knowledge if not self.is_private(found.code)]
        return next((found for found in known if first and found.code == first.code), next(iter(known), None))

    @property
    def declared(self) -> tuple[str, ...]:
        """The declared priorities: what the brief names, else what the team was compared with."""
        known = self.knowledge()
        return self.brief.declared or (known.declared if known else ())

    def is_private(self, code: str) -> bool:
        """Whether an item is for the consultant alone."""
        item = self.item(code)
        return bool(item and item.private)

    def sentence_of(self, finding: Finding) -> str:
        """The sentence of a finding."""
        return clean(finding.sentence, SENTENCE)
