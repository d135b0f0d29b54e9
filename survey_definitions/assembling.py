"""Raw tables into structs: every entry by itself, so that one bad item does not hide the next."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from survey_definitions.complaints import describe
from survey_definitions.faults import Fault, InstrumentFault, listed, nearest
from survey_definitions.json_value import JsonValue
from survey_definitions.schema import Bank, Instrument, Item
from survey_definitions.sources import Part, Source

Load = Callable[[str], Instrument]


def assemble(source: Source, load: Load) -> Instrument:
    """The instrument of a source; InstrumentFault with the faults of every table. `load` gives a packaged instrument, for `take`."""
    assembly = _Assembly(load)
    translations = {language: flatten(texts) for language, texts in _tables(source.head.table.get("translations")).items()}
    table = source.head.table | ({"translations": translations} if translations else {})
    instrument = assembly.convert(source.head, "", table, Instrument)
    banks = [assembly.bank(part) for part in source.banks]
    facts = assembly.facts(source.facts) if source.facts else ()
    if assembly.faults or instrument is None:
        raise InstrumentFault(assembly.faults)
    whole = msgspec.structs.replace(instrument, banks=tuple(banks), facts=facts)
    return _with_taken_translations(whole, assembly.taken)


def flatten(texts: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested tables of a translation as dotted paths, so that both ways of writing them in TOML mean the same.

    >>> flatten({"items": {"goal": {"text": "Ziel"}}, "items.plan.text": "Plan"})
    {'items.goal.text': 'Ziel', 'items.plan.text': 'Plan'}
    """
    flat: dict[str, Any] = {}
    for key, entry in texts.items():
        path = f"{prefix}.{key}" if prefix else key
        flat.update(flatten(entry, path) if isinstance(entry, dict) else {path: entry})
    return flat


def _tables(raw: JsonValue) -> dict[str, dict[str, Any]]:
    return {key: table for key, table in raw.items() if isinstance(table, dict)} if isinstance(raw, dict) else {}


class _Assembly:
    """Converts table by table, and keeps every fault and every item that was taken from elsewhere."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.faults: list[Fault] = []
        self.taken: dict[str, Instrument] = {}

    def convert(self, part: Part, place: str, raw: JsonValue, kind: JsonValue) -> JsonValue:
        """The struct of a table, or None after keeping its fault."""
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            code = raw.get("code") if isinstance(raw, dict) else None
            self.faults.append(describe(part, place, raw, kind, str(error), code=code if isinstance(code, str) else ""))
            return None

    def bank(self, part: Part) -> Bank:
        """A bank with its items; an empty one stands in for a bank with a fault."""
        bank = self.convert(part, "", {key: entry for key, entry in part.table.items() if key != "items"}, Bank)
        return msgspec.structs.replace(bank or Bank(area="faulty", title="faulty"), items=self.items(part, "items"))

    def facts(self, part: Part) -> tuple[Item, ...]:
        """The items of the fact sheet, each marked as a fact."""
        key = "facts" if "facts" in part.table else "items"
        for other in part.table:
            if other != key:
                self.faults.append(part.fault(other, f'A facts file has no key "{other}".', "It holds [[items]] only.", other))
        return tuple(msgspec.structs.replace(item, fact=True) for item in self.items(part, key))

    def items(self, part: Part, key: str) -> tuple[Item, ...]:
        """The items of a list, without those that have a fault."""
        entries = part.table.get(key, [])
        if not isinstance(entries, list):
            remedy = f"Begin each item with a line [[{key}]], or write {key} = [ ... ]."
            self.faults.append(part.fault(key, "This is a list of items.", remedy, key))
            return ()
        items: list[Item] = []
        for number, entry in enumerate(entries, 1):
            place = f"{key}[{number}]"
            taken = isinstance(entry, dict) and "take" in entry
            item = self.take(part, place, entry) if taken else self.convert(part, place, entry, Item)
            if item is not None:
                items.append(item)
        return tuple(items)

    def take(self, part: Part, place: str, entry: dict[str, Any]) -> Item | None:
        """The item of a packaged instrument that `take = "instrument.CODE"` names, or None after keeping the fault."""
        reference = str(entry["take"])
        try:
            name, code = _reference(entry)
            origin = self._origin(name)
            item = _named(origin, name, code)
        except _NotTaken as refusal:
            self.faults.append(part.fault(f"{place} (take {reference})", refusal.message, refusal.remedy, reference))
            return None
        self.taken[code] = origin
        return item

    def _origin(self, name: str) -> Instrument:
        try:
            return self.load(name)
        except InstrumentFault as error:
            first = error.faults[0]
            raise _NotTaken(f'The instrument "{name}" cannot be used: {first.message}', first.remedy) from None


class _NotTaken(Exception):
    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def _reference(entry: dict[str, Any]) -> tuple[str, str]:
    name, _, code = str(entry["take"]).partition(".")
    if not code or set(entry) != {"take"}:
        remedy = 'Write { take = "sales-marketing.CODE" } and nothing else: a taken item comes unchanged.'
        raise _NotTaken("This is not how an item is taken from another instrument.", remedy)
    return name, code


def _named(origin: Instrument, name: str, code: str) -> Item:
    try:
        return origin.item(code)
    except KeyError:
        codes = [item.code for _, item in origin.items()]
        message = f'The instrument "{name}" has no item "{code}".{nearest(code, codes)}'
        raise _NotTaken(message, f"Items of that instrument: {listed(codes)}.") from None


def _with_taken_translations(instrument: Instrument, taken: Mapping[str, Instrument]) -> Instrument:
    """A taken item brings its translations into those languages that the taking instrument speaks."""
    translations = {language: dict(texts) for language, texts in instrument.translations.items()}
    for code, origin in taken.items():
        for language, texts in translations.items():
            found = {path: text for path, text in origin.translations.get(language, {}).items() if path.startswith(f"items.{code}.")}
            translations[language] = found | texts
    return msgspec.structs.replace(instrument, translations=translations)
