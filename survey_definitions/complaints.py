"""What msgspec says of a table, in plain words: place, message and remedy."""

import re
from typing import Any

import msgspec

from survey_definitions.faults import Fault, listed, nearest
from survey_definitions.json_value import JsonValue
from survey_definitions.sources import Part

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


def describe(part: Part, place: str, raw: JsonValue, kind: JsonValue, complaint: str, *, code: str = "") -> Fault:
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
    field = re.search(r"field `(.+)`", what)
    if field and "unknown" in what:
        keys = _keys(kind, value, inner)
        message = f'The key "{field[1]}" is not known here.{nearest(field[1], keys)}'
        return message, f"Keys here: {listed(keys)}." if keys else "Take it out."
    if field:
        remedy = f"Add type = one of {_types()}." if field[1] == "type" else f"Add {field[1]} = ..."
        return f'The key "{field[1]}" is missing.', remedy
    if "regex" in what:
        return _pattern_words(inner, value)
    if what.startswith("Invalid value") and inner.endswith("type"):
        return f'There is no item type "{value}".', f"Types: {_types()}."
    if what.startswith("Invalid enum value"):
        return f'"{value}" is not possible here.', f"Possible: {_possible(kind, inner)}."
    plain = what
    for name, words in _PLAIN_TYPES:
        plain = plain.replace(name, words)
    return f"{plain}.", "Change it to what is expected."


_PLAIN_TYPES = (
    ("`str`", "a text"),
    ("`int`", "a whole number"),
    ("`float`", "a number"),
    ("`bool`", "true or false"),
    ("`array`", "a list"),
    ("`object`", "a table"),
    ("of length", "with a length"),
    ("got a", "but this is a"),
    ("got true", "but this is true"),
)


def _pattern_words(inner: str, value: JsonValue) -> tuple[str, str]:
    last = re.split(r"[.\[]", inner)[-1]
    if last == "version":
        return f'"{value}" is not a version.', 'Write three numbers, such as version = "1.0.0".'
    if last == "language":
        return f'"{value}" is not a language.', 'Write a language tag, such as "en" or "pt-BR".'
    remedy = "A code begins with a lower-case letter and holds at most 48 lower-case letters, digits and underscores."
    return f'"{value}" is not a code.', remedy


def _types() -> str:
    return ", ".join(f"{letter} ({name})" for letter, name in ITEM_TYPES.items())


def _structs_at(kind: JsonValue, value: JsonValue, inner: str) -> list[Any]:
    """The struct classes that may stand at a path: one, or several where the table's type is not known."""
    classes = getattr(kind, "__args__", (kind,))
    names = [name for name in re.split(r"[.\[\]\d]+", inner) if name]
    tag = value.get("type") if isinstance(value, dict) and not names else None
    found = [struct for struct in classes if tag is None or struct.__struct_config__.tag == tag]
    for name in names:
        found = [inside for struct in found for inside in _inside(struct, name)]
    return found


def _inside(struct: Any, name: str) -> list[Any]:  # noqa: ANN401 - a struct class whose type is not known before run time
    for field in msgspec.structs.fields(struct):
        if field.name == name:
            return [each for each in _flat(field.type) if isinstance(each, type) and issubclass(each, msgspec.Struct)]
    return []


def _flat(kind: Any) -> list[Any]:  # noqa: ANN401 - as _inside
    return [kind, *(inside for each in getattr(kind, "__args__", ()) for inside in _flat(each))]


def _keys(kind: JsonValue, value: JsonValue, inner: str) -> list[str]:
    structs = _structs_at(kind, value, inner)
    return [field.name for field in msgspec.structs.fields(structs[0])] if structs else []


def _possible(kind: JsonValue, inner: str) -> str:
    *path, last = inner.split(".")
    for struct in _structs_at(kind, None, ".".join(path)):
        for field in msgspec.structs.fields(struct):
            if field.name == last:
                return listed(str(word) or "(empty)" for word in getattr(field.type, "__args__", ()))
    return "see the schema of an instrument"
