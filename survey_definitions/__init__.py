"""What is asked, and what is advised: instruments, answers to their items, and the action catalogue. Pure; msgspec only."""

from survey_definitions.loading import Fault, InstrumentFault, check_file, load_actions, load_checks, load_instrument, packaged_instruments
from survey_definitions.schema import Bank, Instrument, Item
from survey_definitions.values import ValueFault, check_value

__all__ = [
    "Bank",
    "Fault",
    "Instrument",
    "InstrumentFault",
    "Item",
    "ValueFault",
    "check_file",
    "check_value",
    "load_actions",
    "load_checks",
    "load_instrument",
    "packaged_instruments",
]
