"""Rules across the parts of an instrument: everything that its structs cannot see one at a time."""

from survey_definitions.checks.catalogue import FINDING_KINDS, check_catalogue
from survey_definitions.checks.codes import check_bank_codes, check_head_codes, check_item_codes
from survey_definitions.checks.places import IN_MEMORY, placed_banks, placed_items
from survey_definitions.checks.references import check_bank_references, check_head_references, check_item_references
from survey_definitions.checks.rules import check_rules
from survey_definitions.checks.scales import check_scales
from survey_definitions.checks.translations import check_translations
from survey_definitions.faults import Fault
from survey_definitions.schema import Instrument
from survey_definitions.sources import Source

__all__ = ["FINDING_KINDS", "check_catalogue", "check_instrument", "check_rules"]


def check_instrument(instrument: Instrument, source: Source | None = None) -> tuple[Fault, ...]:
    """Every fault that the parts of an instrument make together; with its source, faults name file and line."""
    head = source.head if source else IN_MEMORY
    banks = list(placed_banks(instrument, source))
    items = placed_items(instrument, source)
    return (
        *check_head_codes(instrument, head),
        *check_head_references(instrument, head),
        *check_bank_codes(banks),
        *check_bank_references(instrument, banks),
        *check_item_codes(items),
        *check_scales(instrument, items),
        *check_item_references(instrument, items),
        *check_translations(instrument, head),
    )
