"""Raw tables into structs: every entry by itself, so that one bad item does not hide the next."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from survey_definitions.faults import Fault, InstrumentFault, listed, nearest
from survey_definitions.json_value import JsonValue
from survey_definitions.schema import Bank, Instrument, Item
from survey_definitions.sources import Part, Source

ITEM_TYPES = {
    "M": "maturity rating",
    "V": "perception of functions",
    "R": "ranking",
    "T": "top list",
    "C": "allocation of points",
    "P": "prediction",
    "D": "definition",
    "Y": "evidence check",
    "K": "number",
    "S": "symptom",
    "F": "free text",
}
Load = Callable[[str], Instrument]


def assemble(source: Source, load: Load) -> Instrument:
    """The instrument of a source; InstrumentFault with the faults of every table. `load` gives a packaged instrument, for `take`."""
    faults: list[Fault] = []
    translations = {language: flatten(texts) for language, texts in _tables(source.head.table.get("translations")).items()}
    table = source.head.table | ({"translations": translations} if translations else {})
    instrument = _convert(source.head, "", table, Instrument, faults)
    taken: dict[str, Instrument] = {}
    banks = [_bank(part, load, taken, faults) for part in source.banks]
    facts = _facts(source.facts, load, taken, faults) if source.facts else ()
    if faults or instrument is None:
        raise InstrumentFault(faults)
    whole = msgspec.structs.replace(instrument, banks=tuple(bank for bank in banks if bank), facts=facts)
    return _with_taken_translations(whole, taken)


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


def _bank(part: Part, load: Load, taken: dict[str, Instrument], faults: list[Fault]) -> Bank | None:
    bank = _convert(part, "", {key: entry for key, entry in part.table.items() if key != "items"}, Bank, faults)
    items = _items(part, "items", load, taken, faults)
    return msgspec.structs.replace(bank, items=items) if bank else None


def _facts(part: Part, load: Load, taken: dict[str, Instrument], faults: list[Fault]) -> tuple[Item, ...]:
    key = "facts" if "facts" in part.table else "items"
    items = _items(part, key, load, taken, faults)
    faults.extend(
        part.fault(other, f'A facts file has no key "{other}".', "It holds [[items]] only.", other) for other in part.table if other != key
    )
    return tuple(msgspec.structs.replace(item, fact=True) for item in items)


def _items(part: Part, key: str, load: Load, taken: dict[str, Instrument], faults: list[Fault]) -> tuple[Item, ...]:
    entries = part.table.get(key, [])
    if not isinstance(entries, list):
        faults.append(part.fault(key, "This is a list of items.", f"Begin each item with a line [[{key}]], or write {key} = [ ... ].", key))
        return ()
    items: list[Item] = []
    for number, entry in enumerate(entries, 1):
        place = f"{key}[{number}]"
        if isinstance(entry, dict) and "take" in entry:
            item = _take(part, place, entry, load, taken, faults)
        else:
            item = _convert(part, place, entry, Item, faults)
        if item is not None:
            items.append(item)
    return tuple(items)


def _take(part: Part, place: str, entry: dict[str, Any], load: Load, taken: dict[str, Instrument], faults: list[Fault]) -> Item | None:
    reference = str(entry["take"])
    name, dot, code = reference.partition(".")
    place = f"{place} (take {reference})"
    if not dot or set(entry) != {"take"}:
        remedy = 'Write { take = "sales-marketing.CODE" } and nothing else: a taken item comes unchanged.'
        faults.append(part.fault(place, "This is not how an item is taken from another instrument.", remedy, reference))
        return None
    try:
        origin = load(name)
    except InstrumentFault as error:
        first = error.faults[0]
        faults.append(part.fault(place, f'The instrument "{name}" cannot be used: {first.message}', first.remedy, reference))
        return None
    try:
        item = origin.item(code)
    except KeyError:
        codes = [other.code for _, other in origin.items()]
        hint = nearest(code, codes)
        remedy = f"Items of that instrument: {listed(codes)}."
        faults.append(part.fault(place, f'The instrument "{name}" has no item "{code}".{hint}', remedy, reference))
        return None
    taken[item.code] = origin
    return item


def _with_taken_translations(instrument: Instrument, taken: Mapping[str, Instrument]) -> Instrument:
    """A taken item brings its translations into those languages that the taking instrument speaks."""
    translations = {language: dict(texts) for language, texts in instrument.translations.items()}
    for code, origin in taken.items():
        for language, texts in translations.items():
            found = {path: text for path, text in origin.translations.get(language, {}).items() if path.startswith(f"items.{code}.")}
            translations[language] = found | texts
    return msgspec.structs.replace(instrument, translations=translations)


def _convert(part: Part, place: str, raw: JsonValue, kind: JsonValue, faults: list[Fault]) -> JsonValue:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        code = raw.get("code") if isinstance(raw, dict) else None
        faults.append(describe(part, place, raw, kind, str(error), code if isinstance(code, str) else ""))
        return None


def describe(part: Part, place: str, raw: JsonValue, kind: JsonValue, complaint: str, code: str = "") -> Fault:
    """A fault in plain words for what msgspec says of a table."""
    what, _, where = complaint.partition(" - at `")
    inner = re.sub(
        r"\[(\d+)\]", lambda found: f"[{int(found[1]) + 1}]", where.rstrip("`").removeprefix("key in ").removeprefix("$").strip(".")
    )
    named = f"{place} ({code})" if code and place else place
    full = ".".join(word for word in (named, inner) if word)
    table = _inner(raw, where)
    message, remedy = _words(what, inner, table, kind)
    unknown = re.search(r"field `(.+)`", what)
    sought = code or (unknown[1] if unknown and "unknown" in what else "") or inner.split(".")[0].split("[")[0]
    return part.fault(full, message, remedy, sought)


def _inner(raw: JsonValue, where: str) -> JsonValue:
    for key, number in re.findall(r"\.(\w+)|\[(\d+)\]", where):
        try:
            raw = raw[int(number)] if number else raw[key]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


def _words(what: str, inner: str, value: JsonValue, kind: JsonValue) -> tuple[str, str]:
    last = re.split(r"[.\[]", inner)[-1] if inner else ""
    missing = re.match(r"Object missing required field `(.+)`", what)
    if missing:
        if missing[1] == "type":
            return "The item has no type.", f"Add type = one of {_types()}."
        return f'The key "{missing[1]}" is missing.', f"Add {missing[1]} = ..."
    unknown = re.match(r"Object contains unknown field `(.+)`", what)
    if unknown:
        keys = _keys(kind, value, inner)
        return (
            f'The key "{unknown[1]}" is not known here.{nearest(unknown[1], keys)}',
            f"Keys here: {listed(keys)}." if keys else "Take it out.",
        )
    if last == "type" and what.startswith("Invalid value"):
        return f'There is no item type "{value}".', f"Types: {_types()}."
    if "regex '^[a-z][a-z0-9_]" in what:
        return (
            f'"{value}" is not a code.',
            "A code begins with a lower-case letter and holds at most 48 lower-case letters, digits and underscores.",
        )
    if "regex" in what and last == "version":
        return f'"{value}" is not a version.', 'Write three numbers, such as version = "1.0.0".'
    if "regex" in what:
        return f'"{value}" is not a language.', 'Write a language tag, such as "en" or "pt-BR".'
    if what.startswith("Invalid enum value"):
        return f'"{value}" is not possible here.', f"Possible: {_possible(kind, inner, value)}."
    plain = (
        what.replace("`str`", "a text").replace("`int`", "a whole number").replace("`float`", "a number").replace("`bool`", "true or false")
    )
    plain = plain.replace("`array`", "a list").replace("`object`", "a table").replace("`", "").replace("got a", "but this is a")
    return f"{plain}.", "Change it to what is expected."


def _types() -> str:
    return ", ".join(f"{letter} ({name})" for letter, name in ITEM_TYPES.items())


def _struct_at(kind: JsonValue, value: JsonValue, inner: str) -> JsonValue:
    """The struct class that stands at a path, as far as it can be told."""
    classes = kind.__args__ if hasattr(kind, "__args__") else (kind,)
    names = [name for name in re.split(r"[.\[\]\d]+", inner) if name]
    tag = value.get("type") if isinstance(value, dict) and not names else None
    found = [struct for struct in classes if tag is None or struct.__struct_config__.tag == tag]
    for name in names:
        found = [inside for struct in found for inside in _inside(struct, name)]
    return found[0] if found else None


def _inside(struct: JsonValue, name: str) -> list[Any]:
    for field in msgspec.structs.fields(struct):
        if field.name == name:
            return [each for each in _flat(field.type) if isinstance(each, type) and issubclass(each, msgspec.Struct)]
    return []


def _flat(kind: JsonValue) -> list[Any]:
    return [kind, *(inside for each in getattr(kind, "__args__", ()) for inside in _flat(each))]


def _keys(kind: JsonValue, value: JsonValue, inner: str) -> list[str]:
    struct = _struct_at(kind, value, inner)
    return [field.name for field in msgspec.structs.fields(struct)] if struct else []


def _possible(kind: JsonValue, inner: str, value: JsonValue) -> str:
    *path, last = inner.split(".")
    struct = _struct_at(kind, value, ".".join(path))
    for field in msgspec.structs.fields(struct) if struct else ():
        if field.name == last:
            return listed(str(word) or "(empty)" for word in getattr(field.type, "__args__", ()))
    return "see the schema of an instrument"
