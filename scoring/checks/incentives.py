"""Neighbours who are paid for different things: one for an activity, the other for what that activity is meant to bring.

The pattern: function A is paid by a measure of the kind `activity` without a condition of quality, that measure feeds another
one, and function B is paid by that other one. A can then reach its target with what B cannot use. Only the parts of the answers
are read (decision 33): the code of the measure, and whether a condition of quality is filled in.
"""

from collections import defaultdict

from msgspec import Struct

from scoring.answers import Respondent, TeamAnswers
from scoring.results import Evidence, Finding
from scoring.wording import quoted
from survey_definitions.schema import Instrument, TextItem


class Pay(Struct, frozen=True):
    """One answer: who is paid by which measure, and whether a condition of quality goes with it."""

    function: str
    measure: str
    quality: bool


def pays_of(answers: TeamAnswers, people: tuple[Respondent, ...], item: TextItem) -> list[Pay]:
    """The answers to an incentive item that name a measure of the instrument."""
    known = {measure.code for measure in answers.instrument.measures}
    found = []
    for person in people:
        value = answers.value(person, item.code)
        if isinstance(value, dict) and value.get("measure") in known and person.function:
            found.append(Pay(person.function, value["measure"], bool(str(value.get("quality") or "").strip())))
    return found


def function_text(instrument: Instrument, code: str) -> str:
    """The name of a function as people read it."""
    return next((function.text for function in instrument.functions if function.code == code), code)


def incentive_findings(answers: TeamAnswers, people: tuple[Respondent, ...]) -> list[Finding]:
    """One finding for each activity, the function paid by it and the function paid by what it feeds.

    Size: the share of the first function's answers that name the activity without a condition of quality, times the share of the
    second function's answers that name the fed measure.
    """
    measures = {measure.code: measure for measure in answers.instrument.measures}
    found = []
    for _, item in answers.instrument.items():  # noqa: PERF102 - not a dictionary: items() lists (bank, item)
        if not isinstance(item, TextItem) or item.form != "incentive":
            continue
        pays = pays_of(answers, people, item)
        by_function: dict[str, list[Pay]] = defaultdict(list)
        for pay in pays:
            by_function[pay.function].append(pay)
        loose = sorted({(pay.function, pay.measure) for pay in pays if not pay.quality and measures[pay.measure].kind == "activity"})
        for function, code in loose:
            for fed in measures[code].feeds:
                for other in sorted({pay.function for pay in pays if pay.measure == fed and pay.function != function}):
                    first, second = by_function[function], by_function[other]
                    share = sum(pay.measure == code and not pay.quality for pay in first) / len(first)
                    share *= sum(pay.measure == fed for pay in second) / len(second)
                    found.append(
                        _conflict(answers.instrument, item, function, code, other=other, fed=fed, size=share, n=len(first) + len(second))
                    )
    return found


def _conflict(instrument: Instrument, item: TextItem, function: str, code: str, *, other: str, fed: str, size: float, n: int) -> Finding:
    text = {measure.code: measure.text for measure in instrument.measures}
    here, there = function_text(instrument, function), function_text(instrument, other)
    sentence = (
        f"{here} is paid by {quoted(text[code])}, an activity that feeds {quoted(text[fed])}, by which {there} is paid; "
        "no condition of quality is named."
    )
    return Finding(
        kind="incentive_conflict",
        subject=code,
        sentence=sentence,
        size=size,
        weight=item.weight,
        evidence=Evidence(
            items=(item.code,),
            n=n,
            values={"function": function, "measure": code, "other_function": other, "fed_measure": fed},
            formula="activity without condition of quality that feeds a colleague's measure",
        ),
        private=item.private,
    )
