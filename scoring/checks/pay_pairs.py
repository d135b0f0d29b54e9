"""What is said of two functions by the measures that they are paid for: the same figures, whichever rule finds them."""

from collections.abc import Mapping
from typing import NamedTuple

from scoring.checks.pay import Pay, who_is_paid
from scoring.checks.sentences import finding_of
from scoring.results import Finding
from survey_definitions.rule import Rule
from survey_definitions.schema import Instrument


class Side(NamedTuple):
    """One function: the statements that name the measure in question, at least one, and all of that function."""

    named: list[Pay]
    every: list[Pay]


def finding_of_two(
    rule: Rule, instrument: Instrument, sides: tuple[Side, Side], *, values: Mapping[str, object], words: Mapping[str, str]
) -> Finding:
    """The finding about the measure of the first function. Size: the share of the one that names it times that of the other.

    values and words: what the rule prints beside the two functions, their measures and how many people name them.
    """
    first, second = sides
    every = [*first.every, *second.every]
    return finding_of(
        rule,
        subject=first.named[0].measure,
        size=len(first.named) / len(first.every) * len(second.named) / len(second.every),
        items=tuple(sorted({pay.item for pay in [*first.named, *second.named]})),
        n=sum(pay.said for pay in every),
        values={
            "function": first.named[0].function,
            "measure": first.named[0].measure,
            "named": len(first.named),
            "people": len(first.every),
            "other_function": second.named[0].function,
            "other_named": len(second.named),
            "other_people": len(second.every),
            **values,
        },
        words={"here": who_is_paid(instrument, *first), "there": who_is_paid(instrument, *second), **words},
        private=any(pay.private for pay in every),
    )
