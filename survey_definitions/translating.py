"""The texts of an instrument by dotted path, and the instrument in another language.

Paths: `title`, `functions.CODE.text`, `priorities.CODE.text`, `measures.CODE.text`, `banks.AREA.title`, `items.CODE.text`,
`items.CODE.options.CODE.text`, `items.CODE.levels.1.name`, `items.CODE.threshold.options.CODE.text`, and the like.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from survey_definitions.schema import Instrument

# Keys whose values are read by people. `term` names what is defined; `unit` stands behind a number.
_TEXT_KEYS = frozenset(
    {"title", "summary", "intro", "text", "help", "note", "name", "low", "high", "term", "none_text", "evidence", "unit"}
)


def texts_of(instrument: Instrument) -> dict[str, str]:
    """Every text of the instrument that is not empty, by its path, in order."""
    texts: dict[str, str] = {}

    def collect(path: str, text: str) -> str:
        texts[path] = text
        return text

    _walk(_raw(instrument), "", collect)
    return texts


def languages_of(instrument: Instrument) -> tuple[str, ...]:
    """The instrument's own language, then those that it is translated into."""
    return (instrument.language, *(language for language in instrument.translations if language != instrument.language))


def missing_texts(instrument: Instrument, language: str) -> tuple[str, ...]:
    """Paths that a translation leaves out; empty where it is complete."""
    translated = instrument.translations.get(language, {})
    return tuple(path for path in texts_of(instrument) if path not in translated)


def translate(instrument: Instrument, language: str) -> Instrument:
    """The instrument with its texts in `language`; where a text is not translated, or the language is unknown, the original stands.

    Codes, order and versions are untouched, so answers mean the same in every language.
    """
    translated = instrument.translations.get(language)
    if not translated:
        return instrument
    raw = _walk(_raw(instrument), "", translated.get)
    changed = msgspec.convert(raw, Instrument)
    return msgspec.structs.replace(changed, language=language, translations=instrument.translations)


def _raw(instrument: Instrument) -> dict[str, Any]:
    raw: dict[str, Any] = msgspec.to_builtins(instrument)
    del raw["translations"]
    return raw


def _walk(node: dict[str, Any], prefix: str, change: Callable[[str, str], str]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for key, entry in node.items():
        path = f"{prefix}{key}"
        if isinstance(entry, str) and entry and key in _TEXT_KEYS:
            changed[key] = change(path, entry)
        elif isinstance(entry, dict):
            changed[key] = _walk(entry, f"{path}.", change)
        elif isinstance(entry, list | tuple) and entry and isinstance(entry[0], dict):
            # Items are addressed by their code alone: they may move from bank to bank and stay what they are.
            base = "items." if key in {"items", "facts"} else f"{path}."
            changed[key] = [_walk(each, f"{base}{_name(each, number)}.", change) for number, each in enumerate(entry, 1)]
        else:
            changed[key] = entry
    return changed


def _name(node: dict[str, Any], number: int) -> str:
    return str(node.get("code") or node.get("area") or number)
