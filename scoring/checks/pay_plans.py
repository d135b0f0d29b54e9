"""What people name as the measure of their pay beside what the pay plan of their function says."""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.pay import function_text, measures_by_code, pays_written
from scoring.checks.sentences import finding_of
from scoring.results import Finding, TeamScore
from scoring.wording import counted, quoted
from survey_definitions.pay_rules import PayMisread
from survey_definitions.schema import TextItem


def pays_misread(rule: PayMisread, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding for each function of which somebody names another measure than its plan. Size: their share of those who name one.

    A measure in words of one's own is another one. Whoever names none is not counted.
    """
    texts = measures_by_code(answers.instrument)
    asked = [item for _, item in answers.instrument.items() if isinstance(item, TextItem) and item.form == "incentive"]
    found = []
    for plan in pays_written(answers, rule.plans):
        named = [
            (item, str(value["measure"]))
            for item in asked
            for person in people
            if person.function == plan.function and isinstance(value := answers.value(person, item.code), dict) and value.get("measure")
        ]
        others = sum(measure != plan.measure for _, measure in named)
        if not others:
            continue
        found.append(
            finding_of(
                rule,
                subject=plan.item,
                size=others / len(named),
                items=(*sorted({item.code for item, _ in named}), plan.item),
                n=len(named),
                values={"function": plan.function, "measure": plan.measure, "people": len(named), "others": others},
                words={
                    "function": function_text(answers.instrument, plan.function),
                    "others": _told(others, len(named)),
                    "written": quoted(texts[plan.measure].text),
                },
                private=any(item.private for item, _ in named),
            )
        )
    return found


def _told(others: int, people: int) -> str:
    """Who names another measure, in words.

    >>> _told(1, 1), _told(3, 3), _told(1, 2)
    ('the one person', 'all 3 people', '1 of 2 people')
    """
    if people == 1:
        return "the one person"
    return f"all {people} people" if others == people else f"{others} of {counted(people, 'person', 'people')}"
