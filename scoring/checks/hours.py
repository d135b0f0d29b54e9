"""Hours of a hand-over as they are written, as each side believes them, and as they are measured.

Said where any two of them differ by a factor of two. A side is a function; it believes the middle of what its people answer.
"""

from statistics import median

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.pay import function_text
from scoring.checks.sentences import finding_of, say
from scoring.facts import amount_of
from scoring.items import number_of
from scoring.results import Finding, TeamScore
from scoring.wording import listed
from survey_definitions.fact_rules import HoursApart, Limit
from survey_definitions.schema import NumberItem


def apart(low: float, high: float) -> bool:
    """Whether two numbers of hours differ by a factor of two; from nought differs whatever is above it.

    >>> apart(24, 48), apart(24, 47), apart(0, 1), apart(0, 0)
    (True, False, True, False)
    """
    return high > 0 and round(high, 9) >= round(thresholds.NUMBER_FACTOR * low, 9)


def believed_by(answers: TeamAnswers, people: tuple[Respondent, ...], item: NumberItem) -> tuple[dict[str, float], int]:
    """Function -> middle of its answers, and how many people answered.

    Fewer than three: nobody. Where nobody has a function, all are one side, "".
    """
    given = [(person.function, number) for person in people if (number := number_of(answers.value(person, item.code))) is not None]
    if len(given) < thresholds.PEOPLE:
        return {}, 0
    sides = sorted({function for function, _ in given if function}) or [""]
    return {side: median(number for function, number in given if function == side) for side in sides}, len(given)


def hours_apart(rule: HoursApart, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding a time limit on which the hours differ. Size: 1 less the smallest over the largest of them."""
    found = (_apart(rule, limit, answers, people) for limit in rule.limits)
    return [finding for finding in found if finding is not None]


def _apart(rule: HoursApart, limit: Limit, answers: TeamAnswers, people: tuple[Respondent, ...]) -> Finding | None:
    item = next((item for _, item in answers.instrument.items() if item.code == limit.believed and isinstance(item, NumberItem)), None)
    sides, n = believed_by(answers, people, item) if item is not None else ({}, 0)
    written, measured = amount_of(answers, limit.written), amount_of(answers, limit.measured)
    known = [*sides.values(), *(hours for hours in (written, measured) if hours is not None)]
    if len(known) < 2 or not apart(min(known), max(known)):
        return None
    told = [say(rule, {"hours": written}, "written")] if written is not None else []
    for hours in sorted(set(sides.values())):
        names = [function_text(answers.instrument, side) for side in sides if sides[side] == hours and side]
        told.append(say(rule, {"hours": hours, "functions": listed(names)}, "believed" if names else "team"))
    told += [say(rule, {"hours": measured}, "measured")] if measured is not None else []
    values = {"written": written, "measured": measured} | {f"believed_{side or 'team'}": hours for side, hours in sides.items()}
    read = [code for code, hours in ((limit.written, written), (limit.measured, measured)) if hours is not None]
    return finding_of(
        rule,
        subject=item.code if item is not None and sides else limit.written,
        size=1 - min(known) / max(known),
        items=(*([item.code] if item is not None and sides else []), *read),
        n=n,
        values={name: hours for name, hours in values.items() if hours is not None},
        words={"limit": limit.text, "told": ", ".join(told)},
        private=bool(sides and item is not None and item.private),
    )
