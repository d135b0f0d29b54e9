"""An instrument fitted to a client without touching a file."""

from collections.abc import Iterable

import msgspec

from survey_definitions.checks import check_instrument
from survey_definitions.faults import Fault, InstrumentFault
from survey_definitions.schema import Instrument, Item, Option
from survey_definitions.translating import texts_of


def has_depth(instrument: Instrument) -> bool:
    """Whether there is anything that is asked only in depth."""
    return any(bank.in_depth for bank in instrument.banks) or any(item.in_depth_of for _, item in instrument.items())


def in_depth(instrument: Instrument) -> Instrument:
    """The instrument as it is asked in depth: banks for it kept, and the functions of `in_depth_of` asked as well.

    What comes out says nothing of depth any more, so that a frozen wave is what was asked. Takes the whole, not what `in_brief` left.
    """
    banks = tuple(
        msgspec.structs.replace(bank, in_depth=False, items=tuple(_asked_in_depth(item) for item in bank.items))
        for bank in instrument.banks
    )
    return msgspec.structs.replace(instrument, banks=banks)


def in_brief(instrument: Instrument) -> Instrument:
    """The instrument without what is asked only in depth; the translations of what is left out go with it."""
    if not has_depth(instrument):
        return instrument
    banks = tuple(
        msgspec.structs.replace(bank, items=tuple(msgspec.structs.replace(item, in_depth_of=()) for item in bank.items))
        for bank in instrument.banks
        if not bank.in_depth
    )
    brief = msgspec.structs.replace(instrument, banks=banks)
    known = texts_of(brief) if brief.translations else {}
    translations = {
        language: {path: text for path, text in texts.items() if path in known} for language, texts in brief.translations.items()
    }
    return msgspec.structs.replace(brief, translations=translations)


def _asked_in_depth(item: Item) -> Item:
    wider = tuple(dict.fromkeys((*item.asked_of, *item.in_depth_of))) if item.asked_of else ()
    return msgspec.structs.replace(item, asked_of=wider, in_depth_of=())


def with_priorities(instrument: Instrument, options: Iterable[Option]) -> Instrument:
    """The instrument with the client's list of priorities; InstrumentFault where an item cannot be answered with it.

    The list has to be as long at least as the longest ranking or pick that is made from it. What measures support is left
    as it stands: a priority that the client does not have supports nothing.
    """
    priorities = tuple(options)
    codes = {priority.code for priority in priorities} | {measure.code for measure in instrument.measures}
    measures = tuple(
        msgspec.structs.replace(measure, supports=tuple(code for code in measure.supports if code in codes))
        for measure in instrument.measures
    )
    known = {priority.code for priority in priorities}
    translations = {
        language: {path: text for path, text in texts.items() if not path.startswith("priorities.") or path.split(".")[1] in known}
        for language, texts in instrument.translations.items()
    }
    tailored = msgspec.structs.replace(instrument, priorities=priorities, measures=measures, translations=translations)
    faults = [*_checked_codes(priorities), *check_instrument(tailored)]
    if faults:
        raise InstrumentFault(faults)
    return tailored


def _checked_codes(priorities: tuple[Option, ...]) -> list[Fault]:
    faults = []
    for number, priority in enumerate(priorities, 1):
        try:
            msgspec.convert(msgspec.to_builtins(priority), Option)
        except msgspec.ValidationError:
            message = "A priority has a code of lower-case letters, digits and underscores, and a text of 1 to 400 characters."
            faults.append(Fault("priorities", f"priorities[{number}] ({priority.code})", message, "Correct this line."))
    return faults
