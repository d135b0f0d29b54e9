"""The published JSON Schema of an instrument in one file (draft 2020-12), for editors and other tools."""

from typing import Any

import msgspec

from survey_definitions.json_value import JsonValue
from survey_definitions.schema import Instrument

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TAKE = {
    "title": "Take",
    "description": "An item of a packaged instrument, put here unchanged.",
    "type": "object",
    "properties": {
        "take": {"type": "string", "pattern": "^[a-z][a-z0-9_-]*\\.[a-z][a-z0-9_]{0,47}$", "examples": ["sales-marketing.goal"]}
    },
    "required": ["take"],
    "additionalProperties": False,
}


def instrument_schema() -> dict[str, Any]:
    """The schema as plain dicts and lists.

    What depends on several parts, such as codes that refer to each other, is not in it: check_file finds that.
    """
    schema = _portable(msgspec.json.schema(Instrument))
    definitions = schema["$defs"]
    definitions["Take"] = _TAKE
    definitions["Texts"] = {
        "title": "Texts",
        "description": "Translated texts by dotted path, or as nested tables.",
        "type": "object",
        "additionalProperties": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Texts"}]},
    }
    for struct, key in (("Bank", "items"), ("Instrument", "facts")):
        entries = definitions[struct]["properties"][key]["items"]
        # A discriminator would promise that every entry has a type, which a taken one has not.
        entries.pop("discriminator", None)
        entries["anyOf"] = [*entries["anyOf"], {"$ref": "#/$defs/Take"}]
    definitions["Instrument"]["properties"]["translations"]["additionalProperties"] = {"$ref": "#/$defs/Texts"}
    return {"$schema": DIALECT, "title": "Parallax instrument", **schema}


def _portable(node: JsonValue) -> JsonValue:
    r"""The schema with patterns that every dialect of regular expressions understands: JSON Schema has no `\\Z`."""
    if isinstance(node, dict):
        return {key: entry.replace("\\Z", "$") if key == "pattern" else _portable(entry) for key, entry in node.items()}
    if isinstance(node, list):
        return [_portable(entry) for entry in node]
    return node
