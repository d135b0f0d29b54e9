"""Where each item of an instrument stands in its files."""

from collections.abc import Iterator

from msgspec import Struct

from survey_definitions.faults import Fault
from survey_definitions.schema import Bank, Instrument, Item
from survey_definitions.sources import Part, Source

IN_MEMORY = Part(file="instrument", prefix="", text="", table={})


class PlacedBank(Struct, frozen=True):
    """A bank and the table that it came from."""

    bank: Bank
    part: Part

    def fault(self, where: str, message: str, remedy: str) -> Fault:
        """A fault of the bank itself."""
        return self.part.fault(where, message, remedy, self.bank.area)


class PlacedItem(Struct, frozen=True):
    """An item, its place in the order of asking, and the table that it came from; `bank` is None on the fact sheet."""

    item: Item
    bank: Bank | None
    order: int
    part: Part
    place: str

    def fault(self, where: str, message: str, remedy: str) -> Fault:
        """A fault at `where` inside this item."""
        place = f"{self.place} ({self.item.code})" + (f".{where}" if where else "")
        return self.part.fault(place, message, remedy, self.item.code)


def placed_banks(instrument: Instrument, source: Source | None) -> Iterator[PlacedBank]:
    """Every bank with its table; where there is no source, places are those of the whole."""
    for number, bank in enumerate(instrument.banks, 1):
        yield PlacedBank(bank, source.banks[number - 1] if source else Part(IN_MEMORY.file, f"banks[{number}]", "", {}))


def placed_items(instrument: Instrument, source: Source | None) -> list[PlacedItem]:
    """Every item of the banks in order, then those of the fact sheet."""
    placed: list[PlacedItem] = []
    for found in placed_banks(instrument, source):
        for number, item in enumerate(found.bank.items, 1):
            placed.append(PlacedItem(item, found.bank, len(placed), found.part, f"items[{number}]"))
    part = (source and source.facts) or IN_MEMORY
    key = "items" if "items" in part.table else "facts"
    for number, item in enumerate(instrument.facts, 1):
        placed.append(PlacedItem(item, None, len(placed), part, f"{key}[{number}]"))
    return placed
