"""An instrument fitted to a client without touching a file."""

from collections.abc import Iterable

import msgspec

from survey_definitions.checks import check_instrument
from survey_definitions.faults import Fault, InstrumentFault
from survey_definitions.schema import Instrument, Option


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
