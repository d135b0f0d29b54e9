"""Measures traced upwards: whether a line of `supports` leads from what people are paid by to the company goal."""

from collections import Counter

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.pay import Pay, by_function, function_text, is_paid_by, measures_by_code, pays_of
from scoring.checks.sentences import finding_of
from scoring.results import Finding, TeamScore
from scoring.wording import counted, listed, quoted
from survey_definitions.pay_rules import MeasureLadder
from survey_definitions.schema import Instrument


def path_up(instrument: Instrument, measure: str, goal: str) -> tuple[str, ...]:
    """The shortest line from a measure to the goal, the measure itself left out; ("goal",) from the goal, () where there is none.

    Of two lines as short, the one whose codes come first: the order in which an instrument lists them changes nothing.
    """
    measures = measures_by_code(instrument)
    if measure == goal:
        return (goal,)
    seen = {measure}
    reached: list[tuple[str, tuple[str, ...]]] = [(measure, ())]
    while reached:
        further: list[tuple[str, tuple[str, ...]]] = []
        for code, path in reached:
            for served in sorted(measures[code].supports if code in measures else ()):
                if served == goal:
                    return (*path, goal)
                if served not in seen:
                    seen.add(served)
                    further.append((served, (*path, served)))
        reached = further
    return ()


def orphan_measures(rule: MeasureLadder, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding for each measure without a line to the goal that somebody is paid by without a condition of quality.

    Of functions in which half and more name it.
    Size: the share of those who name it in these functions. Nothing where the instrument lists no company goal.
    """
    measures = measures_by_code(answers.instrument)
    if rule.goal not in measures:
        return []
    pays = pays_of(answers, people, rule.plans)
    every = by_function(pays)
    found = []
    for code in sorted({pay.measure for pay in pays if not pay.quality}):
        if path_up(answers.instrument, code, rule.goal):
            continue
        naming = [pay for pay in pays if pay.measure == code and not pay.quality]
        said = [pay for pay in naming if pay.said]
        naming = said or naming
        named = by_function(naming)
        functions = sorted(
            (function for function in named if is_paid_by(named[function], every[function])),
            key=lambda function: _place(answers.instrument, function),
        )
        if not functions:
            continue
        naming, said = ([pay for pay in some if pay.function in functions] for some in (naming, said))
        within = [pay for pay in pays if pay.function in functions]
        found.append(
            finding_of(
                rule,
                subject=code,
                size=len(naming) / len(within),
                items=tuple(sorted({pay.item for pay in naming})),
                n=sum(pay.said for pay in within),
                values={"measure": code, "people": len(said), "functions": functions},
                words={
                    "measure": quoted(measures[code].text),
                    "functions": listed([function_text(answers.instrument, function) for function in functions]),
                    "people": counted(len(said), "person", "people"),
                },
                case="" if said else "written",
                private=any(pay.private for pay in within),
            )
        )
    return found


def _place(instrument: Instrument, function: str) -> tuple[int, str]:
    codes = [entry.code for entry in instrument.functions]
    return (codes.index(function) if function in codes else len(codes), function)


def most_named(pays: list[Pay]) -> tuple[str, ...]:
    """The measures that most statements name, more than one where they are level."""
    counts = Counter(pay.measure for pay in pays)
    most = max(counts.values(), default=0)
    return tuple(sorted(code for code, count in counts.items() if count == most))
