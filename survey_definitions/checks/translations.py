"""Translations: each names a text that exists, in another language than the instrument's own."""

import re
from collections.abc import Iterator

from survey_definitions.faults import Fault, nearest
from survey_definitions.schema import Instrument
from survey_definitions.sources import Part
from survey_definitions.translating import texts_of

_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def check_translations(instrument: Instrument, head: Part) -> Iterator[Fault]:
    """Faults of the paths and texts of every translation."""
    if not instrument.translations:
        return
    known = texts_of(instrument)
    for language, texts in instrument.translations.items():
        place = f"translations.{language}"
        if not _LANGUAGE.match(language):
            yield head.fault(place, f'"{language}" is not a language.', 'Write a language tag, such as "de" or "pt-BR".', language)
        if language == instrument.language:
            yield head.fault(place, "This is the instrument's own language.", "Change the texts themselves, or the key language.", language)
        for path, text in texts.items():
            if path not in known:
                remedy = "A path is items.CODE.text, items.CODE.levels.1.name, items.CODE.options.CODE.text, banks.AREA.title and the like."
                yield head.fault(f"{place}.{path}", f"There is no such text to translate.{nearest(path, known)}", remedy, path)
            elif not text.strip():
                yield head.fault(
                    f"{place}.{path}", "The translation is blank.", "Write it, or take the line out: the original is shown then.", path
                )
