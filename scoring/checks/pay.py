"""What people say they are paid by, and what the pay plans of the fact sheet say: one statement a person, one a plan.

Only parts of the answers are read (decision 33): the code of the measure, and whether a condition of quality is filled in.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.once import once
from scoring.wording import counted
from survey_definitions.schema import Instrument, Measure, TextItem


class Pay(Struct, frozen=True):
    """One statement: the function that is paid by this measure, whether a condition of quality goes with it, and where it stands."""

    function: str
    measure: str
    quality: bool
    item: str  # the item that was answered, or the fact
    said: bool  # by a person; else written in the pay plan
    private: bool = False


@once
def measures_by_code(instrument: Instrument) -> dict[str, Measure]:
    """The measures of an instrument."""
    return {measure.code: measure for measure in instrument.measures}


def function_text(instrument: Instrument, code: str) -> str:
    """The name of a function as people read it."""
    return next((function.text for function in instrument.functions if function.code == code), code)


def pays_said(answers: TeamAnswers, people: tuple[Respondent, ...], *, private: bool = True) -> list[Pay]:
    """The answers to incentive items that name a measure of the instrument, of people who have a function."""
    found = []
    known = measures_by_code(answers.instrument)
    for _, item in answers.instrument.items():  # noqa: PERF102 - not a dictionary: items() lists (bank, item)
        if isinstance(item, TextItem) and item.form == "incentive" and (private or not item.private):
            for person in people:
                pay = _read(known, person.function, item.code, answers.value(person, item.code))
                if pay:
                    found.append(replace(pay, said=True, private=item.private))
    return found


def pays_written(answers: TeamAnswers, plans: Mapping[str, str]) -> list[Pay]:
    """What the pay plans say; `plans` maps functions to facts. A fact that is not filled in, or names no measure, says nothing."""
    found = []
    known = measures_by_code(answers.instrument)
    for function in sorted(plans):
        pay = _read(known, function, plans[function], answers.facts.get(plans[function]))
        if pay:
            found.append(pay)
    return found


def pays_of(answers: TeamAnswers, people: tuple[Respondent, ...], plans: Mapping[str, str], *, private: bool = True) -> list[Pay]:
    """What people say, and the pay plan of those functions of which nobody says anything."""
    said = pays_said(answers, people, private=private)
    spoken = {pay.function for pay in said}
    return said + [pay for pay in pays_written(answers, plans) if pay.function not in spoken]


def is_paid_by(named: list[Pay], every: list[Pay]) -> bool:
    """Whether so many of the statements of a function name a measure that the function may be said to be paid by it."""
    return bool(every) and round(len(named) / len(every), 9) >= thresholds.PAID_BY_FROM


def who_is_paid(instrument: Instrument, named: list[Pay], every: list[Pay]) -> str:
    """The function of these statements, with how many of its people name the measure where not all of them do."""
    text = function_text(instrument, every[0].function)
    return text if len(named) == len(every) else f"{text} ({len(named)} of {counted(len(every), 'person', 'people')})"


def by_function(pays: list[Pay]) -> dict[str, list[Pay]]:
    """The statements of each function; functions in the order of their codes."""
    found: dict[str, list[Pay]] = {pay.function: [] for pay in sorted(pays, key=lambda pay: pay.function)}
    for pay in pays:
        found[pay.function].append(pay)
    return found


def _read(known: Mapping[str, Measure], function: str, code: str, value: object) -> Pay | None:
    measure = value.get("measure") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(measure, str) or not function or measure not in known:
        return None
    return Pay(function, measure, bool(str(value.get("quality") or "").strip()), code, said=False)
